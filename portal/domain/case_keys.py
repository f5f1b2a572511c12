"""What identifies a case, wherever it is kept or named; and its number, that people read."""

from dataclasses import dataclass
from typing import NewType, Self
from uuid import UUID

ONLY_SYSTEM = "zgw"
"""Name of the case system of a portal that has one. Never changes: kept keys begin with it."""
SEPARATOR = ":"
"""Between the parts of a key that is written as text."""
CaseNumber = NewType("CaseNumber", str)
"""What people call a case by, `identificatie` in ZGW: to be read; it identifies nothing."""


@dataclass(frozen=True, slots=True)
class _Key:
    """What a case system keeps: the name of that system, and the id within it."""

    system: str
    id: UUID

    @classmethod
    def of(cls, text: str) -> Self:
        """The key that was written as this text; raises `ValueError`."""
        system, _, id_ = text.partition(SEPARATOR)
        return cls(system, UUID(id_))

    def __str__(self) -> str:
        return f"{self.system}{SEPARATOR}{self.id}"


@dataclass(frozen=True, slots=True)
class CaseKey(_Key):
    """Which case it is.

    Its number may change, and two systems may give the same one; its URL stays in the gateway.
    """


@dataclass(frozen=True, slots=True)
class DecisionKey(_Key):
    """Which decision it is."""
