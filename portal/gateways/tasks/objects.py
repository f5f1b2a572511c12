"""Tasks of residents, kept in the Objects API 2 as external tasks (Externe klanttaak, V1.1.0).

The standard leaves the form's data open; what a task for a document holds there is ours:
`documenttype`, `toelichting` and, to spare a call, `zaaknummer`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from http import HTTPStatus
from typing import Self, TypeGuard
from uuid import UUID

from portal.domain.case_keys import ONLY_SYSTEM, CaseKey, CaseNumber
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
from portal.domain.tasks import NewTask, Task
from portal.gateways.answers import ItemList, log_odd
from portal.gateways.deadlines import Deadline
from portal.gateways.http import Api
from portal.gateways.kept import Kept
from portal.gateways.links import link_of
from portal.gateways.parallel import start
from portal.gateways.problems import is_unseen
from portal.gateways.subjects import NOBODY, bsn_of
from portal.gateways.tasks.aims import aim_of
from portal.gateways.tasks.asking import ask_once
from portal.gateways.tasks.resources import (
    CHANGED,
    NUMBERED_CASE,
    OPEN,
    TASK,
    TASKS,
    AnyTask,
    NumberedCase,
    TaskAnswers,
    TaskLink,
    TaskObject,
)
from portal.gateways.zgw_access import GEOMETRY, ZgwAccess, case_path
from portal.settings import Settings

SYSTEM = "tasks"
MOST_PAGES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectTasks:
    """A `TaskSystem` on the Objects API."""

    api: Api
    numbers: "CaseNumbers"
    """Of the cases that tasks belong to."""
    kind: str
    """URL of the object type of external tasks."""
    type_version: int
    """Of that type, in which we ask."""

    def tasks_of(self, proof: ConsultationProof) -> SourceAnswer[list[Task]]:
        """The open tasks of this resident, the most urgent first; what is odd is missing."""
        bsn = bsn_of(proof)
        deadline = Deadline(self.api.limit_s)
        numbers = self.numbers.within(deadline)
        objects = _objects_of(self.api.within(deadline), self.kind, bsn)
        readable = objects.logged(SYSTEM)
        open_objects = [each for each in readable if _is_open_task(each, self.kind, bsn)]
        asked = {
            each.uuid: start("cases", deadline, partial(_task, each, numbers))
            for each in open_objects
            if not numbers.has_number_for(each)
        }
        tasks = [
            _listed(each, asked[each.uuid].result)
            if each.uuid in asked
            else _listed(each, partial(_task, each, numbers))
            for each in open_objects
        ]
        return SourceAnswer(sorted(tasks, key=_urgency), objects.missing("task"))

    def task(self, proof: ConsultationProof, task_id: UUID) -> Task:
        """One open task of this resident; raises `NotFound`."""
        bsn = bsn_of(proof)
        deadline = Deadline(self.api.limit_s)
        task = _object(self.api.within(deadline), task_id)
        if not _is_open_task(task, self.kind, bsn):
            raise NotFound if _is_for(task, bsn) else OfSomebodyElse("somebody else's task")
        return _task(task, self.numbers.within(deadline))

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
        record = {
            "typeVersion": task.record.type_version,
            "startAt": today().isoformat(),
            "data": {"status": "afgerond"},
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
        numbers=CaseNumbers(ZgwAccess(settings, limit_s).cases),
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


@dataclass(frozen=True, slots=True)
class CaseNumbers:
    """Numbers of cases in the Zaken API; a case keeps its number, so an answer is kept too."""

    cases: Api
    kept: Kept = field(default_factory=Kept, repr=False)

    def within(self, deadline: Deadline) -> Self:
        """The same, of which all calls together end before this deadline."""
        return replace(self, cases=self.cases.within(deadline))

    def has_number_for(self, task: TaskObject) -> bool:
        """Whether nothing needs to be asked for the number of this task's case."""
        key = _key_of(task)
        return key is None or bool(_answers(task).zaaknummer or self.kept.fresh(str(key.id)))

    def number_of(self, key: CaseKey) -> str:
        """The number of this case; raises `SourceError`."""
        path = case_path(ONLY_SYSTEM, key)
        zaak: NumberedCase = self.kept.get(
            str(key.id), lambda: self.cases.read(NUMBERED_CASE, path)
        )
        return zaak.identificatie


def _listed(task: TaskObject, read: Callable[[], Task]) -> Task:
    """The task, in a list: a case that can't be read in time takes its number away, no task."""
    try:
        return read()
    except SourceError as error:
        log_odd("cases", (error.reason,))
        return _made(task, _key_of(task), "")


def _task(task: TaskObject, numbers: CaseNumbers) -> Task:
    """The task with key and number of its case; raises `SourceError` where they can't be read."""
    return _made(task, *_case_of(_key_of(task), _answers(task).zaaknummer or "", numbers))


def _made(task: TaskObject, key: CaseKey | None, number: str) -> Task:
    data, answers = task.record.data, _answers(task)
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


def _answers(task: TaskObject) -> TaskAnswers:
    form = task.record.data.portaalformulier
    return form.data if form and isinstance(form.data, TaskAnswers) else TaskAnswers()


def _key_of(task: TaskObject) -> CaseKey | None:
    link = task.record.data.koppeling
    return _key_in(link) if link else None


def _case_of(
    key: CaseKey | None, known_number: str, numbers: CaseNumbers
) -> tuple[CaseKey | None, str]:
    """Key and number of the case; None and '' where it belongs to none, or to one that is gone.

    One task of a case that was deleted, closed to us or odd hides no other: it says to call.
    """
    if known_number or key is None:
        return key, known_number
    try:
        number = numbers.number_of(key)
    except SourceRefused as error:
        if is_unseen(error):
            return None, ""
        raise
    except InvalidSourceAnswer as error:
        log_odd("cases", (error.reason,))
        return None, ""
    return key, number


def _key_in(link: TaskLink) -> CaseKey | None:
    """The case a task belongs to; None where it belongs to none, or to nothing that is a case."""
    case_id = link.uuid or link.value
    if link.registratie != "zaak" or not case_id:
        return None
    try:
        return CaseKey(ONLY_SYSTEM, UUID(case_id))
    except ValueError:
        return None


def _urgency(task: Task) -> tuple[date, str, str]:
    return (task.last_day or date.max, task.title, str(task.id))
