"""Persons: what the population register (BRP) says about a resident."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from portal.domain.addresses import Address, DescribedPlace
from portal.domain.consultations import ConsultationProof
from portal.domain.failures import SourceAnswer

RELATIVE = "relative"
"""Name of the missing part of an answer in which a relative could not be read."""


class Relation(StrEnum):
    """How a member of the household is related to the resident."""

    PARTNER = "partner"
    CHILD = "child"


class PersonPart(StrEnum):
    """A part of what the register says of somebody."""

    NAME = "name"
    BORN = "born"
    ADDRESS = "address"


class Remark(StrEnum):
    """What the register says besides about somebody; each has its own sentence in a form."""

    CONFIDENTIAL = "confidential"
    """Not given to others than authorities (geheimhouding)."""
    GUARDIANSHIP = "guardianship"
    """A guardian acts for them (curatele)."""
    ABROAD = "abroad"
    ADDRESS_UNKNOWN = "address_unknown"
    NOT_AT_ADDRESS = "not_at_address"
    """It was established that they don't live at this address any more."""
    NON_RESIDENT = "non_resident"
    """Registered as a non-resident (RNI)."""
    DECEASED = "deceased"
    NAME_INVESTIGATED = "name_investigated"
    BIRTH_INVESTIGATED = "birth_investigated"
    ADDRESS_INVESTIGATED = "address_investigated"
    FAMILY_INVESTIGATED = "family_investigated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """A partner or child. `key` is opaque: it tells nothing, and stays theirs in every answer."""

    key: str
    name: str
    relation: Relation
    born: date | None
    born_about: str = ""
    """`1984-11` or `1984` (ISO 8601) where the register knows no day; else empty."""
    has_bsn: bool = True
    has_authority: bool | None = None
    """Whether the resident has parental authority over this child; None where it isn't told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameParts:
    """The parts of a name, and those of the present or last partner; empty for what is not there.

    Source: `naam` and `partners.naam` of the BRP. `use` is aanduidingNaamgebruik: E, P, V or N.
    """

    given: str
    prefix: str
    surname: str
    use: str
    partner_prefix: str = ""
    partner_surname: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One resident. Source: BRP personen bevragen 2 (Haal Centraal), only the fields asked for."""

    name: str
    """Full name as one writes it: given names, prefix, surname by the chosen use of names."""
    born: date | None
    born_about: str = ""
    """`1984-11` or `1984` (ISO 8601) where the register knows no day; else empty."""
    address: Address | DescribedPlace | None
    """None where the register has none."""
    relatives: tuple[Relative, ...]
    names: NameParts | None = None
    """None where they could not be read, or where a title makes other rules for them."""
    remarks: tuple[Remark, ...] = ()
    unread: tuple[PersonPart, ...] = ()
    """What the register says of them that could not be read: that is not nothing."""


class PersonRegister(Protocol):
    """The population register; raises `SourceError` when it can't be asked."""

    def person(self, proof: ConsultationProof) -> SourceAnswer[Person]:
        """The subject of this line; what is odd is missing.

        Raises `NotFound` when the register doesn't know them.
        """
        ...

    def key_of_relative(self, bsn: str, relative_bsn: str) -> str:
        """The key that a relative with this BSN has in answers about a person; asks nobody."""
        ...

    def name_of(self, proof: ConsultationProof) -> str:
        """Only the name of the subject of this line; raises `NotFound` like `person`."""
        ...
