"""What the pages about who looked know: everything, one case, or one document of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Self, TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from portal.domain.case_keys import CaseKey, CaseNumber
from portal.domain.cases import CASES_ON_PAGE, Case, CaseDocument, CaseFile
from portal.domain.consultations import About, Consultation, HistoryFilter, Tally
from portal.domain.failures import NotFound, SourceUnavailable
from portal.domain.people import Actor
from portal.handles import Portal
from portal.services.consultations.history import (
    ConsultationHistory,
    HistoryTallies,
    about_case,
    history_of,
)
from portal.services.consultations.log import USUAL, LogAnswer, LookRequest, log_query, note_look
from portal.services.consultations.paging import CaseName, FindCase
from portal.services.sources.queries import case_file_of, cases_of, cases_with_keys
from portal.services.sources.query import SourceQuery, SourceResult, ask, ask_all
from portal.storage.own_documents import sent_by

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Who looked, counted, and the cases that it may be about."""

    history: ConsultationHistory
    tallies: HistoryTallies
    cases: tuple[Case, ...]
    finder: FindCase
    has_other_cases: bool = False
    """Whether the resident has more cases than these, which can be asked for."""

    @classmethod
    def of(cls, history: ConsultationHistory, *cases: Case) -> Self:
        """With how to find the case of a line among these, made up once for all lines."""
        tallies = history.tallies()
        return cls(history, tallies, cases, finder_of(cases, keys_by_number(tallies)))


def read_history(
    portal: Portal, database: Session, actor: Actor, months: int = USUAL
) -> HistoryPage:
    """Everything about the resident. Writes the line that they looked at it, first."""
    request = LookRequest(actor, About("consultations", ""), months)
    cases, lines = _ask_with_log(portal, database, request, cases_of(actor, portal.gateways))
    history = history_of(database, portal.activities, request, HistoryFilter(), lines)
    newest = cases.value
    page = HistoryPage.of(history, *(newest.cases if newest else ()))
    has_others = cases.is_fresh and newest is not None and not newest.is_whole
    return replace(page, has_other_cases=has_others)


def with_cases_of(
    portal: Portal,
    database: Session,
    actor: Actor,
    page: HistoryPage,
    lines: Iterable[Consultation],
) -> HistoryPage:
    """The page, with older cases that these lines are about, so that they have a name.

    They are asked for in one call, at most `CASES_ON_PAGE` of them: those of the first lines. The
    others are called what their lines call them.
    """
    newest = {case.key for case in page.cases}
    keys = dict.fromkeys(line.case for line in lines if line.case and line.case not in newest)
    if not (page.has_other_cases and keys):
        return page
    query = cases_with_keys(actor, portal.gateways, [*keys][:CASES_ON_PAGE])
    cases = (*page.cases, *(ask(database, actor, query).value or ()))
    return replace(page, cases=cases, finder=finder_of(cases, keys_by_number(page.tallies)))


def read_history_of_case(
    portal: Portal, database: Session, actor: Actor, key: CaseKey, months: int = USUAL
) -> HistoryPage:
    """What is about one case of the resident; raises `NotFound`, or `SourceUnavailable`."""
    request = LookRequest(actor, About.of_case(key), months)
    file, lines = _file_and_log(portal, database, request, key)
    history = history_of(database, portal.activities, request, about_case(file.case), lines)
    return HistoryPage.of(history, file.case)


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """A document of a case."""

    case: CaseKey
    id: UUID


def read_history_of_document(
    portal: Portal, database: Session, actor: Actor, ref: DocumentRef, months: int = USUAL
) -> tuple[HistoryPage, CaseDocument]:
    """What is about one document of the resident; raises `NotFound`, or `SourceUnavailable`."""
    request = LookRequest(actor, About("document", str(ref.id)), months)
    file, lines = _file_and_log(portal, database, request, ref.case)
    document = next((each for each in file.documents if each.id == ref.id), None)
    if document is None and any(part.name == "documents" for part in file.unread_parts):
        raise SourceUnavailable("zaaksysteem", "the documents of this case can't be read now")
    if document is None:
        raise NotFound(ref.id)
    about = about_case(file.case, ref.id)
    history = history_of(database, portal.activities, request, about, lines)
    return HistoryPage.of(history, file.case), document


def case_of_line(portal: Portal, database: Session, actor: Actor, line: Consultation) -> CaseName:
    """The case that this line is about, as far as we know."""
    if line.case:
        by_key = ask(database, actor, cases_with_keys(actor, portal.gateways, [line.case]))
        return finder_of(tuple(by_key.value or ()))(line)
    newest = ask(database, actor, cases_of(actor, portal.gateways)).value
    return finder_of(newest.cases if newest else ())(line)


def keys_by_number(tallies: Iterable[Tally]) -> dict[str, CaseKey]:
    """Which case each number is of, as lines say that name both."""
    samples = [tally.sample for tally in tallies]
    return {line.case_ref: line.case for line in samples if line.case and line.case_ref}


def finder_of(cases: tuple[Case, ...], other_keys: Mapping[str, CaseKey] | None = None) -> FindCase:
    """Finds the case of a line among these: by its key; where it has none, by id or number.

    A line of another case is about what its writer called that. `other_keys`: by number.
    """
    others = other_keys or {}
    by_key = {
        case.key: CaseName(case.key, case.number, case.title or case.number, case.description)
        for case in cases
    }
    by_id = {key.id: name for key, name in by_key.items()}
    by_number = {case.number: by_key[case.key] for case in reversed(cases)}

    def find(line: Consultation) -> CaseName:
        if line.case:
            return by_key.get(line.case) or CaseName(line.case, line.case_ref, line.case_ref)
        if line.process_id in by_id:
            return by_id[line.process_id]
        if line.case_ref:
            number = CaseNumber(line.case_ref)
            return by_number.get(number) or CaseName(others.get(number), number, number)
        return CaseName(title=line.process)

    return find


def _file_and_log(
    portal: Portal, database: Session, request: LookRequest, key: CaseKey
) -> tuple[CaseFile, LogAnswer]:
    own = sent_by(database, request.actor.for_party.key)
    query = case_file_of(request.actor, portal.gateways, key, own)
    file, lines = _ask_with_log(portal, database, request, query)
    if file.value is None:
        raise SourceUnavailable("zaaksysteem", "nothing is known of this case")
    return file.value, lines


def _ask_with_log(
    portal: Portal, database: Session, request: LookRequest, query: SourceQuery[T]
) -> tuple[SourceResult[T], LogAnswer]:
    """Ask this and who looked at once; the lines of both come first (rule 7). Commits."""
    lines = log_query(portal.gateways, request)
    if lines is not None:
        return ask_all(database, request.actor, (query, lines))
    note_look(database, request)
    return ask(database, request.actor, query), None
