"""The questions that more than one page puts to the case API and the registers."""

import hashlib
from collections.abc import Collection, Container, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from pydantic import TypeAdapter

from portal.domain.case_keys import CaseKey, CaseNumber
from portal.domain.case_rows import CaseRows, RowSelection
from portal.domain.cases import Case, CaseFile, CaseList
from portal.domain.consultations import (
    About,
    Act,
    Action,
    Activity,
    ConsultationProof,
    DataKind,
    NewConsultation,
)
from portal.domain.failures import MissingSystem, SourceAnswer
from portal.domain.outside import Gateways
from portal.domain.people import Actor
from portal.domain.persons import Person
from portal.domain.tasks import Task, withdrawal_id
from portal.services.sources.query import SourceQuery, SourceResult
from portal.storage.session_answers import NAME

T = TypeVar("T")

CASES = TypeAdapter(list[Case])
CASE_LIST = TypeAdapter(CaseList)
CASE_ROWS = TypeAdapter(CaseRows)
CASE_FILE = TypeAdapter(CaseFile)
TASKS = TypeAdapter(list[Task])
PERSON = TypeAdapter(Person)
NAME_SHAPE = TypeAdapter(str)
CASE_LISTS = "cases"
"""What the first page of cases is kept under; of another one its number comes behind it."""


class AnsweredTask(Protocol):
    """What was sent for a task: documents, or a form.

    `in_case_since` is None while it is on its way.
    """

    @property
    def task_id(self) -> UUID:
        """The task that it answers."""

    @property
    def in_case_since(self) -> datetime | None:
        """When (UTC) its case got it; of a form, when the register of tasks knew of it."""


@dataclass(frozen=True, slots=True)
class Shown(Generic[T]):
    """A list on a page, with how sure it is: see `components/stale.html`.

    `known`: the source answered, just now or a moment ago. `as_of`: of when this is, if it is of
    earlier.
    """

    items: tuple[T, ...]
    known: bool
    as_of: datetime | None
    lacking: int = 0
    """How many items there are that can't be shown."""
    silent: tuple[str, ...] = ()
    """What is not in it, as one of several systems gave no answer: in the municipality's words."""


def shown(result: SourceResult[list[T]]) -> Shown[T]:
    """The result of a list, for a page."""
    items = tuple(result.value or ())
    return Shown(items, result.is_fresh, as_of(result), len(result.missing))


def shown_cases(result: SourceResult[CaseList]) -> Shown[Case]:
    """The result of a page of cases, for a page."""
    cases = result.value.cases if result.value else ()
    silent = tuple(part.words for part in result.missing if isinstance(part, MissingSystem))
    lacking = len(result.missing) - len(silent)
    return Shown(cases, result.is_fresh, as_of(result), lacking, silent)


def as_of(result: SourceResult[Any]) -> datetime | None:
    """Of when a page must say that this is; None: it was asked for just now, or is unknown."""
    is_of_now = result.is_fresh and not result.is_from_before
    return None if is_of_now or result.is_unknown else result.at


def cases_of(actor: Actor, gateways: Gateways, number: int = 1) -> SourceQuery[CaseList]:
    """A page of the cases of the resident; each is kept by itself, the first one for all pages."""
    name = CASE_LISTS if number == 1 else f"{CASE_LISTS}:{number}"
    read = partial(_case_list, gateways, number)
    return SourceQuery(name, _line_of_cases(actor), read, CASE_LIST)


def case_rows_of(
    actor: Actor, gateways: Gateways, selection: RowSelection
) -> SourceQuery[CaseRows]:
    """Rows of the resident's cases, to search in and never to be shown."""
    read = partial(_case_rows, gateways, selection)
    name = f"{CASE_LISTS}:rows:{selection.name}"
    return SourceQuery(name, _line_of_cases(actor), read, CASE_ROWS)


def cases_with_keys(
    actor: Actor, gateways: Gateways, keys: Collection[CaseKey]
) -> SourceQuery[list[Case]]:
    """Those of these cases that are the resident's; of many the first ones."""
    digest = hashlib.sha256(" ".join(sorted(map(str, keys))).encode()).hexdigest()
    read = partial(_cases_with_keys, gateways, keys)
    return SourceQuery(f"cases-with-keys:{digest}", _line_of_cases(actor), read, CASES)


def cases_with_number(
    actor: Actor, gateways: Gateways, number: CaseNumber
) -> SourceQuery[list[Case]]:
    """The resident's cases with this number, always asked: whoever types it may type anything."""
    read = partial(_cases_with_number, gateways, number)
    return SourceQuery(
        "cases-with-number", _line_of_cases(actor), read, CASES, is_asked_anew=True, is_shared=False
    )


def case_with_key(actor: Actor, gateways: Gateways, key: CaseKey) -> SourceQuery[list[Case]]:
    """One case without its parts; none where it is not the resident's, or not shown."""
    line = view(actor, Activity.CASES, (DataKind.CASE,), "zaaksysteem", About.of_case(key))
    read = partial(_cases_with_keys, gateways, (key,))
    return SourceQuery(f"case-alone:{key}", line, read, CASES)


def case_file_of(
    actor: Actor, gateways: Gateways, key: CaseKey, own: Collection[UUID]
) -> SourceQuery[CaseFile]:
    """One case of the resident with all that its page shows; `own`: see `CaseSystem.case_file`."""
    kinds = (DataKind.CASE, DataKind.DOCUMENT, DataKind.DECISION)
    line = view(actor, Activity.CASES, kinds, "zaaksysteem", About.of_case(key))
    read = partial(_case_file, gateways, key, own)
    return SourceQuery(f"case:{key}", line, read, CASE_FILE)


def tasks_of(actor: Actor, gateways: Gateways) -> SourceQuery[list[Task]]:
    """All that the resident is asked to do."""
    line = view(actor, Activity.CASES, (DataKind.TASK,), "takenregister", About("tasks", ""))
    return SourceQuery("tasks", line, gateways.tasks.tasks_of, TASKS)


def name_of(actor: Actor, gateways: Gateways) -> SourceQuery[str]:
    """The resident's name, to greet them by, or ''; nothing else of them is read."""
    line = view(actor, Activity.LOGIN, (DataKind.NAME,), "BRP", About("person", ""))
    return SourceQuery(NAME, line, partial(_name, gateways), NAME_SHAPE, absent="")


def only_open(
    result: SourceResult[list[Task]], replies: Iterable[AnsweredTask], case: CaseKey | None = None
) -> SourceResult[list[Task]]:
    """The tasks that the resident did not answer yet; of one case where that is given.

    What was delivered before the source spoke counts no more: the municipality may ask again. No
    documents are asked for a case that they withdrew.
    """
    if result.value is None:
        return result
    replies = list(replies)
    sent = {reply.task_id for reply in replies}
    answered = {
        reply.task_id
        for reply in replies
        if reply.in_case_since is None or reply.in_case_since >= result.at
    }
    tasks = [
        task
        for task in result.value
        if task.id not in answered
        and case in (None, task.case_key)
        and not (task.takes_documents and _is_withdrawn(task.case_key, sent))
    ]
    return replace(result, value=tasks)


def _is_withdrawn(key: CaseKey | None, sent: Container[UUID]) -> bool:
    return key is not None and withdrawal_id(key) in sent


def only_of_open_cases(
    result: SourceResult[list[Task]], cases: Iterable[Case]
) -> SourceResult[list[Task]]:
    """The tasks without those that ask for documents of a case that has ended."""
    closed = {case.key for case in cases if case.is_closed}
    if result.value is None or not closed:
        return result
    tasks = [
        task for task in result.value if task.case_key not in closed or not task.takes_documents
    ]
    return replace(result, value=tasks)


def view(
    actor: Actor,
    activity: Activity,
    kinds: tuple[DataKind, ...],
    source: str,
    about: About,
) -> NewConsultation:
    """The line of an actor who looks at something."""
    act = Act(activity, Action.VIEWED, kinds, source)
    return NewConsultation.by(actor, act, about)


def _line_of_cases(actor: Actor) -> NewConsultation:
    return view(actor, Activity.CASES, (DataKind.CASE,), "zaaksysteem", About("cases", ""))


def _case_list(gateways: Gateways, number: int, proof: ConsultationProof) -> SourceAnswer[CaseList]:
    return gateways.cases.cases_of(proof, number)


def _case_rows(
    gateways: Gateways, selection: RowSelection, proof: ConsultationProof
) -> SourceAnswer[CaseRows]:
    return gateways.cases.rows_of(proof, selection)


def _cases_with_keys(
    gateways: Gateways, keys: Collection[CaseKey], proof: ConsultationProof
) -> SourceAnswer[list[Case]]:
    return gateways.cases.cases_with_keys(proof, keys)


def _cases_with_number(
    gateways: Gateways, number: CaseNumber, proof: ConsultationProof
) -> SourceAnswer[list[Case]]:
    return gateways.cases.cases_with_number(proof, number)


def _case_file(
    gateways: Gateways, key: CaseKey, own: Collection[UUID], proof: ConsultationProof
) -> SourceAnswer[CaseFile]:
    file = gateways.cases.case_file(proof, key, own)
    return SourceAnswer(file, file.unread_parts)


def _name(gateways: Gateways, proof: ConsultationProof) -> SourceAnswer[str]:
    return SourceAnswer(gateways.persons.name_of(proof))
