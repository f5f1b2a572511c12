"""What holds for a whole page is one line above it: an outage, for instance."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Band:
    """One thing that holds for the whole page. Several stand together in one line."""

    name: str
    """A few words, always in sight."""
    sentences: tuple[str, ...]
    """What it means for the resident, for who opens the line."""
