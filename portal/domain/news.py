"""News: what a resident should be told of a case, from the state it is in.

Notifications of the case API are lossy and unordered (ZGW Notificaties), so news is always
derived from what the case says now, never from what a notification claims.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from portal.domain.case_keys import CaseKey
from portal.domain.cases import Case, CaseFile, Decision, Progress, Step
from portal.domain.days import day_of
from portal.domain.decided_cases import (
    RemedyTerm,
    is_withdrawn,
    outcome_of,
    remedy_term,
    will_be_withdrawn,
)
from portal.domain.messages import MessageKind
from portal.domain.remedies import RemedyRegister
from portal.domain.tasks import Task

TOLD_WITHIN = timedelta(days=7)
"""What is older was told before, or is history that the portal was not there for."""
Earlier = AbstractSet[tuple[str, str]]
"""What was told of a case before: the kind of each message and what it is about."""
NOTHING: Earlier = frozenset()


@dataclass(frozen=True, slots=True)
class News:
    """One thing to tell; `about` is the same for the same thing."""

    kind: MessageKind
    about: str
    facts: dict[str, Any]


def of_case(
    file: CaseFile, remedies: RemedyRegister, now: datetime, earlier: Earlier = NOTHING
) -> list[News]:
    """News of the present status, of what moved the days of a case, and of its decisions.

    `now` in UTC.
    """
    case = file.case
    ends_by_decision = _ends_by_decision(file)
    notices = [] if ends_by_decision else of_steps(file.steps, case.key, facts_of(case), now)
    # One that tells the end may itself have been sent as long before it; it is told once.
    told_within = 2 * TOLD_WITHIN if ends_by_decision else TOLD_WITHIN
    fresh = [each for each in file.decisions if _is_fresh(each.sent, now, told_within)]
    passed_by = _told_before_ids(case.key, fresh, earlier)
    notices += [
        _of_decision(file, remedies, decision)
        for decision in fresh
        if not is_withdrawn(decision) and decision not in passed_by
    ]
    return [*notices, *_of_withdrawn(file, now, earlier), *of_days(case, earlier, day_of(now))]


def facts_of(case: Case) -> dict[str, Any]:
    """The facts that every message about a case has."""
    return {
        "title": case.title or case.number,
        "number": case.number,
        "case": str(case.key),
        "subject": case.description,
    }


def about_decision(key: CaseKey, decision: Decision) -> str:
    """What a message about this decision is about."""
    return f"{key} {decision.id}" if decision.id else _about_before(key, decision)


def _about_before(key: CaseKey, decision: Decision) -> str:
    """The same before decisions had ids: two of one kind on one day were one."""
    return f"{key} {decision.title} {decision.sent}"


def _is_fresh(day: date | None, now: datetime, within: timedelta) -> bool:
    return day is not None and day_of(now) - day <= within


def _of_decision(file: CaseFile, remedies: RemedyRegister, decision: Decision) -> News:
    facts = {**facts_of(file.case), "decision": decision.title}
    facts |= _facts_of_remedy(remedy_term(remedies, file, decision))
    outcome = outcome_of(remedies, file, decision)
    facts["outcome"] = outcome.value if outcome else ""
    return News(MessageKind.DECISION, about_decision(file.case.key, decision), facts)


def _told_before_ids(
    key: CaseKey, decisions: Sequence[Decision], earlier: Earlier
) -> tuple[Decision, ...]:
    """The decisions that were told before decisions had ids.

    Of several of one kind and day one was told, nobody knows which: the first that wasn't since.
    """
    by_name: dict[str, Decision] = {}
    for decision in sorted(decisions, key=lambda each: str(each.id)):
        before = _about_before(key, decision)
        is_told = (MessageKind.DECISION, about_decision(key, decision)) in earlier
        if (MessageKind.DECISION, before) in earlier and not is_told:
            by_name.setdefault(before, decision)
    return tuple(by_name.values())


def _of_withdrawn(file: CaseFile, now: datetime, earlier: Earlier) -> Iterator[News]:
    """News of decisions that were withdrawn of late, soon after they were sent, or once told.

    One that will be withdrawn is told now: on the day itself nobody looks.
    """
    key = file.case.key
    for decision in file.decisions:
        if not (is_withdrawn(decision) or will_be_withdrawn(decision)):
            continue
        abouts = (about_decision(key, decision), _about_before(key, decision))
        was_told = any((MessageKind.DECISION, about) in earlier for about in abouts)
        is_fresh = _is_fresh(decision.ends, now, TOLD_WITHIN)
        if was_told or is_fresh or _is_fresh(decision.sent, now, 2 * TOLD_WITHIN):
            facts = {
                **facts_of(file.case),
                "decision": decision.title,
                "day": decision.ends.isoformat() if decision.ends else "",
                "end": decision.end.value if decision.end else "",
            }
            about = f"{abouts[0]} {decision.ends or ''}"
            yield News(MessageKind.DECISION_WITHDRAWN, about, facts)


def of_days(case: Case, earlier: Earlier, today: date) -> Iterator[News]:
    """News of what moves the days of a case that runs: it was put off, stands still or goes on.

    The case system doesn't tell when that was, so each is told while it holds. That a case stands
    still is told again once it was told that it went on.
    """
    if case.is_closed:
        return
    key, facts = case.key, facts_of(case)
    if case.extension is not None and not _is_past(case, today):
        # Two may be as long: the day that comes of it tells them apart.
        about = f"{key} extension {case.extension_period} {case.expected or case.due or ''}"
        days = {"note": case.extension, "days": case.extension_days or 0, **_new_day(case, today)}
        yield News(MessageKind.EXTENDED, about, facts | days)
    suspended = sum(kind == MessageKind.SUSPENDED for kind, _about in earlier)
    resumed = sum(kind == MessageKind.RESUMED for kind, _about in earlier)
    if case.progress is Progress.WAITING_FOR_YOU:
        return  # the task says so, and what to do; it neither stands still for us nor goes on
    if case.suspension is not None:
        about = f"{key} suspension {resumed}"
        yield News(MessageKind.SUSPENDED, about, facts | {"note": case.suspension})
    elif suspended > resumed:
        yield News(MessageKind.RESUMED, f"{key} resumed {resumed}", facts)


def _is_past(case: Case, today: date) -> bool:
    """Whether its extension is history: all its days have passed."""
    days = [day for day in (case.expected, case.due) if day]
    return bool(days) and max(days) < today


def _new_day(case: Case, today: date) -> dict[str, str]:
    """The day that it is expected to end now, and the one of before; '' where none is promised."""
    is_promised = case.expected is not None and case.expected >= today and not case.stands_still
    days = {"new_day": case.expected, "day_before": case.expected_before}
    return {name: day.isoformat() if day and is_promised else "" for name, day in days.items()}


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


def _facts_of_remedy(term: RemedyTerm) -> dict[str, Any]:
    return {
        "last_day": term.last_day.isoformat() if term.last_day else "",
        "remedy": term.remedy.kind.value if term.remedy else "",
        "latest_day": term.latest_day.isoformat() if term.latest_day else "",
    }


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
