"""What the pages with lines show: everything, one case, or one document of it."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.domain.cases import Case, CaseDocument, CaseFile
from portal.domain.consultations import About, Consultation, DataKind, HistoryFilter
from portal.domain.failures import NotFound, SourceUnavailable
from portal.features.consultations.filters import Choice, period
from portal.services.consultations.history import (
    ConsultationHistory,
    HistoryTallies,
    about_case,
    id_of,
    start_history,
)
from portal.services.consultations.history_filter import who_key
from portal.services.consultations.paging import FindCase, HistoryCounts, organisations, page_of
from portal.services.sources.queries import case_file_of, cases_of
from portal.services.sources.query import ask
from portal.web.edge.login_session import acting
from portal.web.edge.request_context import activities, gateways, session
from portal.web.page.consultation_cards import cards_of, case_finder, groups
from portal.web.words import consultation_texts

OWN_SHOWN = 50
"""Newest looks of the resident's own on a page; the file to download has them all."""


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Who looked, counted, and the cases that it may be about."""

    history: ConsultationHistory
    tallies: HistoryTallies
    cases: tuple[Case, ...]
    finder: FindCase

    @classmethod
    def of(cls, history: ConsultationHistory, *cases: Case) -> Self:
        """With how to find the case of a line among these, made up once for all lines."""
        return cls(history, history.tallies(), cases, finder_of(cases))


def read_all(choice: Choice) -> HistoryPage:
    """Everything about the resident. Writes the line that they looked at it, first."""
    pending = start_history(
        session(), gateways(), acting(), About("consultations", ""), choice.months
    )
    cases = ask(session(), acting(), cases_of(acting(), gateways()))
    return HistoryPage.of(pending.result(activities(), HistoryFilter()), *(cases.value or ()))


def read_of_case(choice: Choice, number: str) -> HistoryPage:
    """What is about one case of the resident; raises `NotFound`, or `SourceUnavailable`."""
    pending = start_history(session(), gateways(), acting(), About("case", number), choice.months)
    case = _file(number).case
    return HistoryPage.of(pending.result(activities(), about_case(case)), case)


def read_of_document(
    choice: Choice, number: str, document_id: UUID
) -> tuple[HistoryPage, CaseDocument]:
    """What is about one document of the resident; raises `NotFound`, or `SourceUnavailable`."""
    subject = About("document", str(document_id))
    pending = start_history(session(), gateways(), acting(), subject, choice.months)
    file = _file(number)
    document = next((each for each in file.documents if each.id == document_id), None)
    if document is None and any(part.name == "documents" for part in file.unread_parts):
        raise SourceUnavailable("zaaksysteem", "the documents of this case can't be read now")
    if document is None:
        raise NotFound(document_id)
    history = pending.result(activities(), about_case(file.case, document_id))
    return HistoryPage.of(history, file.case), document


def context(page: HistoryPage, choice: Choice) -> dict[str, object]:
    """What the component shows: the sentence, the groups of this page, own looks, the choice."""
    history, is_narrow = page.history, choice.narrow.is_narrow
    tallies = page.tallies.of(activities(), choice.narrow)
    looks = page_of(history, tallies, choice.narrow, page.finder, choice.page)
    own_count = 0 if is_narrow else history.own_count()
    newer, older = choice.neighbours(looks)
    return {
        "summary": summary(page, tallies if is_narrow else None),
        "groups": groups(cards_of(looks.looks, page.finder)),
        "own": cards_of(history.own(OWN_SHOWN) if own_count else (), page.finder),
        "own_count": own_count,
        "options": choice.options(_organisations(page), _kinds(page)),
        "is_narrow": is_narrow,
        "is_whole": history.is_whole,
        "log": history.log,
        "period": period(history.months),
        "query": choice.query(),
        "newer_url": newer,
        "older_url": older,
    }


def line_context(line: Consultation) -> dict[str, object]:
    """What the page of one line shows."""
    cases = ask(session(), acting(), cases_of(acting(), gateways())).value
    number, title = finder_of(tuple(cases or ()))(line)
    return {
        "line": line,
        "sentence": consultation_texts.sentence(line),
        "rows": consultation_texts.rows(line, (number if number != title else "", title)),
        "how": consultation_texts.how_of(line),
        "case_url": url_for("cases.case", reference=number) if number else "",
    }


def finder_of(cases: tuple[Case, ...]) -> FindCase:
    """Finds number and title of the case that a line is about, among these."""
    names = {case.number: case.title for case in cases}
    return case_finder(names, {case_id: c.number for c in cases if (case_id := id_of(c))})


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


def _file(number: str) -> CaseFile:
    query = case_file_of(acting(), gateways(), number)
    file = ask(session(), acting(), query).value
    if file is None:
        raise SourceUnavailable("zaaksysteem", "nothing is known of this case")
    return file
