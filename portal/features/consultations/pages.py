"""What the pages with lines show: everything, one case, or one document of it."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.domain.cases import Case, CaseDocument, CaseFile
from portal.domain.consultations import Consultation, HistoryFilter, Who
from portal.domain.failures import NotFound, SourceUnavailable
from portal.features.consultations.choosing import PAGE, Choice, period
from portal.services.consultations.history import (
    ConsultationHistory,
    about_case,
    id_of,
    start_history,
)
from portal.services.sources.queries import case_file_of, cases_of
from portal.services.sources.query import ask
from portal.web.edge.access import acting
from portal.web.edge.request_context import activities, gateways, session
from portal.web.page.consultation_cards import (
    FindCase,
    bundled,
    by_case,
    cards_of,
    case_finder,
    groups,
    others,
    own,
)
from portal.web.words import consultation_texts

OWN_SHOWN = 50
"""Newest looks of the resident's own on a page; the file to download has them all."""


@dataclass(frozen=True, slots=True)
class Known:
    """The lines of one page, and the cases that they may be about."""

    looked: ConsultationHistory
    cases: tuple[Case, ...]
    finder: FindCase

    @classmethod
    def of(cls, looked: ConsultationHistory, *cases: Case) -> Self:
        """With how to find the case of a line among these, made up once for all lines."""
        return cls(looked, cases, finder_of(cases))


def read_all(choice: Choice) -> Known:
    """Everything about the resident. Writes the line that they looked at it, first."""
    asked = start_history(session(), gateways(), acting(), ("consultations", ""), choice.months)
    cases = ask(session(), acting(), cases_of(acting(), gateways()))
    return Known.of(asked.looked(activities(), HistoryFilter()), *(cases.value or ()))


def read_of_case(choice: Choice, number: str) -> Known:
    """What is about one case of the resident; raises `NotFound`, or `SourceUnavailable`."""
    asked = start_history(session(), gateways(), acting(), ("case", number), choice.months)
    case = _file(number).case
    return Known.of(asked.looked(activities(), about_case(case)), case)


def read_of_document(choice: Choice, number: str, document: UUID) -> tuple[Known, CaseDocument]:
    """What is about one document of the resident; raises `NotFound`, or `SourceUnavailable`."""
    asked = start_history(
        session(), gateways(), acting(), ("document", str(document)), choice.months
    )
    file = _file(number)
    found = next((known for known in file.documents if known.id == document), None)
    if found is None and any(part.name == "documents" for part in file.unread_parts):
        raise SourceUnavailable("zaaksysteem", "the documents of this case can't be read now")
    if found is None:
        raise NotFound(document)
    return Known.of(asked.looked(activities(), about_case(file.case, document)), file.case), found


def context(known: Known, choice: Choice) -> dict[str, object]:
    """What the component shows: the sentence, the groups of this page, own looks, the choice."""
    lines = known.looked.lines
    chosen = [line for line in others(lines) if choice.fits(line)]
    ordered = by_case(bundled(chosen), known.finder)
    here, newer, older = choice.pages(len(ordered))
    shown = cards_of(ordered[(here - 1) * PAGE : here * PAGE], known.finder)
    mine = [] if choice.is_narrow else own(lines)
    return {
        "summary": summary(known, chosen if choice.is_narrow else None),
        "groups": groups(shown),
        "own": cards_of(bundled(mine)[:OWN_SHOWN], known.finder),
        "own_count": len(mine),
        "options": choice.options(lines),
        "is_narrow": choice.is_narrow,
        "is_whole": known.looked.is_whole,
        "log": known.looked.log,
        "period": period(known.looked.months),
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
    return case_finder(names, {known: c.number for c in cases if (known := id_of(c))})


def summary(known: Known, chosen: list[Consultation] | None = None) -> tuple[str, ...]:
    """The sentences on top: how often somebody looked, and for what. Own looks don't count."""
    found = others(known.looked.lines)
    for_cases = sum(any(known.finder(line)) for line in found)
    told = [
        ngettext(
            "In de laatste %(period)s is %(num)d keer naar uw gegevens gekeken.",
            "In de laatste %(period)s is %(num)d keer naar uw gegevens gekeken.",
            len(found),
            period=period(known.looked.months),
        )
    ]
    if for_cases:
        told.append(
            ngettext(
                "Daarvan was %(num)d keer voor uw aanvragen.",
                "Daarvan was %(num)d keer voor uw aanvragen.",
                for_cases,
            )
        )
    if by_computer := sum(line.who is Who.AUTOMATIC for line in found):
        told.append(
            ngettext(
                "Daarvan keek %(num)d keer alleen een computer.",
                "Daarvan keek %(num)d keer alleen een computer.",
                by_computer,
            )
        )
    if chosen is not None:
        told.append(
            ngettext(
                "Met uw keuze ziet u er %(num)d.", "Met uw keuze ziet u er %(num)d.", len(chosen)
            )
        )
    if not known.looked.is_whole:
        told.append(_("Misschien is dit niet alles."))
    return tuple(told)


def _file(number: str) -> CaseFile:
    query = case_file_of(acting(), gateways(), number)
    file = ask(session(), acting(), query).value
    if file is None:
        raise SourceUnavailable("zaaksysteem", "nothing is known of this case")
    return file
