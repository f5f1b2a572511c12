"""What the pages with lines show: everything, one case, or one document of it."""

from portal.domain.consultations import Consultation, DataKind
from portal.features.consultations.filters import Choice, period
from portal.services.consultations.history import HistoryTallies, OwnLooks
from portal.services.consultations.history_filter import who_key
from portal.services.consultations.paging import HistoryCounts, organisations, page_of
from portal.services.consultations.reading import HistoryPage, case_of_line
from portal.web.edge.login_session import acting
from portal.web.edge.request_context import activities, portal, session
from portal.web.page.consultation_cards import cards_of, case_url, groups
from portal.web.words import consultation_texts
from portal.web.words.formats import gettext as _
from portal.web.words.formats import ngettext

OWN_SHOWN = 50
"""Newest looks of the resident's own on a page; the file to download has them all."""

NO_LOOKS = OwnLooks([], 0)


def context(page: HistoryPage, choice: Choice) -> dict[str, object]:
    """What the component shows: the sentence, the groups of this page, own looks, the choice."""
    history, is_narrow = page.history, choice.narrow.is_narrow
    tallies = page.tallies.of(activities(), choice.narrow)
    looks = page_of(history, tallies, choice.narrow, page.finder, choice.page)
    own = NO_LOOKS if is_narrow else history.own(OWN_SHOWN)
    newer, older = choice.neighbours(looks)
    return {
        "summary": summary(page, tallies if is_narrow else None),
        "groups": groups(cards_of(looks.looks, page.finder)),
        "own": cards_of(own.looks, page.finder),
        "own_count": own.count,
        "options": choice.options(_organisations(page), _kinds(page)),
        "is_narrow": is_narrow,
        "is_open": choice.is_open,
        "is_whole": history.is_whole,
        "log": history.log,
        "period": period(history.months),
        "query": choice.query(),
        "newer_url": newer,
        "older_url": older,
    }


def line_context(line: Consultation) -> dict[str, object]:
    """What the page of one line shows."""
    case = case_of_line(portal(), session(), acting(), line)
    number = case.number if case.number != case.title else ""
    return {
        "line": line,
        "sentence": consultation_texts.sentence(line),
        "rows": consultation_texts.rows(line, (number, case.title)),
        "how": consultation_texts.how_of(line),
        "case_url": case_url(case),
    }


def summary(page: HistoryPage, chosen: HistoryTallies | None = None) -> tuple[str, ...]:
    """The sentences on top: how often somebody looked, and for what. Own looks don't count."""
    counts = HistoryCounts.of(page.tallies, page.finder)
    sentences = [
        ngettext(
            "In de laatste %(period)s is %(num)d keer naar uw gegevens gekeken.",
            "In de laatste %(period)s is %(num)d keer naar uw gegevens gekeken.",
            counts.all,
            period=period(page.history.months),
        )
    ]
    if counts.for_cases:
        sentences.append(
            ngettext(
                "Daarvan was %(num)d keer voor uw aanvragen.",
                "Daarvan was %(num)d keer voor uw aanvragen.",
                counts.for_cases,
            )
        )
    if counts.automatic:
        sentences.append(
            ngettext(
                "Daarvan keek %(num)d keer alleen een computer.",
                "Daarvan keek %(num)d keer alleen een computer.",
                counts.automatic,
            )
        )
    if chosen is not None:
        count = sum(tally.count for tally in chosen)
        sentences.append(
            ngettext("Met uw keuze ziet u er %(num)d.", "Met uw keuze ziet u er %(num)d.", count)
        )
    if not page.history.is_whole:
        sentences.append(_("Misschien is dit niet alles."))
    return tuple(sentences)


def _organisations(page: HistoryPage) -> dict[str, str]:
    """Who looked, to choose from: key and words."""
    samples = organisations(page.history, page.tallies)
    return {who_key(activities(), line): consultation_texts.who_of(line) for line in samples}


def _kinds(page: HistoryPage) -> set[DataKind]:
    return {kind for tally in page.tallies for kind in tally.sample.kinds}
