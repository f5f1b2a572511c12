"""What is said of a file that was looked into."""

from dataclasses import dataclass
from enum import StrEnum


class FileFault(StrEnum):
    """Why a file can't be taken."""

    UNREADABLE = "unreadable"
    """It isn't whole, or not what its first bytes say."""
    PROTECTED = "protected"
    """It doesn't open without a password."""
    PROGRAM = "program"
    """There is a program in it."""
    MACROS = "macros"
    """It does something by itself when it is opened, and can't be cleaned."""
    OUTSIDE = "outside"
    """It fetches something from elsewhere when it is opened."""
    OTHER = "other"
    """A ZIP, but no kind of document that we know."""
    FILLED_ELSEWHERE = "filled elsewhere"
    """A form (dynamic XFA) that only one program shows; others say "please wait"."""
    TOO_LARGE = "too large"
    """It has more pixels or pages, or unpacks to more, than we take."""
    TOO_HEAVY = "too heavy"
    """Looking into it took more time or memory than it may have."""
    BUSY = "busy"
    """Too many files are looked into just now."""
    INFECTED = "infected"
    """The malware scanner knows what is in it."""
    TOO_LATE = "too late"
    """The files before it took the time that those of one request may take together."""


class Note(StrEnum):
    """What was done with a file that is taken, or what stands out: for who sent it and who gets it.

    `ACTIVE_REMOVED`: what ran by itself was taken out. `SIGNED`: it has a digital signature and was
    left as it came. `SIGNED_ACTIVE`: that, and something in it runs by itself.
    """

    ACTIVE_REMOVED = "active removed"
    SIGNED = "signed"
    SIGNED_ACTIVE = "signed active"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a file is, and what was done with it."""

    ending: str
    """Of its name, without the dot."""
    media_type: str
    is_changed: bool = False
    """Whether what was written is kept instead of what came in."""
    note: Note | None = None


class Refusal(Exception):
    """A file that can't be taken."""

    def __init__(self, fault: FileFault) -> None:
        super().__init__(fault.value)
        self.fault = fault
