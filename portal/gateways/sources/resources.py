"""What a source says, read by its description and the fields that are asked.

Records are read field by field. One that could not be read is not there: what is counted from it
(an income, an amount saved) is unknown then. More than was asked is refused.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError, create_model

from portal.domain.sources import Record, Shape, SourceDescription, SourceField
from portal.gateways.answers import Resource, cause_of
from portal.once import made_once

_AMOUNT = re.compile(r"(-?)(\d{1,9})\.(\d{2})", re.ASCII)
LONGEST_TEXT = 200
MOST_RECORDS = 100


class SourceRecords(Resource):
    """What a source says about one person."""

    burgerservicenummer: str
    records: Annotated[list[Any], Field(max_length=MOST_RECORDS)]


def _cents(text: str) -> Any:
    """`1234.56`, always with two decimals and as text: JSON numbers become floats on the way."""
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise ValueError("not an amount")
    cents = int(match[2]) * 100 + int(match[3])
    return -cents if match[1] else cents


def _not_negative(cents: int) -> int:
    if cents < 0:
        raise ValueError("less than nothing")
    return cents


def _day(text: str) -> str:
    return date.fromisoformat(text).isoformat()


_Text = Annotated[str, Field(strict=True, min_length=1, max_length=LONGEST_TEXT)]
_SHAPES: Mapping[Shape, Any] = {
    Shape.TEXT: _Text,
    Shape.MONEY: Annotated[_Text, AfterValidator(_cents), AfterValidator(_not_negative)],
    Shape.BALANCE: Annotated[_Text, AfterValidator(_cents)],
    Shape.DAY: Annotated[_Text, AfterValidator(_day)],
    Shape.MONTH: Annotated[_Text, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")],
}
VALUES: Mapping[Shape, TypeAdapter[Any]] = {
    shape: TypeAdapter(value) for shape, value in _SHAPES.items()
}
"""How a value of each shape is judged."""


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """A record under our names, as far as it could be read."""

    values: Record
    odd: tuple[str, ...]
    """Why fields could not be read; they are not in `values`."""
    has_more: bool
    """Whether there are fields in it that were not asked."""


@made_once
def shape_of(description: SourceDescription) -> TypeAdapter[SourceRecords]:
    """The shape of an answer, its records as they are."""
    records = Annotated[list[Any], Field(alias=description.records, max_length=MOST_RECORDS)]
    return TypeAdapter(
        create_model("SourceRecords", __base__=SourceRecords, records=(records, ...))
    )


def record_of(record: Any, fields: tuple[SourceField, ...]) -> ReadRecord:
    """What stands in a record, field by field."""
    if not isinstance(record, dict):
        return ReadRecord({}, ("record: no object",), has_more=False)
    values: dict[str, str | int] = {}
    odd: list[str] = []
    for field in fields:
        try:
            values[field.name] = VALUES[field.shape].validate_python(record.get(field.at_source))
        except ValidationError as error:
            odd.append(f"{field.at_source}: {cause_of(error).rpartition(': ')[2]}")
    has_more = not record.keys() <= {field.at_source for field in fields}
    return ReadRecord(values, tuple(odd), has_more)
