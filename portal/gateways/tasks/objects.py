"""Tasks of residents, kept in the Objects API 2 as external tasks (Externe klanttaak, V1.1.0).

The standard leaves the form's data open; what a task for a document holds there is ours:
`documenttype`, `toelichting` and, to spare a call, `zaaknummer`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from http import HTTPStatus
from typing import TypeGuard
from uuid import UUID

from portal.domain.case_keys import CaseKey, CaseNumber
from portal.domain.consultations import ConsultationProof
from portal.domain.days import day_of, today
from portal.domain.failures import (
    InvalidSourceAnswer,
    NotFound,
    OfSomebodyElse,
    SourceAnswer,
    SourceError,
    SourceRefused,
)
from portal.domain.tasks import NewTask, SentForm, Task
from portal.gateways.answers import ItemList, log_odd
from portal.gateways.deadlines import Deadline
from portal.gateways.http import Api
from portal.gateways.links import link_of
from portal.gateways.parallel import start
from portal.gateways.subjects import NOBODY, bsn_of
from portal.gateways.tasks.aims import aim_of, form_aim
from portal.gateways.tasks.asking import ask_once
from portal.gateways.tasks.linked_cases import LinkedCases, answers_of
from portal.gateways.tasks.resources import (
    CHANGED,
    DONE,
    OPEN,
    TASK,
    TASKS,
    AnyTask,
    TaskObject,
)
from portal.gateways.zgw_access import GEOMETRY, ZgwAccess
from portal.settings import Settings

SYSTEM = "tasks"
MOST_PAGES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectTasks:
    """A `TaskSystem` on the Objects API."""

    api: Api
    cases: LinkedCases
    """Those that tasks belong to."""
    kind: str
    """URL of the object type of external tasks."""
    type_version: int
    """Of that type, in which we ask."""

    def tasks_of(self, proof: ConsultationProof) -> SourceAnswer[list[Task]]:
        """The open tasks of this resident, the most urgent first; what is odd is missing."""
        bsn = bsn_of(proof)
        deadline = Deadline.of_call(self.api.limit_s)
        cases = self.cases.within(deadline)
        objects = _objects_of(self.api.within(deadline), self.kind, bsn)
        readable = objects.logged(SYSTEM)
        open_objects = [each for each in readable if _is_open_task(each, self.kind, bsn)]
        asked = {
            each.uuid: start("cases", deadline, partial(_task, each, cases))
            for each in open_objects
            if not cases.is_known(each)
        }
        tasks = [
            _listed(
                each,
                cases,
                asked[each.uuid].result if each.uuid in asked else partial(_task, each, cases),
            )
            for each in open_objects
        ]
        return SourceAnswer(sorted(tasks, key=_urgency), objects.missing("task"))

    def task(self, proof: ConsultationProof, task_id: UUID) -> Task:
        """One open task of this resident; raises `NotFound`."""
        bsn = bsn_of(proof)
        deadline = Deadline.of_call(self.api.limit_s)
        task = _object(self.api.within(deadline), task_id)
        if not _is_open_task(task, self.kind, bsn):
            raise NotFound if _is_for(task, bsn) else OfSomebodyElse("somebody else's task")
        return _task(task, self.cases.within(deadline))

    def check(self) -> None:
        """Ask once, about nobody, whether it takes our questions; raises `SourceError`."""
        _objects_of(self.api, self.kind, NOBODY)

    def ask(self, new: NewTask) -> UUID:
        """Ask this of a resident, the same reference once; gives the id of the task."""
        return ask_once(self.api, self.kind, self.type_version, new)

    def complete(self, task_id: UUID) -> None:
        """Mark the task as done by the resident; done already is done."""
        task = _object(self.api, task_id)
        if not _is_open(task):
            return
        if task.type != self.kind:
            raise NotFound
        self._end(task_id, task, {"status": DONE})

    def complete_by_form(self, task_id: UUID, sent: SentForm) -> None:
        """The same of a task that asks for this form of who sent it; raises `NotFound`.

        What was sent is a case of its own: the task gets its reference as `verzonden_data`.
        """
        task = _object(self.api, task_id)
        if not (sent.bsn and _is_for(task, sent.bsn)):
            raise NotFound
        if not _is_open(task):
            return
        if task.type != self.kind or aim_of(task.record.data) != form_aim(sent.form):
            raise NotFound
        data = {"verzonden_data": {"referentie": sent.reference}}
        self._end(task_id, task, {"status": DONE, "portaalformulier": data})

    def _end(self, task_id: UUID, task: TaskObject, changes: dict[str, object]) -> None:
        """Lay these changes over what the task has (`PATCH` of the Objects API does that)."""
        record = {
            "typeVersion": task.record.type_version,
            "startAt": today().isoformat(),
            "data": changes,
        }
        self.api.change(CHANGED, f"objects/{task_id}", {"record": record})


def connect(settings: Settings) -> ObjectTasks:
    """The tasks of these settings."""
    token = settings.objecten_token.get_secret_value()
    headers = {"Authorization": f"Token {token}", **GEOMETRY}
    limit_s = settings.register_seconds
    return ObjectTasks(
        api=Api(
            system=SYSTEM,
            link=link_of(settings, "objecten"),
            base_url=str(settings.objecten_url).rstrip("/"),
            limit_s=limit_s,
            headers=lambda: headers,
        ),
        cases=LinkedCases(
            {name: ZgwAccess(settings, limit_s, name).cases for name in settings.every_case_system}
        ),
        kind=str(settings.task_objecttype_url),
        type_version=settings.task_objecttype_version,
    )


def _objects_of(api: Api, kind: str, bsn: str) -> ItemList[AnyTask]:
    """Everything addressed to this number. It goes in the body: addresses end up in logs."""
    query = {"type": kind, "data_attr": f"identificatie__value__exact__{bsn}"}
    objects: ItemList[AnyTask] = ItemList()
    for number in range(1, MOST_PAGES + 1):
        page = api.read_by_post(TASKS, "objects/search", query, {"page": number})
        if any(each.record.data.identificatie.value != bsn for each in page.results):
            raise InvalidSourceAnswer(SYSTEM, "somebody else's task")
        objects += page.results
        if not page.next:
            return objects
    raise InvalidSourceAnswer(SYSTEM, f"more than {MOST_PAGES} pages")


def _object(api: Api, task_id: UUID) -> AnyTask:
    """One object; raises `NotFound`."""
    try:
        return api.read(TASK, f"objects/{task_id}")
    except SourceRefused as error:
        if error.status == HTTPStatus.NOT_FOUND:
            raise NotFound from None
        raise


def _is_open_task(task: AnyTask, kind: str, bsn: str) -> TypeGuard[TaskObject]:
    """Whether this is something that the resident with this BSN still has to do."""
    return _is_open(task) and task.type == kind and _is_for(task, bsn)


def _is_for(task: AnyTask, bsn: str) -> bool:
    party = task.record.data.identificatie
    return (party.type, party.value) == ("bsn", bsn)


def _is_open(task: AnyTask) -> TypeGuard[TaskObject]:
    return isinstance(task, TaskObject) and task.record.data.status == OPEN


def _listed(task: TaskObject, cases: LinkedCases, read: Callable[[], Task]) -> Task:
    """The task, in a list: a case that can't be read in time takes its number away, no task."""
    try:
        return read()
    except SourceError as error:
        log_odd("cases", (error.reason,))
        return _made(task, cases.key_of(task), "")


def _task(task: TaskObject, cases: LinkedCases) -> Task:
    """The task with key and number of its case; raises `SourceError` where they can't be read."""
    return _made(task, *cases.case_of(task))


def _made(task: TaskObject, key: CaseKey | None, number: str) -> Task:
    data, answers = task.record.data, answers_of(task)
    return Task(
        id=task.uuid,
        title=data.titel,
        explanation=answers.toelichting or "",
        document_kind=answers.documenttype or "",
        last_day=day_of(data.verloopdatum) if data.verloopdatum else None,
        case_key=key,
        case_number=CaseNumber(number),
        aim=aim_of(data),
    )


def _urgency(task: Task) -> tuple[date, str, str]:
    return (task.last_day or date.max, task.title, str(task.id))
