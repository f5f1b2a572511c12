"""What notifications say of one case, where a delivery of our own may have done all of it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self


class MadePart(StrEnum):
    """What a delivery makes in a case system."""

    CASE = "case"
    ROLE = "role"
    PROPERTY = "property"
    OBJECT = "object"
    DOCUMENT = "document"
    STATUS = "status"


MOST = 200
"""Parts that are kept of one case: what has more was made by no delivery of ours."""
REPLY = frozenset({MadePart.DOCUMENT})
"""What the answer to a task makes."""


@dataclass(frozen=True, slots=True)
class MadeParts:
    """Parts of one case that were made between two moments, each with what names it."""

    first: datetime
    last: datetime
    parts: frozenset[tuple[MadePart, str]]

    def count(self, part: MadePart) -> int:
        """How many of these."""
        return sum(1 for made, _name in self.parts if made is part)

    def are_of(self, kinds: Iterable[MadePart]) -> bool:
        """Whether nothing but these was made."""
        return {made for made, _name in self.parts} <= set(kinds)

    def with_(self, other: Self) -> Self | None:
        """Both; None: more than a delivery makes."""
        parts = self.parts | other.parts
        if len(parts) > MOST:
            return None
        return type(self)(min(self.first, other.first), max(self.last, other.last), parts)

    @classmethod
    def of(cls, text: str) -> Self:
        """What was written as this text."""
        first, last, parts = json.loads(text)
        moments = datetime.fromisoformat(first), datetime.fromisoformat(last)
        return cls(*moments, frozenset((MadePart(made), name) for made, name in parts))

    def __str__(self) -> str:
        """As text, for a job."""
        return json.dumps([self.first.isoformat(), self.last.isoformat(), sorted(self.parts)])
