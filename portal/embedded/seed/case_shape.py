"""What is said of a case with which an empty embedded world is filled."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Sender(StrEnum):
    """Who sent a document; the value is its author (`auteur`)."""

    RESIDENT = "Aanvrager, via het portaal"
    MUNICIPALITY = "Gemeente Demodam"
    NEIGHBOUR = "De buren"


class Applicant(StrEnum):
    """Who started a case."""

    RESIDENT = "resident"
    NEIGHBOUR = "neighbour"
    """Somebody without a BSN; the resident is an interested party (`belanghebbende`)."""
    NOBODY = "nobody"
    """A part that the municipality split off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedStatus:
    """A status that was set so many days ago."""

    name: str
    days_ago: int
    explanation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedDocument:
    """A document, with the text that stands in it."""

    title: str
    kind: str
    text: str
    secrecy: str = ""
    sender: Sender = Sender.MUNICIPALITY


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedCase:
    """A case that began so many days ago; the last status of a closed one has a result."""

    code: str
    subject: str
    days_ago: int
    statuses: tuple[SeedStatus, ...]
    answers: dict[str, str] = field(default_factory=dict)
    documents: tuple[SeedDocument, ...] = ()
    result: str = ""
    reason: str = ""
    """Why it ended so; written in the decision."""
    has_decision: bool = False
    withdrawn_days_ago: int | None = None
    """Since when that decision holds no more; the municipality withdrew it."""
    asked: str = ""
    """Kind of document that the resident is asked for."""
    payment: str = ""
    """`betalingsindicatie`: what was paid of its costs."""
    paid_days_ago: int | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    """Other fields of the case, such as a place or a suspension."""
    applicant: Applicant = Applicant.RESIDENT
    main: str = ""
    """Subject of the case that it is a part of."""
