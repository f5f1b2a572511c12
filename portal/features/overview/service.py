"""What the overview knows: all sources asked at once, tasks first."""

from dataclasses import replace
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
from portal.storage import messages
from portal.storage.overview import Header, Overview
from portal.storage.overview import overview_of as read_records
from portal.web.edge.request_context import single_statements
from portal.web.page.cards import (
    TaskCard,
    case_card,
    draft_card,
    message_card,
    task_card,
    waiting_card,
)
from portal.web.page.layout import show_in_header

NEW_MESSAGES = 3


def overview_of(
    database: Session, gateways: Gateways, actor: Actor, *, anew: bool = False
) -> dict[str, Any]:
    """The overview, for its template. Waits for the slowest source, within its limit."""
    queries = name_of(actor, gateways), tasks_of(actor, gateways), cases_of(actor, gateways)
    name, all_tasks, cases = ask_all(database, actor, queries, anew=anew)
    records = _records(database, actor, all_tasks)
    tasks = only_open(all_tasks, records.replies)
    running = [case for case in cases.value or [] if not case.closed]
    show_in_header(Header(name.value or "", records.unread))
    return {
        "name": name.value or _("inwoner"),
        "tasks": _cards(shown(tasks), _task_cards(tasks.value or [], cases.value or [])),
        "drafts": [draft_card(draft) for draft in records.drafts],
        "cases": _cards(shown(cases), [case_card(case) for case in running]),
        "waiting": [waiting_card(submission) for submission in records.waiting],
        "closed_count": len(cases.value or []) - len(running),
        "messages": [message_card(message, message.facts) for message in records.messages],
    }


def _records(database: Session, actor: Actor, tasks: SourceResult[list[Task]]) -> Overview:
    """Our own records. What a lost notification did not tell is told now, as ZGW asks for.

    Commits where there is something to tell.
    """
    owner = actor.for_party.key
    fresh = tasks if tasks.is_fresh else replace(tasks, value=[])
    about = [item.about for item in of_tasks(fresh.value or [])]
    with single_statements() as reading:
        records = read_records(reading, owner, most=NEW_MESSAGES, news=about)
    open_tasks = only_open(fresh, records.replies).value or []
    news = [item for item in of_tasks(open_tasks) if (item.kind, item.about) not in records.told]
    if not news:
        return records
    for item in news:
        messages.add_message_and_notify(
            database, owner, item.kind, about=item.about, facts=item.facts
        )
    database.commit()
    return read_records(database, owner, most=NEW_MESSAGES)


def _task_cards(tasks: list[Task], cases: list[Case]) -> list[TaskCard]:
    titles = {case.number: case.title for case in cases}
    return [task_card(task, titles.get(task.case_number, task.case_number)) for task in tasks]


def _cards(source: Shown[Any], cards: list[Any]) -> Shown[Any]:
    return Shown(tuple(cards), source.known, source.as_of)
