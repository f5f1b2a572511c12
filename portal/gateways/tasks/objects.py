"""Tasks of residents, kept in the Objects API 2 as external tasks (Externe klanttaak, V1.1.0).

The standard leaves the form's data open; what a task for a document holds there is ours:
`documenttype`, `toelichting` and, to spare a call, `zaaknummer`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from http import HTTPStatus
from typing import Any
from uuid import UUID

from portal.domain.consultations import ConsultationProof
from portal.domain.days import day_of, today
from portal.domain.failures import InvalidSourceAnswer, NotFound, SourceRefused
from portal.domain.tasks import Task
from portal.gateways.deadlines import Deadline
from portal.gateways.http import Api, parsing_answer_of
from portal.gateways.parallel import start
from portal.gateways.problems import UNSEEN
from portal.gateways.subjects import bsn_of
from portal.gateways.zgw_access import GEOMETRY, ZgwAccess
from portal.settings import Settings

SYSTEM = "tasks"
MOST_PAGES = 20

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectTasks:
    """A `TaskSystem` on the Objects API."""

    api: Api
    cases: Api
    """The Zaken API, for the numbers of the cases that tasks belong to."""
    kind: str
    """URL of the object type of external tasks."""

    def tasks_of(self, proof: ConsultationProof) -> list[Task]:
        """The open tasks of this resident, the most urgent first."""
        bsn = bsn_of(proof)
        deadline = Deadline(self.api.limit_s)
        cases = self.cases.within(deadline)
        items = [
            item
            for item in _items_of(self.api.within(deadline), self.kind, bsn)
            if _is_task_for(item, self.kind, bsn) and _is_open(item)
        ]
        numbered = [start("cases", deadline, partial(_task, item, cases)) for item in items]
        return sorted((future.result() for future in numbered), key=_urgency)

    def task(self, proof: ConsultationProof, task_id: UUID) -> Task:
        """One open task of this resident; raises `NotFound`."""
        bsn = bsn_of(proof)
        deadline = Deadline(self.api.limit_s)
        item = _item(self.api.within(deadline), task_id)
        if not (_is_task_for(item, self.kind, bsn) and _is_open(item)):
            raise NotFound
        return _task(item, self.cases.within(deadline))

    def complete(self, task_id: UUID) -> None:
        """Mark the task as done by the resident; done already is done."""
        item = _item(self.api, task_id)
        if not _is_open(item):
            return
        with parsing_answer_of(SYSTEM):
            if item["type"] != self.kind:
                raise NotFound
            version = item["record"]["typeVersion"]
        record = {
            "typeVersion": version,
            "startAt": today().isoformat(),
            "data": {"status": "afgerond"},
        }
        self.api.patch(f"objects/{task_id}", {"record": record})


def connect(settings: Settings) -> ObjectTasks:
    """The tasks of these settings."""
    token = settings.objecten_token.get_secret_value()
    headers = {"Authorization": f"Token {token}", **GEOMETRY}
    limit_s = settings.register_seconds
    return ObjectTasks(
        api=Api(
            system=SYSTEM,
            base_url=str(settings.objecten_url).rstrip("/"),
            limit_s=limit_s,
            headers=lambda: headers,
        ),
        cases=ZgwAccess(settings, limit_s).cases,
        kind=str(settings.task_objecttype_url),
    )


def _items_of(api: Api, kind: str, bsn: str) -> Iterator[Json]:
    """Everything addressed to this number. It goes in the body: addresses end up in logs."""
    query = {"type": kind, "data_attr": f"identificatie__value__exact__{bsn}"}
    for page in range(1, MOST_PAGES + 1):
        answer = api.search("objects/search", query, {"page": page})
        with parsing_answer_of(SYSTEM):
            items, has_more = list(answer["results"]), bool(answer["next"])
            if any(item["record"]["data"]["identificatie"]["value"] != bsn for item in items):
                raise ValueError("somebody else's task")
        yield from items
        if not has_more:
            return
    raise InvalidSourceAnswer(SYSTEM, f"more than {MOST_PAGES} pages")


def _item(api: Api, task_id: UUID) -> Json:
    """One object; raises `NotFound`."""
    try:
        item: Json = api.get(f"objects/{task_id}")
    except SourceRefused as error:
        if error.status == HTTPStatus.NOT_FOUND:
            raise NotFound from None
        raise
    return item


def _is_task_for(item: Json, kind: str, bsn: str) -> bool:
    with parsing_answer_of(SYSTEM):
        if item["type"] != kind:
            return False
        who = item["record"]["data"]["identificatie"]
        return (who["type"], who["value"]) == ("bsn", bsn)


def _is_open(item: Json) -> bool:
    with parsing_answer_of(SYSTEM):
        return bool(item["record"]["data"]["status"] == "open")


def _task(item: Json, cases: Api) -> Task:
    with parsing_answer_of(SYSTEM):
        task = item["record"]["data"]
        answers = (task.get("portaalformulier") or {}).get("data") or {}
        case_url, case_number = _case_of(task, answers.get("zaaknummer") or "", cases)
        return Task(
            id=UUID(item["uuid"]),
            title=task["titel"],
            explanation=answers.get("toelichting") or "",
            document_kind=answers.get("documenttype") or "",
            last_day=_day(task.get("verloopdatum")),
            case_url=case_url,
            case_number=case_number,
        )


def _case_of(task: Json, known_number: str, cases: Api) -> tuple[str, str]:
    """URL and number of the case; both empty where it belongs to none, or to one that is gone.

    One task of a case that was deleted or closed to us hides no other: it says to call.
    """
    case_url = _case_url(task.get("koppeling") or {}, cases)
    if known_number or not case_url:
        return case_url, known_number
    try:
        zaak = cases.get(cases.path_of(case_url))
    except SourceRefused as error:
        if (error.status, error.code) in UNSEEN:
            return "", ""
        raise
    with parsing_answer_of("cases"):
        return case_url, str(zaak["identificatie"])


def _case_url(link: Json, cases: Api) -> str:
    """The case a task belongs to; empty where it belongs to none.

    The standard names its id `value`, the example of the standard `uuid`: both are in use.
    """
    case_id = link.get("uuid") or link.get("value")
    if link.get("registratie") != "zaak" or not case_id:
        return ""
    return f"{cases.base_url}/zaken/{UUID(case_id)}"


def _day(text: str | None) -> date | None:
    """The day in the Netherlands of a moment."""
    return day_of(datetime.fromisoformat(text)) if text else None


def _urgency(task: Task) -> tuple[date, str, str]:
    return (task.last_day or date.max, task.title, str(task.id))
