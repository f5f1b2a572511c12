"""What a message in words is made of, and what several kinds of messages say alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.domain.case_keys import CaseKey
from portal.texts.words import Words

Facts = dict[str, Any]
OUTAGES = "outages"
"""Beside what is kept of a message: the outages as they are known when it is read."""


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link to a page of the portal, which has an address only where there is a web."""

    text: str
    endpoint: str
    values: Mapping[str, object]
    """What the address of the page is made of."""


@dataclass(frozen=True, slots=True)
class MessageText:
    """A message in words, with Dutch names marked: see `dutch_names`."""

    title: str
    paragraphs: tuple[str, ...]
    action: PageLink | None
    """What the resident can do now."""
    files: tuple[PageLink, ...] = ()
    """What comes with it, to download."""


def day_of(words: Words, facts: Facts) -> str:
    """The day in these facts."""
    return words.day(datetime.fromisoformat(facts["day"]))


def to_case(words: Words, facts: Facts) -> PageLink:
    """The way to the case of these facts."""
    _ = words.gettext
    if "case" in facts:
        return PageLink(_("Bekijk uw zaak"), "cases.case", {"key": CaseKey.of(facts["case"])})
    # A message of before cases had a key.
    return PageLink(_("Bekijk uw zaak"), "cases.by_number", {"reference": facts["number"]})
