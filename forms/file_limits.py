"""Which files may be sent with an answer."""

from dataclasses import dataclass, replace
from typing import Self

MOST_FILES, MOST_MB = 100, 500
"""More than this no form can ask; a portal may take less."""


@dataclass(frozen=True, slots=True)
class FileLimits:
    """Which files may be sent with an answer: by kind (`pdf`), size of each and number."""

    kinds: tuple[str, ...]
    mb: int
    most: int

    def within(self, mb: int, most: int) -> Self:
        """The same, where no file may be larger than this anywhere, nor may there be more."""
        return replace(self, mb=min(self.mb, mb), most=min(self.most, most))
