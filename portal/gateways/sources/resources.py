"""Models of what a source says, made from its description and the fields that are asked.

Records are read all or none: what is counted from them (an income, an amount saved) would be wrong
without one, and nobody would see it. More than was asked is as wrong as less.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, Field, TypeAdapter, create_model

from portal.domain.sources import Record, Shape, SourceDescription, SourceField
from portal.gateways.answers import Resource
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
VALUES: Mapping[Shape, Any] = {
    Shape.TEXT: _Text,
    Shape.MONEY: Annotated[_Text, AfterValidator(_cents), AfterValidator(_not_negative)],
    Shape.BALANCE: Annotated[_Text, AfterValidator(_cents)],
    Shape.DAY: Annotated[_Text, AfterValidator(_day)],
    Shape.MONTH: Annotated[_Text, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")],
}


@made_once
def shape_of(
    description: SourceDescription, fields: tuple[SourceField, ...]
) -> TypeAdapter[SourceRecords]:
    """The shape of an answer with exactly these fields in each record."""
    definitions: dict[str, Any] = {
        _attribute(field): (VALUES[field.shape], Field(alias=field.at_source)) for field in fields
    }
    record = create_model(
        "SourceRecord", __config__={"extra": "forbid", "frozen": True}, **definitions
    )
    records = Annotated[list[record], Field(alias=description.records, max_length=MOST_RECORDS)]
    return TypeAdapter(
        create_model("SourceRecords", __base__=SourceRecords, records=(records, ...))
    )


def record_of(record: Any, fields: tuple[SourceField, ...]) -> Record:
    """The values of a record, under our names."""
    return {field.name: getattr(record, _attribute(field)) for field in fields}


def _attribute(field: SourceField) -> str:
    # A name of its own could be that of something in every model.
    return f"field_{field.name}"
