"""The overview as its template shows it: tasks first."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _

from portal.configuration.languages import DUTCH
from portal.domain.case_keys import CaseKey
from portal.domain.cases import Case
from portal.domain.tasks import Task
from portal.services.overview import OverviewPage
from portal.services.sources.queries import Shown, shown, shown_cases
from portal.texts.names import ShownName, case_name
from portal.web.page.cards import (
    TaskCard,
    case_cards,
    draft_card,
    in_order,
    message_card,
    own_task_card,
    payment_card,
    task_card,
    waiting_card,
)
from portal.web.words.formats import words


def overview_context(page: OverviewPage) -> dict[str, object]:
    """What the template of the overview shows."""
    tasks, records = page.tasks, page.records
    newest, cases = page.cases.value, shown_cases(page.cases)
    running = [case for case in cases.items if not case.is_closed]
    return {
        "name": page.name.value or _("inwoner"),
        "tasks": _cards(
            shown(tasks),
            in_order(
                [
                    *_task_cards(tasks.value or [], cases.items),
                    *(own_task_card(task) for task in records.own_tasks),
                    *(
                        payment_card(each.slug, each.reference, each.cents)
                        for each in records.payments
                    ),
                ]
            ),
        ),
        "drafts": [draft_card(draft) for draft in records.drafts],
        "cases": _cards(
            cases,
            case_cards(running, {each.task_id: each.in_case_since for each in records.replies}),
        ),
        "waiting": [waiting_card(submission) for submission in records.waiting],
        "closed_count": len(cases.items) - len(running),
        "case_count": newest.count if newest else None,
        "has_older": newest is not None and newest.has_older,
        "messages": [message_card(message, message.facts) for message in records.messages],
    }


def _task_cards(tasks: list[Task], cases: Iterable[Case]) -> list[TaskCard]:
    asking = {task.case_key for task in tasks}
    names: dict[CaseKey | None, ShownName] = {
        case.key: case_name(words(), case.title, case.number)
        for case in cases
        if case.key in asking
    }
    return [task_card(task, names.get(task.case_key) or _number(task)) for task in tasks]


def _number(task: Task) -> ShownName | None:
    return ShownName(task.case_number, DUTCH.code) if task.case_number else None


def _cards(source: Shown[Any], cards: list[Any]) -> Shown[Any]:
    return replace(source, items=tuple(cards))
