"""Residents, and who acts for them on what ground."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import NewType
from uuid import UUID

OwnerId = NewType("OwnerId", UUID)
"""Random name of whoever records belong to; see `portal.storage.owners`."""


class Level(IntEnum):
    """Level of assurance of a DigiD login, in rising order.

    Source: Logius DigiD koppelvlak; the SAML classes are mapped in the settings.
    """

    NONE = 0
    BASIS = 10
    MIDDEN = 20
    SUBSTANTIEEL = 25
    HOOG = 30


class Ground(StrEnum):
    """On what ground somebody acts."""

    SELF = "self"
    REPRESENTATIVE = "representative"
    HELPER_PRESENT = "helper_present"
    COUNTER_EMPLOYEE = "counter_employee"
    SYSTEM = "system"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Resident:
    """The person whom it is about.

    `bsn` never leaves the process but to the registers that need it; its `repr` hides it.
    `key` names them in our own records.
    """

    bsn: str
    key: OwnerId

    def __repr__(self) -> str:
        return f"Resident(key={self.key})"


@dataclass(frozen=True, slots=True)
class KnownByKey:
    """A resident of whom only the key is at hand: enough for a line, too little for a register."""

    key: OwnerId


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts, for whom, and on what ground, during one login session."""

    for_whom: Resident
    ground: Ground
    level: Level
    session_id: UUID
    ends_at: datetime
    """Moment (UTC) at which the session ends when nothing more is done."""
    revision: int = 0
    """What the owner's revision was when this was read; see `portal.storage.owners`."""

    @property
    def is_authenticated(self) -> bool:
        """Flask-Login asks; an Actor is only made from a live login session."""
        return True

    @property
    def is_active(self) -> bool:
        """Flask-Login asks; an ended session gives no Actor."""
        return True

    @property
    def is_anonymous(self) -> bool:
        """Flask-Login asks."""
        return False

    def get_id(self) -> str:
        """Flask-Login asks; the cookie itself holds another, random token."""
        return str(self.session_id)
