"""What one can do against a decision, in sentences: the same on pages, in messages and on paper."""

from portal.domain.remedies import Remedy, RemedyKind
from portal.domain.terms import DueDay, LastDays
from portal.texts.words import Words


def until_words(words: Words, kind: RemedyKind | None, days: LastDays) -> str:
    """Until when one can, or could, do what; `kind`: None where the municipality names none."""
    if days.is_between:
        return " ".join(_between(words, kind, days))
    return _until(words, kind, days.first)


def remedy_until(words: Words, remedy: Remedy | None, days: LastDays | None) -> str:
    """Until when one can do what; empty where neither a day nor a remedy is told."""
    if days:
        return until_words(words, remedy.kind if remedy else None, days)
    return _within(words, remedy) if remedy else ""


def disputed_words(words: Words, days: LastDays) -> str:
    """What is said where several last days are told, and not all of them have passed."""
    if days.is_between:
        return words.gettext("Bel ons snel. Dan zoeken wij uit welke dag voor u geldt.")
    return words.gettext("Misschien heeft u meer tijd. Bel ons om dat na te vragen.")


def remedy_to_come(words: Words, remedy: Remedy) -> str:
    """What one can do against a decision that is still to come."""
    _ = words.gettext
    term = _term_words(words, remedy)
    if remedy.kind is RemedyKind.APPEAL:
        return _(
            "Bent u het niet eens met ons besluit? Dan kunt u binnen %(term)s in beroep gaan.",
            term=term,
        )
    return _(
        "Bent u het niet eens met ons besluit? Dan kunt u binnen %(term)s bezwaar maken.",
        term=term,
    )


def _until(words: Words, kind: RemedyKind | None, last: DueDay) -> str:
    _, day = words.gettext, words.day(last.day)
    if kind is RemedyKind.APPEAL:
        if last.has_passed:
            return _("U kon in beroep gaan tot en met %(day)s.", day=day)
        return _("U kunt in beroep gaan tot en met %(day)s.", day=day)
    if kind is RemedyKind.OBJECTION:
        if last.has_passed:
            return _("U kon bezwaar maken tot en met %(day)s.", day=day)
        return _("U kunt bezwaar maken tot en met %(day)s.", day=day)
    if last.has_passed:
        return _("U kon ons dat laten weten tot en met %(day)s.", day=day)
    return _("U kunt ons dat laten weten tot en met %(day)s.", day=day)


def _between(words: Words, kind: RemedyKind | None, days: LastDays) -> tuple[str, str]:
    """Of two days, of which nobody here can say which counts: one passed, the other did not."""
    _ = words.gettext
    what = {
        RemedyKind.APPEAL: _("Wij kennen meer dan één laatste dag om in beroep te gaan."),
        RemedyKind.OBJECTION: _("Wij kennen meer dan één laatste dag om bezwaar te maken."),
        None: _("Wij kennen meer dan één laatste dag om ons dat te laten weten."),
    }
    first, latest = words.day(days.first.day), words.day(days.latest.day)
    which = _("De eerste was %(first)s, de laatste is %(latest)s.", first=first, latest=latest)
    return what[kind], which


def _within(words: Words, remedy: Remedy) -> str:
    _, term = words.gettext, _term_words(words, remedy)
    if remedy.kind is RemedyKind.APPEAL:
        return _("U kunt binnen %(term)s na de brief in beroep gaan.", term=term)
    return _("U kunt binnen %(term)s na de brief bezwaar maken.", term=term)


def _term_words(words: Words, remedy: Remedy) -> str:
    if remedy.weeks:
        return words.ngettext("%(num)d week", "%(num)d weken", remedy.weeks)
    return words.ngettext("%(num)d dag", "%(num)d dagen", remedy.days)
