"""What the overview knows: all sources asked at once, tasks first."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.domain.cases import Case
from portal.domain.news import of_tasks
from portal.domain.outside import Gateways
from portal.domain.people import Actor
from portal.domain.tasks import Task
from portal.services.sources.queries import Shown, cases_of, name_of, only_open, shown, tasks_of
from portal.services.sources.query import SourceResult, ask_all
from portal.storage import drafts, messages, submissions
from portal.web.page.cards import (
    TaskCard,
    case_card,
    draft_card,
    message_card,
    task_card,
    waiting_card,
)

NEW_MESSAGES = 3


def overview_of(database: Session, gateways: Gateways, actor: Actor) -> dict[str, Any]:
    """The overview, for its template. Waits for the slowest source, within its limit."""
    queries = name_of(actor, gateways), tasks_of(actor, gateways), cases_of(actor, gateways)
    name, all_tasks, cases = ask_all(database, actor, queries)
    tasks = only_open(database, actor, all_tasks)
    _tell(database, actor, tasks)
    key = actor.for_whom.key
    running = [case for case in cases.value or [] if not case.closed]
    new = messages.unread_of(database, key, most=NEW_MESSAGES)
    return {
        "name": name.value or _("inwoner"),
        "tasks": _cards(shown(tasks), _task_cards(tasks.value or [], cases.value or [])),
        "drafts": [draft_card(draft) for draft in drafts.drafts_of(database, key)],
        "cases": _cards(shown(cases), [case_card(case) for case in running]),
        "waiting": [waiting_card(sent) for sent in submissions.waiting_of(database, key)],
        "closed_count": len(cases.value or []) - len(running),
        "messages": [message_card(database, message) for message in new],
    }


def _task_cards(tasks: list[Task], cases: list[Case]) -> list[TaskCard]:
    titles = {case.number: case.title for case in cases}
    return [task_card(task, titles.get(task.case_number, task.case_number)) for task in tasks]


def _cards(source: Shown[Any], cards: list[Any]) -> Shown[Any]:
    return Shown(tuple(cards), source.known, source.as_of)


def _tell(database: Session, actor: Actor, tasks: SourceResult[list[Task]]) -> None:
    """What a lost notification did not tell is told now: the backstop that ZGW asks for."""
    news = of_tasks(tasks.value or []) if tasks.is_fresh else []
    for item in news:
        messages.tell_and_mail(
            database, actor.for_whom.key, item.kind, about=item.about, facts=item.facts
        )
    database.commit()
