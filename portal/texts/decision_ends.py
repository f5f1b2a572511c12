"""Until when a decision holds, or that it holds no more, in sentences."""

from datetime import date

from portal.domain.cases import Decision, EndOfDecision
from portal.domain.decided_cases import WITHDRAWN, has_ended
from portal.texts.words import Words


def end_words(words: Words, decision: Decision) -> str:
    """That it holds no more, or until when it does; '' where no end is told."""
    if has_ended(decision):
        return ended_words(words, decision.end, decision.ends)
    return ending_words(words, decision.end, decision.ends) if decision.ends else ""


def ended_words(words: Words, end: EndOfDecision | None, day: date | None) -> str:
    """That a decision holds no more, why, and since when where that is told."""
    _ = words.gettext
    if end is EndOfDecision.TEMPORARY and day:
        return _("Dit besluit gold tot %(day)s.", day=words.day(day))
    if end not in WITHDRAWN:
        if day is None:
            return _("Dit besluit geldt niet meer.")
        return _("Dit besluit geldt niet meer sinds %(day)s.", day=words.day(day))
    why = _("Wij hebben dit besluit ingetrokken.")
    if end is EndOfDecision.WITHDRAWN_ON_REQUEST:
        why = _("Wij hebben dit besluit op verzoek ingetrokken.")
    since = _("Het geldt niet meer sinds %(day)s.", day=words.day(day)) if day else ""
    return f"{why} {since}".strip()


def ending_words(words: Words, end: EndOfDecision | None, day: date) -> str:
    """Until when a decision still holds."""
    _ = words.gettext
    if end in WITHDRAWN:
        return _("Wij trekken dit besluit in. Het geldt nog tot %(day)s.", day=words.day(day))
    return _("Dit besluit geldt tot %(day)s.", day=words.day(day))
