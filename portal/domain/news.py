"""News: what a resident should be told of a case, from the state it is in.

Notifications of the case API are lossy and unordered (ZGW Notificaties), so news is always
derived from what the case says now, never from what a notification claims.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from portal.domain.case_keys import CaseKey
from portal.domain.cases import CaseFile, Progress, Step
from portal.domain.days import day_of
from portal.domain.messages import MessageKind
from portal.domain.tasks import Task

TOLD_WITHIN = timedelta(days=7)
"""What is older was told before, or is history that the portal was not there for."""


@dataclass(frozen=True, slots=True)
class News:
    """One thing to tell; `about` is the same for the same thing."""

    kind: MessageKind
    about: str
    facts: dict[str, Any]


def of_case(file: CaseFile, now: datetime) -> list[News]:
    """News of the present status and of fresh decisions. `now` in UTC."""
    case = file.case
    common = {"title": case.title or case.number, "number": case.number, "case": str(case.key)}
    ends_by_decision = _ends_by_decision(file)
    notices = [] if ends_by_decision else of_steps(file.steps, case.key, common, now)
    # One that tells the end may itself have been sent as long before it; it is told once.
    told_within = 2 * TOLD_WITHIN if ends_by_decision else TOLD_WITHIN
    for decision in file.decisions:
        if decision.sent and day_of(now) - decision.sent <= told_within:
            last = decision.last_day_to_object
            facts = {**common, "decision": decision.title}
            facts["last_day"] = last.isoformat() if last else ""
            about = f"{case.key} {decision.title} {decision.sent}"
            notices.append(News(MessageKind.DECISION, about, facts))
    return notices


def of_steps(
    steps: Sequence[Step], key: CaseKey, common: dict[str, Any], now: datetime
) -> list[News]:
    """News of the present status; `common` are the facts that every message has."""
    reached = [step for step in steps if step.at]
    # That it was received, the resident knows: news begins with the second step.
    step = reached[-1] if len(reached) > 1 else None
    if step is None or step.at is None or now - step.at > TOLD_WITHIN:
        return []
    facts = {
        **common,
        "status": step.name,
        "words": dict(step.words),
        "progress": step.progress.value,
        "note": step.note,
    }
    return [News(MessageKind.STATUS, f"{key} {step.at}", facts)]


def of_tasks(tasks: list[Task]) -> list[News]:
    """News of open tasks: each is told once, when it is known which case it is of."""
    return [
        News(
            MessageKind.TASK,
            str(task.id),
            {
                "task": task.title,
                "number": task.case_number,
                "last_day": task.last_day.isoformat() if task.last_day else "",
                "task_id": str(task.id),
            },
        )
        for task in tasks
        if task.case_number or task.case_key is None
    ]


def _ends_by_decision(file: CaseFile) -> bool:
    """Whether the case is closed and a decision sent around then tells so: one message is enough.

    Held against the day of closing and not against now, so that the end is not told after all
    once the decision is old news.
    """
    if file.case.progress is not Progress.CLOSED:
        return False
    closed = max((step.at for step in file.steps if step.at), default=None)
    sent = [decision.sent for decision in file.decisions if decision.sent]
    return closed is not None and any(abs(day_of(closed) - day) <= TOLD_WITHIN for day in sent)
