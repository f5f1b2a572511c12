"""What a message of a decision says of what one can do against it."""

from datetime import date
from typing import Any

from portal.domain.outages import Outage
from portal.domain.remedies import CaseOutcome, RemedyKind
from portal.domain.terms import DueDay, LastDays, due_day
from portal.texts.remedies import disputed_words, until_words
from portal.texts.words import Words


def remedy_lines(words: Words, facts: dict[str, Any], outages: tuple[Outage, ...]) -> list[str]:
    """Until when one can do what, from the facts of a message, as it is told today.

    None where no day is told. Where the decision is what was asked for it is one line.
    """
    days = _days(facts, outages)
    if days is None:
        return []
    kind = facts.get("remedy", RemedyKind.OBJECTION)
    until = until_words(words, RemedyKind(kind) if kind else None, days)
    is_granted = facts.get("outcome") == CaseOutcome.GRANTED
    if not days.first.has_passed or days.is_between:
        until = f"{_lead(words, is_granted=is_granted)} {until}"
    lines = [until, disputed_words(words, days)] if days.has_more_time else [until]
    return [" ".join(lines)] if is_granted else lines


def _lead(words: Words, *, is_granted: bool) -> str:
    _ = words.gettext
    return _("Niet mee eens?") if is_granted else _("Bent u het er niet mee eens?")


def _days(facts: dict[str, Any], outages: tuple[Outage, ...]) -> LastDays | None:
    # A message of before remedies told of an objection, with the day as it was before the Atw.
    first = _due(facts["last_day"], outages, is_legal="remedy" not in facts)
    latest = _due(facts.get("latest_day", ""), outages)
    return LastDays(first, latest or first) if first else None


def _due(day: str, outages: tuple[Outage, ...], *, is_legal: bool = False) -> DueDay | None:
    last = date.fromisoformat(day) if day else None
    return due_day(last, is_legal=is_legal, outages=outages)
