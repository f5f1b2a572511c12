"""What comes from outside, read into models: the one place where an answer is judged.

An answer of another shape than its model is `InvalidSourceAnswer`; a fault in what we make of a
model is ours, and stays what it is. Lists are read item by item, so that an odd one hides no other
(rule 1). Causes name fields, never values: those may hold a BSN.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import Annotated, Any, Generic, NoReturn, Self, TypeVar, get_args
from uuid import UUID

import structlog
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    ModelWrapValidatorHandler,
    PlainValidator,
    PrivateAttr,
    TypeAdapter,
    ValidationError,
    model_validator,
)
from pydantic.alias_generators import to_camel
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from portal.domain.days import AMSTERDAM
from portal.domain.failures import InvalidSourceAnswer, MissingPart
from portal.once import made_once

T = TypeVar("T")
log = structlog.get_logger()
FIELDS_IN_CAUSE = 3
NAME = re.compile(r"[A-Za-z_][A-Za-z_-]{0,60}")


def _no_truth(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError("is no number")  # noqa: TRY004 -- pydantic takes no TypeError
    return value


Whole = Annotated[int, BeforeValidator(_no_truth)]
"""A whole number: pydantic takes `true` for 1, so that a house got a number that nobody gave it."""


class Resource(BaseModel):
    """A resource of another system: the fields of it that the portal reads, and no others.

    Their names there are in camelCase.
    """

    model_config = ConfigDict(frozen=True, alias_generator=to_camel)


class PartlyReadable(Resource):
    """A resource that is read without the fields that are odd, where it can do without them.

    `odd` says why: what is not there then is unknown, which is not the same as empty.
    """

    _odd: tuple[str, ...] = PrivateAttr(())
    _unread: frozenset[str] = PrivateAttr(frozenset())

    @property
    def odd(self) -> tuple[str, ...]:
        """Why fields could not be read."""
        return self._odd

    @property
    def unread(self) -> frozenset[str]:
        """The fields that could not be read, by our names."""
        return self._unread

    @model_validator(mode="wrap")
    @classmethod
    def _without_what_is_odd(cls, answer: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return handler(answer)
        except ValidationError as error:
            if not isinstance(answer, dict):
                raise
            faults = error.errors(include_input=False)
            at_fault = {step for fault in faults for step in fault["loc"][:1]}
            fields = cls.model_fields.items()
            optional = {field.alias: name for name, field in fields if not field.is_required()}
            if not at_fault <= optional.keys():
                raise
            rest = handler({name: part for name, part in answer.items() if name not in at_fault})
            return rest.lacking(cause_of(error), {optional[str(alias)] for alias in at_fault})

    def lacking(self, cause: str, names: AbstractSet[str]) -> Self:
        """Itself, as what was read without these fields."""
        self._odd, self._unread = (cause,), frozenset(names)
        return self


class ItemList(Generic[T]):
    """A list from outside: the items that could be read, and why the others could not.

    `odd` has the cause for each item that could not be read. No dataclass: pydantic would read one
    in its own way.
    """

    __slots__ = ("items", "odd")

    def __init__(self, items: tuple[T, ...] = (), odd: tuple[str, ...] = ()) -> None:
        self.items = items
        self.odd = odd

    def __iter__(self) -> Iterator[T]:
        """The items that could be read."""
        return iter(self.items)

    def __add__(self, other: Self) -> Self:
        """Both lists as one."""
        return type(self)(self.items + other.items, self.odd + other.odd)

    def readable(self, system: str) -> tuple[T, ...]:
        """The items that could be read; the log gets one line that says why the others could not.

        Raises `InvalidSourceAnswer` when none could: that is not "there is nothing".
        """
        if self.odd and not self.items:
            raise InvalidSourceAnswer(system, self.odd[0])
        if self.odd:
            log_odd(system, self.odd)
        return self.items

    def logged(self, system: str) -> tuple[T, ...]:
        """The items that could be read, perhaps none of several; why is told to the operator.

        For who tells the resident what is `missing`: one odd item that stands alone is no failure
        of the system, and asking later would not help.
        """
        if self.odd:
            log_odd(system, self.odd)
        return self.items

    def whole(self, system: str) -> tuple[T, ...]:
        """All items, where a part will not do; raises `InvalidSourceAnswer` for an odd one."""
        if self.odd:
            raise InvalidSourceAnswer(system, self.odd[0])
        return self.items

    def missing(self, part: str) -> tuple[MissingPart, ...]:
        """Each odd item, as what an answer lacks."""
        return tuple(MissingPart(part, cause) for cause in self.odd)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Each item by its model; one that doesn't fit stands for itself with the cause."""
        [item] = get_args(source)
        odd = core_schema.no_info_plain_validator_function(partial(_odd_item, item))
        either = core_schema.union_schema([handler(item), odd], mode="left_to_right")
        return core_schema.no_info_after_validator_function(
            cls._sorted_out, core_schema.list_schema(either)
        )

    @classmethod
    def _sorted_out(cls, rows: list[Any]) -> Self:
        odd = tuple(row.cause for row in rows if type(row) is _OddItem)
        if not odd:
            return cls(tuple(rows))
        return cls(tuple(row for row in rows if type(row) is not _OddItem), odd)


def answer_as(shape: TypeAdapter[T], system: str, content: bytes) -> T:
    """The answer in this shape; raises `InvalidSourceAnswer`, which names the fields at fault."""
    try:
        return shape.validate_json(content)
    except ValidationError as error:
        if error.errors(include_input=False)[0]["type"] != "json_invalid":
            refuse(system, error)
    try:
        return shape.validate_python(leniently_parsed(content))
    except ValidationError as error:
        refuse(system, error)
    except (ValueError, RecursionError):
        raise InvalidSourceAnswer(system, "the answer is not JSON") from None


def leniently_parsed(content: bytes) -> Any:
    """The JSON value, for what the fast parser refuses: it is stricter in odd characters.

    Half of a pair of surrogates is no character, and becomes U+FFFD: no text could be written with
    it. Raises `ValueError`, `RecursionError`.
    """
    text = json.dumps(json.loads(content), ensure_ascii=False)
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return json.loads(whole)


def log_odd(system: str, causes: Sequence[str]) -> None:
    """Tell the operator that a part of an answer was left out, and why the first one was."""
    log.warning("outside_partial", system=system, left_out=len(causes), cause=causes[0])


def refuse(system: str, error: ValidationError) -> NoReturn:
    """Raise what a model refuses as `InvalidSourceAnswer` of this system."""
    raise InvalidSourceAnswer(system, cause_of(error)) from None


def cause_of(error: ValidationError) -> str:
    """Which fields were wrong and how, in the words of pydantic; without any value."""
    faults = error.errors(include_input=False, include_url=False, include_context=False)
    causes = [f"{_path(fault['loc'])}: {fault['type']}" for fault in faults[:FIELDS_IN_CAUSE]]
    more = len(faults) - len(causes)
    return "; ".join([*causes, f"and {more} more"] if more else causes)


def _path(location: Sequence[str | int]) -> str:
    return ".".join(map(_step, location)) or "the answer"


def _step(step: str | int) -> str:
    """An index, or the name of a field; a name that is no word could be a value."""
    return str(step) if isinstance(step, int) or NAME.fullmatch(step) else "?"


@dataclass(frozen=True, slots=True)
class _OddItem:
    """Stands in a list for an item that could not be read."""

    cause: str


def _odd_item(item: Any, value: Any) -> _OddItem:
    try:
        _adapter(item).validate_python(value)
    except ValidationError as error:
        return _OddItem(cause_of(error))
    return _OddItem("not as in JSON")


@made_once
def _adapter(item: Any) -> TypeAdapter[Any]:
    return TypeAdapter(item)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "no text")
    return value


def _day(value: Any) -> date:
    return date.fromisoformat(_text(value))


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(_text(value))
    try:
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM)).astimezone(UTC)
        moment.astimezone(AMSTERDAM)  # its day is asked for later
    except OverflowError:
        raise ValueError("a moment outside the calendar") from None
    return moment


def _name(value: Any) -> str:
    """The text without blanks around it; '' for none, and for one in which nothing can be seen."""
    text = value.strip() if isinstance(value, str) else ""
    if text.isascii() and text.isprintable():  # nearly every one
        return text
    return text if any(unicodedata.category(each)[0] not in "CZ" for each in text) else ""


Name = Annotated[str, PlainValidator(_name)]
"""How something is called; '' where it has no name, so that a page can give it one."""
Day = Annotated[date, PlainValidator(_day)]
"""A calendar day, as ISO 8601 writes it. Pydantic's own would take a number for a moment."""
DayOrNone = Annotated[date | None, PlainValidator(lambda text: _day(text) if text else None)]
"""The same; null and '' are none."""
Moment = Annotated[datetime, PlainValidator(_moment)]
"""A moment in UTC; one without a zone is as clocks in the Netherlands say it."""
MomentOrNone = Annotated[
    datetime | None, PlainValidator(lambda text: _moment(text) if text else None)
]
"""The same; null and '' are none."""
UuidOrNone = Annotated[
    UUID | None, PlainValidator(lambda text: UUID(_text(text)) if text else None)
]
"""An id; null and '' are none."""
