"""Reading what a client sent: JSON to a checked model, with the error codes of Open Zaak."""

import json
import math
from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Any, TypeVar

from flask import request
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel
from pydantic_core import ErrorDetails
from stdnum.exceptions import ValidationError as NumberError
from stdnum.nl import bsn

from portal.embedded.zgw.problems import InvalidParam, Problem, invalid

_YEARS = range(1900, 2200)
"""Years that a date may be in: what lies outside is a mistake, and reckoning with it overflows."""


def _plausible(moment: date) -> date:
    if moment.year not in _YEARS:
        raise ValueError("Deze datum ligt te ver weg.")
    return moment


def _plausible_moment(moment: datetime) -> datetime:
    _plausible(moment)
    return moment


def _own_number(value: str) -> str:
    """An RSIN obeys the same check as a citizen service number."""
    try:
        bsn.validate(value)
    except NumberError as error:
        raise ValueError("Onjuist RSIN nummer.") from error
    return value


Day = Annotated[date, AfterValidator(_plausible)]
Moment = Annotated[AwareDatetime, AfterValidator(_plausible_moment)]
Rsin = Annotated[str, Field(min_length=9, max_length=9), AfterValidator(_own_number)]
Link = Annotated[str, Field(max_length=1000)]


class Body(BaseModel):
    """A body in camelCase; keys that it doesn't know are ignored, as Open Zaak does."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="ignore")

    def as_json(self) -> dict[str, Any]:
        """The checked values, as they are kept and answered."""
        return self.model_dump(mode="json", by_alias=True)


B = TypeVar("B", bound=BaseModel)


def json_object() -> dict[str, Any]:
    """The JSON object of this request; raises the 400 or 415 that belongs to anything else."""
    if request.mimetype != "application/json":
        raise Problem(415, "unsupported_media_type")
    try:
        value = json.loads(request.get_data(), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise invalid("nonFieldErrors", "parse_error", "JSON parse error") from error
    if not isinstance(value, dict):
        raise invalid("nonFieldErrors", "invalid", "Ongeldige data. Verwacht een object.")
    for item in _items(value):
        _refuse_unkeepable(item)
    return value


def checked(model: type[B], value: Any) -> B:
    """The value as this model; raises one 400 with everything that is wrong."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        params = tuple(_param(detail) for detail in error.errors(include_url=False))
        raise Problem(400, "invalid", params=params) from error


def _no_number(constant: str) -> float:
    raise ValueError(f"{constant} is no JSON")


def _items(value: Any) -> Iterator[Any]:
    """Every key and value inside, however deep; not recursive, so that depth can't break it."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            waiting.extend(item)
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
        else:
            yield item


def _refuse_unkeepable(item: Any) -> None:
    """Refuse what PostgreSQL can't keep: NUL, half characters, numbers without end."""
    if isinstance(item, str) and not storable(item):
        raise invalid(
            "nonFieldErrors", "null_characters_not_allowed", "Null-tekens zijn niet toegestaan."
        )
    if isinstance(item, float) and not math.isfinite(item):
        raise invalid("nonFieldErrors", "invalid", "Een geldig nummer is vereist.")


def storable(value: str) -> bool:
    """Whether PostgreSQL can keep this text."""
    return "\0" not in value and not any("\ud800" <= character <= "\udfff" for character in value)


_CODES: dict[str, tuple[str, str]] = {
    "missing": ("required", "Dit veld is vereist."),
    "string_too_long": (
        "max_length",
        "Dit veld mag niet meer dan {max_length} karakters bevatten.",
    ),
    "string_too_short": (
        "min_length",
        "Dit veld moet ten minste {min_length} karakters bevatten.",
    ),
    "literal_error": ("invalid_choice", "Dit is een ongeldige keuze."),
    "enum": ("invalid_choice", "Dit is een ongeldige keuze."),
    "list_type": ("not_a_list", "Verwachtte een lijst met items."),
}


def _param(detail: ErrorDetails) -> InvalidParam:
    """One error of pydantic in the words of the API."""
    name = ".".join(str(part) for part in detail["loc"]) or "nonFieldErrors"
    if detail["input"] is None and detail["type"] != "missing":
        return InvalidParam(name, "null", "Dit veld mag niet leeg zijn.")
    if detail["type"] == "string_too_short" and detail["input"] == "":
        return InvalidParam(name, "blank", "Dit veld mag niet leeg zijn.")
    if detail["type"] == "value_error":
        return InvalidParam(name, "invalid", detail["msg"].removeprefix("Value error, "))
    code, reason = _CODES.get(detail["type"], ("invalid", "Ongeldige waarde."))
    return InvalidParam(name, code, reason.format(**detail.get("ctx", {})))
