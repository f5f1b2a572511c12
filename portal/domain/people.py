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

    @classmethod
    def named(cls, name: str | None) -> "Level":
        """The level of this name, as forms have it; `NONE` where they ask for no login."""
        return cls[name.upper()] if name else cls.NONE


class LevelTooLow(Exception):
    """A login proves less than what is asked for needs; answered with a new login."""

    def __init__(self, level: Level) -> None:
        """`level`: what is needed."""
        super().__init__(level.name)
        self.level = level


class Ground(StrEnum):
    """On what ground somebody acts."""

    SELF = "self"
    REPRESENTATIVE = "representative"
    HELPER_PRESENT = "helper_present"
    COUNTER_EMPLOYEE = "counter_employee"
    SYSTEM = "system"
    ANONYMOUS = "anonymous"
    COSIGNER = "cosigner"
    """Whom the resident asked to sign too what they sent."""


class PartyKind(StrEnum):
    """What can be a party."""

    RESIDENT = "resident"
    COMPANY = "company"
    BRANCH = "branch"


@dataclass(frozen=True, slots=True)
class Party:
    """Whom it is about: a resident; later also a company or one of its branches.

    `key` names them in our own records. `number` is a BSN (KVK or branch number): it never leaves
    the process but to the registers that need it, and the `repr` hides it.
    """

    kind: PartyKind
    key: OwnerId
    number: str

    @classmethod
    def resident(cls, bsn: str, key: OwnerId) -> "Party":
        """The resident with this BSN."""
        return cls(PartyKind.RESIDENT, key, bsn)

    @property
    def bsn(self) -> str:
        """The BSN of a resident; nothing else has one."""
        assert self.kind is PartyKind.RESIDENT, "only a resident has a BSN"
        return self.number

    def __repr__(self) -> str:
        return f"Party({self.kind}, key={self.key})"


@dataclass(frozen=True, slots=True)
class KnownByKey:
    """A party of whom only the key is at hand: enough for a line, too little for a register."""

    key: OwnerId


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts, for which party, and on what ground, during one login session."""

    by_whom: OwnerId
    """On the ground `SELF` the key of the party itself."""
    for_party: Party
    ground: Ground
    mandate: str = ""
    """What proves that they may act for the party; empty on the ground `SELF`."""
    level: Level
    session_id: UUID
    ends_at: datetime
    """Moment (UTC) at which the session ends when nothing more is done."""
    revision: int = 0
    """What the owner's revision was when this was read; see `portal.storage.owners`."""
