"""In short who looked: people first, and our computer apart. Whole sentences for 0, 1 and many."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from portal.domain.consultations import HistoryFilter
from portal.services.consultations.counts import HistoryCounts
from portal.services.consultations.log import USUAL
from portal.texts.dutch_names import as_dutch
from portal.web.words.formats import gettext as _
from portal.web.words.formats import ngettext


class LookSubject(StrEnum):
    """What was looked at."""

    EVERYTHING = "everything"
    CASE = "case"
    DOCUMENT = "document"

    @classmethod
    def of(cls, about: HistoryFilter) -> Self:
        """That of a page."""
        if about.document:
            return cls(cls.DOCUMENT)
        return cls(cls.EVERYTHING if about.case is None else cls.CASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookSummary:
    """What is told of: how often who looked at what, how far back.

    `is_whole`: whether nothing is missing; only then it may say that nobody looked.
    """

    counts: HistoryCounts
    subject: LookSubject
    months: int
    is_whole: bool


def period(months: int) -> str:
    """`12 maanden`, `5 jaar`."""
    if months > USUAL:
        return ngettext("%(num)d jaar", "%(num)d jaar", months // 12)
    return ngettext("%(num)d maand", "%(num)d maanden", months)


def summary_sentences(summary: LookSummary) -> tuple[str, ...]:
    """The sentences on top: whether people looked, and whether our computer did.

    Dutch names in them are marked: see `dutch_names`.
    """
    counts = summary.counts
    if summary.is_whole and not counts.others:
        return (_nobody(summary),)
    sentences = [*_employees(summary), *_others(counts), *_computer(counts)]
    if not summary.is_whole and counts.others:
        sentences.append(_("Misschien is dit niet alles."))
    return tuple(sentences)


def nobody_title(subject: LookSubject) -> str:
    """The title where nobody but the resident looked."""
    return {
        LookSubject.EVERYTHING: _("Niemand anders keek naar uw gegevens"),
        LookSubject.CASE: _("Alleen u keek naar deze zaak"),
        LookSubject.DOCUMENT: _("Alleen u keek naar dit document"),
    }[subject]


def _nobody(summary: LookSummary) -> str:
    if summary.months == 1:
        return _("In de laatste maand keek niemand anders.")
    return _("In de laatste %(period)s keek niemand anders.", period=period(summary.months))


def _what(subject: LookSubject) -> str:
    return {
        LookSubject.EVERYTHING: _("uw gegevens"),
        LookSubject.CASE: _("deze zaak"),
        LookSubject.DOCUMENT: _("dit document"),
    }[subject]


def _employees(summary: LookSummary) -> Iterator[str]:
    counts, what = summary.counts, _what(summary.subject)
    if counts.employees:
        yield _how_often(counts, what)
        yield _when(summary.months)
        yield from _for_cases(summary)
    elif not summary.is_whole:
        yield _("Wij weten nu niet of een medewerker naar %(what)s keek.", what=what)
    elif summary.months == 1:
        yield _("Geen medewerker keek in de laatste maand naar %(what)s.", what=what)
    else:
        yield _(
            "Geen medewerker keek in de laatste %(period)s naar %(what)s.",
            period=period(summary.months),
            what=what,
        )


def _how_often(counts: HistoryCounts, what: str) -> str:
    if len(counts.departments) > 1:
        return ngettext(
            "Medewerkers van %(departments)d afdelingen keken %(num)d keer naar %(what)s.",
            "Medewerkers van %(departments)d afdelingen keken %(num)d keer naar %(what)s.",
            counts.employees,
            departments=len(counts.departments),
            what=what,
        )
    if counts.departments:
        return ngettext(
            "Een medewerker van %(department)s keek %(num)d keer naar %(what)s.",
            "Medewerkers van %(department)s keken %(num)d keer naar %(what)s.",
            counts.employees,
            department=as_dutch(counts.departments[0]),
            what=what,
        )
    return ngettext(
        "Een medewerker keek %(num)d keer naar %(what)s.",
        "Medewerkers keken %(num)d keer naar %(what)s.",
        counts.employees,
        what=what,
    )


def _when(months: int) -> str:
    if months == 1:
        return _("Dat was in de laatste maand.")
    return _("Dat was in de laatste %(period)s.", period=period(months))


def _for_cases(summary: LookSummary) -> Iterator[str]:
    """Of a case or a document that goes without saying."""
    counts = summary.counts
    if summary.subject is not LookSubject.EVERYTHING or not counts.for_cases:
        return
    if counts.for_cases == counts.employees:
        yield ngettext(
            "Dat was voor iets wat u aanvroeg.",
            "Dat was altijd voor iets wat u aanvroeg.",
            counts.employees,
        )
    else:
        yield ngettext(
            "%(num)d keer was dat voor iets wat u aanvroeg.",
            "%(num)d keer was dat voor iets wat u aanvroeg.",
            counts.for_cases,
        )


def _others(counts: HistoryCounts) -> Iterator[str]:
    if counts.helpers:
        yield ngettext(
            "Iemand die u helpt, keek %(num)d keer.",
            "Iemand die u helpt, keek %(num)d keer.",
            counts.helpers,
        )
    if counts.organisations:
        yield ngettext(
            "Een andere organisatie keek %(num)d keer.",
            "Andere organisaties keken %(num)d keer.",
            counts.organisations,
        )


def _computer(counts: HistoryCounts) -> Iterator[str]:
    has_people = bool(counts.employees or counts.helpers or counts.organisations)
    if counts.routine:
        yield _ROUTINE[has_people]()
    elif counts.computer:
        yield _MORE[has_people]()


_ROUTINE: dict[bool, Callable[[], str]] = {
    False: lambda: _("Onze computer deed dat wel, bijvoorbeeld om u een bericht te sturen."),
    True: lambda: _("Onze computer keek ook, bijvoorbeeld om u een bericht te sturen."),
}
_MORE: dict[bool, Callable[[], str]] = {
    False: lambda: _("Onze computer deed dat wel."),
    True: lambda: _("Onze computer keek ook."),
}
