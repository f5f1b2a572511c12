"""What the municipality does that isn't online in the portal, and the pages that the portal has.

Source: the files of the operator and of the portal that the search reads.
"""

from collections.abc import Mapping
from dataclasses import dataclass

SearchWords = Mapping[str, tuple[str, ...]]
"""By code of a language: what people type who look for something."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Product:
    """Something that can't be done in the portal yet, with where it can be done.

    `name` and `how` are by code of a language; Dutch is always there.
    """

    slug: str
    event: str
    """Slug of its life event; empty where none fits."""
    name: Mapping[str, str]
    how: Mapping[str, str]
    url: str
    """Where it is told or done; empty where there is no such place."""
    words: SearchWords


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OwnPage:
    """A page of the portal that a search finds; `name` and `summary` are msgids."""

    endpoint: str
    name: str
    summary: str
    words: SearchWords


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SearchFile:
    """What the search knows beside forms and products.

    `skipped` words say nothing of what somebody looks for; `general` count only by themselves.
    """

    skipped: SearchWords
    general: SearchWords
    pages: tuple[OwnPage, ...]
