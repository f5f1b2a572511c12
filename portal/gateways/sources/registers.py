"""One adapter for all sources; what differs between them stands in the register of sources.

    POST <url>  {"burgerservicenummer": "…", "velden": ["werkgever", "nettoPerMaand"]}
    200         {"burgerservicenummer": "…", "inkomsten": [{"werkgever": "…", …}]}

The BSN stands in the body only. The answer must be about this person and hold no other fields than
were asked. A field that is odd takes no other away: the record goes without it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus

from portal.domain.consultations import ConsultationProof
from portal.domain.failures import InvalidSourceAnswer, SourceRefused, SourceUnavailable
from portal.domain.sources import (
    Fetched,
    FetchPermission,
    Record,
    SourceDescription,
    SourceNotConnected,
)
from portal.gateways.answers import log_odd
from portal.gateways.http import Api
from portal.gateways.links import link_of
from portal.gateways.sources.resources import record_of, shape_of
from portal.gateways.subjects import NOBODY, bsn_of
from portal.setting_values import SourceAddress
from portal.settings import Settings

NO_LEAVE = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.METHOD_NOT_ALLOWED})


@dataclass(frozen=True, slots=True)
class RegisterClient:
    """One source with its address."""

    description: SourceDescription
    api: Api

    def fetch(self, bsn: str, names: tuple[str, ...]) -> tuple[Record, ...]:
        """These fields of all that it knows of this person; raises `SourceError`."""
        fields = tuple(field for field in self.description.fields if field.name in names)
        question = {"burgerservicenummer": bsn, "velden": [field.at_source for field in fields]}
        answer = self.api.read_by_post(shape_of(self.description), "", question)
        if answer.burgerservicenummer != bsn:
            raise InvalidSourceAnswer(self.description.id, "an answer about somebody else")
        records = [record_of(record, fields) for record in answer.records]
        causes = [cause for record in records for cause in record.odd]
        if any(record.has_more for record in records):
            raise InvalidSourceAnswer(self.description.id, "more than was asked")
        if causes and not any(record.values for record in records):
            raise InvalidSourceAnswer(self.description.id, causes[0])
        if causes:
            log_odd(self.description.id, causes)
        return tuple(record.values for record in records)

    def check(self) -> None:
        """Ask once, about nobody, whether it takes our questions; raises `SourceError`.

        That it doesn't know them is an answer too.
        """
        try:
            self.fetch(NOBODY, tuple(field.name for field in self.description.fields))
        except SourceRefused as error:
            if error.status in NO_LEAVE:
                raise


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
    """The sources that there are; raises `SourceNotConnected` for one without an address.

    One that the settings put off needs none.
    """
    registers = {}
    for description in descriptions:
        address = settings.sources.get(description.id)
        if address is None and description.id in settings.sources_off:
            continue
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
        link=link_of(settings, system),
        base_url=str(address.url).rstrip("/"),
        limit_s=settings.register_seconds,
        headers=partial(_headers, address),
    )


def _headers(address: SourceAddress) -> dict[str, str]:
    return {"Authorization": f"Bearer {address.token.get_secret_value()}"}
