"""What the pages with lines show: everything, one case, or one document of it."""

from itertools import chain

from portal.domain.consultations import Consultation, DataKind
from portal.features.consultations.filters import Choice
from portal.services.consultations.counts import HistoryCounts
from portal.services.consultations.history import HistoryTallies
from portal.services.consultations.history_filter import who_key
from portal.services.consultations.paging import organisations, page_of
from portal.services.consultations.reading import HistoryPage, case_of_line, with_cases_of
from portal.web.edge.login_session import acting
from portal.web.edge.request_context import activities, portal, session
from portal.web.page.consultation_cards import cards_of, case_url, folded_cards, groups
from portal.web.words import consultation_texts
from portal.web.words.formats import ngettext
from portal.web.words.look_summary import LookSubject, LookSummary, nobody_title, summary_sentences


def context(page: HistoryPage, choice: Choice) -> dict[str, object]:
    """What the component shows: the sentence, the groups of this page, own looks, the choice."""
    history, is_narrow = page.history, choice.narrow.is_narrow
    tallies = page.tallies.of(activities(), choice.narrow)
    looks = page_of(history, tallies.other, choice.narrow, page.finder, choice.page)
    routine, own = history.folded(tallies, choice.narrow)
    newer, older = choice.neighbours(looks)
    shown = chain.from_iterable(looks.looks)
    finder = with_cases_of(portal(), session(), acting(), page, shown).finder
    is_nobody = history.is_whole and not page.tallies.count
    return {
        "summary": summary(page, tallies if is_narrow else None),
        "nobody": nobody_title(_subject(page)) if is_nobody else "",
        "groups": groups(cards_of(looks.looks, finder)),
        "routine": folded_cards(routine, page.finder),
        "own": folded_cards(own, page.finder),
        "options": choice.options(_organisations(page), _kinds(page)),
        "is_narrow": is_narrow,
        "is_open": choice.is_open,
        "log": history.log,
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
        "sentence": consultation_texts.marked_sentence(line),
        "rows": consultation_texts.rows(line, (number, case.title)),
        "how": consultation_texts.how_of(line),
        "case_url": case_url(case),
    }


def summary(page: HistoryPage, chosen: HistoryTallies | None = None) -> tuple[str, ...]:
    """The sentences on top: how often people looked, and for what. Own looks don't count."""
    sentences = summary_sentences(
        LookSummary(
            counts=HistoryCounts.of(activities(), page.tallies, page.finder),
            subject=_subject(page),
            months=page.history.months,
            is_whole=page.history.is_whole,
        )
    )
    if chosen is None:
        return sentences
    choice = ngettext(
        "Met uw keuze ziet u er %(num)d.", "Met uw keuze ziet u er %(num)d.", chosen.count
    )
    return (*sentences, choice)


def _subject(page: HistoryPage) -> LookSubject:
    return LookSubject.of(page.history.window.about)


def _organisations(page: HistoryPage) -> dict[str, str]:
    """Who looked, to choose from: key and words."""
    samples = organisations(page.history, page.tallies)
    return {who_key(activities(), line): consultation_texts.who_of(line) for line in samples}


def _kinds(page: HistoryPage) -> set[DataKind]:
    return {kind for tally in page.tallies for kind in tally.sample.kinds}
