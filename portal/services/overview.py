"""What the overview knows: all sources asked at once, and our own records."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from portal.domain.cases import CaseList
from portal.domain.news import of_tasks
from portal.domain.outside import Gateways
from portal.domain.people import Actor
from portal.domain.switches import BRP
from portal.domain.tasks import Task
from portal.services.sources.queries import (
    cases_of,
    name_of,
    only_of_open_cases,
    only_open,
    tasks_of,
)
from portal.services.sources.query import SourceQuery, SourceResult, last_result
from portal.services.sources.refresh import Refresh, ask_anew
from portal.storage import messages
from portal.storage.overview import Overview
from portal.storage.overview import overview_of as read_records

NEW_MESSAGES = 3
SingleStatements = Callable[[], AbstractContextManager[Session]]
"""Opens a session of which each statement stands by itself."""


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """What the sources and our own records say of a resident.

    `tasks`: those that are open, of whatever case; `cases`: the newest ones.
    """

    name: SourceResult[str]
    tasks: SourceResult[list[Task]]
    cases: SourceResult[CaseList]
    records: Overview


@dataclass(frozen=True, slots=True)
class OverviewQueries:
    """What the overview asks of sources."""

    name: SourceQuery[str]
    is_name_off: bool
    """Whether the population register is off: what it said before is shown."""
    tasks: SourceQuery[list[Task]]
    cases: SourceQuery[CaseList]


def overview_queries(
    actor: Actor, gateways: Gateways, sources_off: frozenset[str]
) -> OverviewQueries:
    """The queries of the overview of this resident."""
    return OverviewQueries(
        name_of(actor, gateways),
        BRP in sources_off,
        tasks_of(actor, gateways),
        cases_of(actor, gateways),
    )


def read_overview(
    database: Session,
    actor: Actor,
    queries: OverviewQueries,
    single_statements: SingleStatements,
    refresh: Refresh,
) -> OverviewPage:
    """The overview. Waits for the slowest source, within its limit; commits what is news."""
    if queries.is_name_off:
        name = last_result(database, actor, queries.name)
        all_tasks, cases = ask_anew(database, actor, (queries.tasks, queries.cases), refresh)
    else:
        everything = queries.name, queries.tasks, queries.cases
        name, all_tasks, cases = ask_anew(database, actor, everything, refresh)
    tasks = only_of_open_cases(all_tasks, cases.value.cases if cases.value else ())
    records = _records(database, actor, tasks, single_statements)
    return OverviewPage(name, only_open(tasks, records.replies), cases, records)


def _records(
    database: Session,
    actor: Actor,
    tasks: SourceResult[list[Task]],
    single_statements: SingleStatements,
) -> Overview:
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
