"""What the pages about who looked know: everything, one case, or one document of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from sqlalchemy.orm import Session

from portal.domain.cases import Case, CaseDocument, CaseFile
from portal.domain.consultations import About, Consultation, HistoryFilter
from portal.domain.failures import NotFound, SourceUnavailable
from portal.domain.people import Actor
from portal.handles import Portal
from portal.services.consultations.history import (
    USUAL,
    ConsultationHistory,
    HistoryTallies,
    about_case,
    id_of,
    start_history,
)
from portal.services.consultations.paging import CaseName, FindCase
from portal.services.sources.queries import case_file_of, cases_of
from portal.services.sources.query import ask


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


def read_history(
    portal: Portal, database: Session, actor: Actor, months: int = USUAL
) -> HistoryPage:
    """Everything about the resident. Writes the line that they looked at it, first."""
    about = About("consultations", "")
    pending = start_history(database, portal.gateways, actor, about, months)
    cases = ask(database, actor, cases_of(actor, portal.gateways))
    history = pending.result(portal.activities, HistoryFilter())
    return HistoryPage.of(history, *(cases.value or ()))


def read_history_of_case(
    portal: Portal, database: Session, actor: Actor, number: str, months: int = USUAL
) -> HistoryPage:
    """What is about one case of the resident; raises `NotFound`, or `SourceUnavailable`."""
    pending = start_history(database, portal.gateways, actor, About("case", number), months)
    case = _file(portal, database, actor, number).case
    return HistoryPage.of(pending.result(portal.activities, about_case(case)), case)


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """A document of a case."""

    case_number: str
    id: UUID


def read_history_of_document(
    portal: Portal, database: Session, actor: Actor, ref: DocumentRef, months: int = USUAL
) -> tuple[HistoryPage, CaseDocument]:
    """What is about one document of the resident; raises `NotFound`, or `SourceUnavailable`."""
    about = About("document", str(ref.id))
    pending = start_history(database, portal.gateways, actor, about, months)
    file = _file(portal, database, actor, ref.case_number)
    document = next((each for each in file.documents if each.id == ref.id), None)
    if document is None and any(part.name == "documents" for part in file.unread_parts):
        raise SourceUnavailable("zaaksysteem", "the documents of this case can't be read now")
    if document is None:
        raise NotFound(ref.id)
    history = pending.result(portal.activities, about_case(file.case, ref.id))
    return HistoryPage.of(history, file.case), document


def case_of_line(portal: Portal, database: Session, actor: Actor, line: Consultation) -> CaseName:
    """Number and title of the case that this line is about, as far as we know."""
    cases = ask(database, actor, cases_of(actor, portal.gateways)).value
    return finder_of(tuple(cases or ()))(line)


def finder_of(cases: tuple[Case, ...]) -> FindCase:
    """Finds number and title of the case that a line is about, among these."""
    names = {case.number: case.title for case in cases}
    return case_finder(names, {case_id: c.number for c in cases if (case_id := id_of(c))})


def case_finder(names: Mapping[str, str], by_id: Mapping[UUID, str]) -> FindCase:
    """Finds the case of a line: by its number, by its id, or else by what the log calls it.

    `names`: number of a case → its title.
    """

    def find(line: Consultation) -> CaseName:
        number = line.case_ref or by_id.get(line.process_id or UUID(int=0), "")
        if number:
            return number, names.get(number, number)
        return "", line.process

    return find


def _file(portal: Portal, database: Session, actor: Actor, number: str) -> CaseFile:
    file = ask(database, actor, case_file_of(actor, portal.gateways, number)).value
    if file is None:
        raise SourceUnavailable("zaaksysteem", "nothing is known of this case")
    return file
