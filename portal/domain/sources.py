"""Sources: registers of other organisations, asked only when the resident chose so.

Rule 8 of the design is held by a type, as rule 7 is: what asks a source takes a
`FetchPermission`, and only a stored choice gives one, at the moment it is used.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from portal.domain.consultations import ConsultationProof


class SourceNotConnected(LookupError):
    """The register of sources names a source of which the settings have no address."""


class Shape(StrEnum):
    """How a field of a source is written."""

    TEXT = "text"
    MONEY = "money"
    BALANCE = "balance"
    """Money that may be less than nothing."""
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceField:
    """One field of each record: our name, the source's own name, and how it is written."""

    name: str
    at_source: str
    shape: Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDescription:
    """What a gateway must know of a source to ask it and to check its answer."""

    id: str
    records: str
    """Name of the list in its answer."""
    fields: tuple[SourceField, ...]


@dataclass(frozen=True, slots=True)
class FetchPermission:
    """Proof that the resident chose to have exactly this fetched.

    Only `portal.storage.data_choices` makes one. Gateways take source and fields from it, so that
    what was chosen and what is asked can't be two things.
    """

    choice: UUID
    source: str
    fields: tuple[str, ...]


Record = Mapping[str, str | int]
"""Field → text, or cents, or a day (ISO 8601) or month (2026-10). One that is not there could not
be read."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a source knows; no records: it knows nothing, which is an answer too."""

    at: datetime
    records: tuple[Record, ...]


class Sources(Protocol):
    """All sources; raises `SourceError` when the one that was chosen can't be asked."""

    def fetch(self, proof: ConsultationProof, chosen: FetchPermission) -> Fetched:
        """The chosen fields of the subject of this line, at the chosen source."""
        ...
