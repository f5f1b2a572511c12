"""The questions that more than one page puts to the case API and the registers."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from pydantic import TypeAdapter

from portal.domain.case_keys import CaseKey
from portal.domain.cases import Case, CaseFile
from portal.domain.consultations import (
    About,
    Act,
    Action,
    Activity,
    ConsultationProof,
    DataKind,
    NewConsultation,
)
from portal.domain.failures import SourceAnswer
from portal.domain.outside import Gateways
from portal.domain.people import Actor
from portal.domain.persons import Person
from portal.domain.tasks import Task
from portal.services.sources.query import SourceQuery, SourceResult
from portal.storage.session_answers import NAME

T = TypeVar("T")

CASES = TypeAdapter(list[Case])
CASE_FILE = TypeAdapter(CaseFile)
TASKS = TypeAdapter(list[Task])
PERSON = TypeAdapter(Person)
NAME_SHAPE = TypeAdapter(str)


class AnsweredTask(Protocol):
    """What was sent for a task; `delivered_at` is None while it is on its way."""

    @property
    def task_id(self) -> UUID:
        """The task that it answers."""

    @property
    def delivered_at(self) -> datetime | None:
        """When (UTC) it came in."""


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


def shown(result: SourceResult[list[T]]) -> Shown[T]:
    """The result of a list, for a page."""
    items = tuple(result.value or ())
    return Shown(items, result.is_fresh, as_of(result), len(result.missing))


def as_of(result: SourceResult[Any]) -> datetime | None:
    """Of when a page must say that this is; None: it was asked for just now, or is unknown."""
    is_of_now = result.is_fresh and not result.is_from_before
    return None if is_of_now or result.is_unknown else result.at


def cases_of(actor: Actor, gateways: Gateways) -> SourceQuery[list[Case]]:
    """All cases of the resident."""
    line = view(actor, Activity.CASES, (DataKind.CASE,), "zaaksysteem", About("cases", ""))
    return SourceQuery("cases", line, gateways.cases.cases_of, CASES)


def case_file_of(actor: Actor, gateways: Gateways, key: CaseKey) -> SourceQuery[CaseFile]:
    """One case of the resident with all that its page shows."""
    kinds = (DataKind.CASE, DataKind.DOCUMENT, DataKind.DECISION)
    line = view(actor, Activity.CASES, kinds, "zaaksysteem", About.of_case(key))
    read = partial(_case_file, gateways, key)
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

    What was delivered before the source spoke counts no more: the municipality may ask again.
    """
    if result.value is None:
        return result
    answered = {
        reply.task_id
        for reply in replies
        if reply.delivered_at is None or reply.delivered_at >= result.at
    }
    tasks = [
        task for task in result.value if task.id not in answered and case in (None, task.case_key)
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


def _case_file(
    gateways: Gateways, key: CaseKey, proof: ConsultationProof
) -> SourceAnswer[CaseFile]:
    file = gateways.cases.case_file(proof, key)
    return SourceAnswer(file, file.unread_parts)


def _name(gateways: Gateways, proof: ConsultationProof) -> SourceAnswer[str]:
    return SourceAnswer(gateways.persons.name_of(proof))
