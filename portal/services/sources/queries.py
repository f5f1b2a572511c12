"""The questions that more than one page puts to the case API and the registers."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Generic, TypeVar

from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from portal.domain.cases import Case, CaseFile
from portal.domain.consultations import Action, Activity, Consultation, DataKind, Recorded
from portal.domain.outside import Gateways
from portal.domain.people import Actor
from portal.domain.persons import Person
from portal.domain.tasks import Task
from portal.services.sources.query import Question, Reading
from portal.storage.task_replies import sendings_of

T = TypeVar("T")

CASES = TypeAdapter(list[Case])
CASE_FILE = TypeAdapter(CaseFile)
TASKS = TypeAdapter(list[Task])
PERSON = TypeAdapter(Person)
NAME = "name"
"""What the resident's name is remembered under."""


@dataclass(frozen=True, slots=True)
class Shown(Generic[T]):
    """A list on a page, with how sure it is: see `components/stale.html`.

    `known`: the source answered just now. `as_of`: of when this is, if it is of earlier.
    """

    items: tuple[T, ...]
    known: bool
    as_of: datetime | None


def shown(reading: Reading[list[T]]) -> Shown[T]:
    """A reading of a list, for a page."""
    earlier = None if reading.is_fresh or reading.is_unknown else reading.at
    return Shown(tuple(reading.value or ()), reading.is_fresh, earlier)


def cases_of(actor: Actor, gateways: Gateways) -> Question[list[Case]]:
    """All cases of the resident."""
    line = view(actor, Activity.CASES, (DataKind.CASE,), "zaaksysteem", ("cases", ""))
    return Question("cases", line, gateways.cases.cases_of, CASES)


def case_file_of(actor: Actor, gateways: Gateways, number: str) -> Question[CaseFile]:
    """One case of the resident with all that its page shows."""
    kinds = (DataKind.CASE, DataKind.DOCUMENT, DataKind.DECISION)
    line = view(actor, Activity.CASES, kinds, "zaaksysteem", ("case", number))
    read = partial(_case_file, gateways, number)
    return Question(f"case:{number}", line, read, CASE_FILE, is_whole=_is_whole)


def tasks_of(actor: Actor, gateways: Gateways) -> Question[list[Task]]:
    """All that the resident is asked to do."""
    line = view(actor, Activity.CASES, (DataKind.TASK,), "takenregister", ("tasks", ""))
    return Question("tasks", line, gateways.tasks.tasks_of, TASKS)


def name_of(actor: Actor, gateways: Gateways) -> Question[str]:
    """The resident's name, to greet them by; nothing else of them is read."""
    line = view(actor, Activity.LOGIN, (DataKind.NAME,), "BRP", ("person", ""))
    return Question(NAME, line, gateways.persons.name_of, TypeAdapter(str))


def only_open(
    database: Session, actor: Actor, reading: Reading[list[Task]], number: str = ""
) -> Reading[list[Task]]:
    """The tasks that the resident did not answer yet; of one case where its number is given.

    What was delivered before the source spoke counts no more: the municipality may ask again.
    """
    answered = {
        sending.task_id
        for sending in sendings_of(database, actor.for_whom.key)
        if sending.delivered_at is None or sending.delivered_at >= reading.at
    }
    tasks = [
        task
        for task in reading.value or []
        if task.id not in answered and number in ("", task.case_number)
    ]
    return Reading(None if reading.is_unknown else tasks, reading.at, reading.is_fresh)


def view(
    actor: Actor,
    activity: Activity,
    kinds: tuple[DataKind, ...],
    source: str,
    about: tuple[str, str],
) -> Consultation:
    """The line of an actor who looks at something; `about` is (kind of object, its reference)."""
    return Consultation(
        subject=actor.for_whom,
        ground=actor.ground,
        activity=activity,
        action=Action.VIEWED,
        kinds=kinds,
        source=source,
        object_kind=about[0],
        object_ref=about[1],
    )


def _is_whole(file: CaseFile) -> bool:
    return not file.unread_parts


def _case_file(gateways: Gateways, number: str, recorded: Recorded) -> CaseFile:
    return gateways.cases.case_file(recorded, number)
