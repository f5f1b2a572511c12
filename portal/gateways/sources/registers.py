"""One adapter for all sources; what differs between them stands in the register of sources.

    POST <url>  {"burgerservicenummer": "…", "velden": ["werkgever", "nettoPerMaand"]}
    200         {"burgerservicenummer": "…", "inkomsten": [{"werkgever": "…", …}]}

The BSN stands in the body only. The answer must be about this person and hold exactly the fields
that were asked: more is as wrong as less.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from portal.domain.consultations import ConsultationProof
from portal.domain.failures import SourceUnavailable
from portal.domain.sources import (
    Fetched,
    FetchPermission,
    Record,
    Shape,
    SourceDescription,
    SourceNotConnected,
)
from portal.gateways.http import Api, parsing_answer_of
from portal.gateways.subjects import bsn_of
from portal.settings import Settings, SourceAddress

_AMOUNT = re.compile(r"(\d{1,9})\.(\d{2})", re.ASCII)
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
LONGEST_TEXT = 200
MOST_RECORDS = 100


@dataclass(frozen=True, slots=True)
class RegisterClient:
    """One source with its address."""

    description: SourceDescription
    api: Api

    def fetch(self, bsn: str, names: tuple[str, ...]) -> tuple[Record, ...]:
        """These fields of all that it knows of this person; raises `SourceError`."""
        fields = [field for field in self.description.fields if field.name in names]
        asked = [field.at_source for field in fields]
        answer = self.api.search("", {"burgerservicenummer": bsn, "velden": asked})
        with parsing_answer_of(self.description.id):
            if answer["burgerservicenummer"] != bsn:
                raise ValueError("somebody else")
            records = answer[self.description.records]
            if not isinstance(records, list) or len(records) > MOST_RECORDS:
                raise ValueError("not a list of records")
            if any(set(record) != set(asked) for record in records):
                raise ValueError("other fields than were asked for")
            return tuple(
                {field.name: VALUES[field.shape](record[field.at_source]) for field in fields}
                for record in records
            )


@dataclass(frozen=True, slots=True)
class Registers:
    """The `Sources` of the settings."""

    by_id: Mapping[str, RegisterClient]

    def fetch(self, proof: ConsultationProof, chosen: FetchPermission) -> Fetched:
        """The chosen fields of the subject of this line, at the chosen source."""
        if not chosen.fields:
            raise ValueError("no fields")
        register = self.by_id.get(chosen.source)
        if register is None:
            raise SourceUnavailable(chosen.source, "not connected (any more)")
        records = register.fetch(bsn_of(proof), chosen.fields)
        return Fetched(datetime.now(UTC), records)


def connect(settings: Settings, descriptions: Iterable[SourceDescription]) -> Registers:
    """The sources that there are; raises `SourceNotConnected` for one without an address."""
    registers = {}
    for description in descriptions:
        address = settings.sources.get(description.id)
        if address is None:
            raise SourceNotConnected(
                f"PORTAL_SOURCES has no address of the source '{description.id}'."
            )
        registers[description.id] = RegisterClient(
            description, _api(settings, description.id, address)
        )
    return Registers(registers)


def _api(settings: Settings, system: str, address: SourceAddress) -> Api:
    return Api(
        system=system,
        base_url=str(address.url).rstrip("/"),
        limit_s=settings.register_seconds,
        headers=partial(_headers, address),
    )


def _headers(address: SourceAddress) -> dict[str, str]:
    return {"Authorization": f"Bearer {address.token.get_secret_value()}"}


def _text(value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_TEXT:
        raise ValueError("not a text")
    return value


def _cents(value: Any) -> int:
    """`1234.56`, always with two decimals and as text: JSON numbers become floats on the way."""
    match = _AMOUNT.fullmatch(_text(value))
    if match is None:
        raise ValueError("not an amount")
    return int(match[1]) * 100 + int(match[2])


def _day(value: Any) -> str:
    return date.fromisoformat(_text(value)).isoformat()


def _month(value: Any) -> str:
    if not _MONTH.fullmatch(_text(value)):
        raise ValueError("not a month")
    return str(value)


VALUES: dict[Shape, Callable[[Any], str | int]] = {
    Shape.TEXT: _text,
    Shape.MONEY: _cents,
    Shape.DAY: _day,
    Shape.MONTH: _month,
}
