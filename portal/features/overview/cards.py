"""The overview as its template shows it: tasks first."""

from dataclasses import replace
from typing import Any

from flask_babel import gettext as _

from portal.domain.case_keys import CaseKey
from portal.domain.cases import Case
from portal.domain.tasks import Task
from portal.services.overview import OverviewPage
from portal.services.sources.queries import Shown, shown
from portal.texts.names import case_name
from portal.web.page.cards import (
    TaskCard,
    case_cards,
    draft_card,
    message_card,
    task_card,
    waiting_card,
)
from portal.web.words.formats import words


def overview_context(page: OverviewPage) -> dict[str, object]:
    """What the template of the overview shows."""
    tasks, cases, records = page.tasks, page.cases, page.records
    running = [case for case in cases.value or [] if not case.is_closed]
    return {
        "name": page.name.value or _("inwoner"),
        "tasks": _cards(shown(tasks), _task_cards(tasks.value or [], cases.value or [])),
        "drafts": [draft_card(draft) for draft in records.drafts],
        "cases": _cards(shown(cases), case_cards(running)),
        "waiting": [waiting_card(submission) for submission in records.waiting],
        "closed_count": len(cases.value or []) - len(running),
        "messages": [message_card(message, message.facts) for message in records.messages],
    }


def _task_cards(tasks: list[Task], cases: list[Case]) -> list[TaskCard]:
    asking = {task.case_key for task in tasks}
    titles: dict[CaseKey | None, str] = {
        case.key: case_name(words(), case.title, case.number).text
        for case in cases
        if case.key in asking
    }
    return [task_card(task, titles.get(task.case_key, task.case_number)) for task in tasks]


def _cards(source: Shown[Any], cards: list[Any]) -> Shown[Any]:
    return replace(source, items=tuple(cards))
