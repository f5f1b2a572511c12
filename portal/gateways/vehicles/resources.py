"""Rows of the data set "Gekentekende voertuigen" (m9d7-ebf2), as far as they are read."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import ConfigDict, PlainValidator, TypeAdapter

from portal.gateways.answers import ItemList, PartlyReadable

LONGEST_TEXT = 60


def _words(value: Any) -> str:
    """A name on one line; raises `ValueError` for what can't be one."""
    if not isinstance(value, str) or not value.isprintable() or len(value) > LONGEST_TEXT:
        raise ValueError("no name")
    return " ".join(value.split())


def _day(value: Any) -> date | None:
    """`20271211`, as text or as number; None for empty and for 0."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str) or not text.isascii():
        raise ValueError("no day")
    return datetime.strptime(text, "%Y%m%d").date() if text.strip("0 ") else None  # noqa: DTZ007


Words = Annotated[str, PlainValidator(_words)]
DayOfRdw = Annotated[date | None, PlainValidator(_day)]


class VehicleRow(PartlyReadable):
    """A vehicle; a field that it doesn't have isn't in its row."""

    model_config = ConfigDict(alias_generator=str)

    kenteken: str
    merk: Words = ""
    handelsbenaming: Words = ""
    eerste_kleur: Words = ""
    vervaldatum_apk: DayOfRdw = None


ANSWER = TypeAdapter(ItemList[VehicleRow])
