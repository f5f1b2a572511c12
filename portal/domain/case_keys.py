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
class CaseKey:
    """Which case it is: the name of the case system, and the case's id within it.

    Its number may change, and two systems may give the same one; its URL stays in the gateway.
    """

    system: str
    id: UUID

    @classmethod
    def of(cls, text: str) -> Self:
        """The key that was written as this text; raises `ValueError`."""
        system, _, case_id = text.partition(SEPARATOR)
        return cls(system, UUID(case_id))

    def __str__(self) -> str:
        return f"{self.system}{SEPARATOR}{self.id}"


@dataclass(frozen=True, slots=True)
class DecisionKey:
    """Which decision it is: the name of the case system, and the decision's id within it."""

    system: str
    id: UUID

    @classmethod
    def of(cls, text: str) -> Self:
        """The key that was written as this text; raises `ValueError`."""
        system, _, decision_id = text.partition(SEPARATOR)
        return cls(system, UUID(decision_id))

    def __str__(self) -> str:
        return f"{self.system}{SEPARATOR}{self.id}"
