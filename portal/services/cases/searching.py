"""Searching in the cases of a resident: what the case system can't choose by itself.

A list that stands on one page is searched as it is. Of a longer one rows are read, of at most
`MOST_ROWS` cases; those that a page shows are read again by their keys and held against the
resident, so that a row that is not theirs is never shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from portal.domain.case_keys import CaseKey, CaseNumber
from portal.domain.case_rows import MOST_ROWS, CaseRow, CaseRows
from portal.domain.cases import CASES_ON_PAGE, Case, CaseList, Progress
from portal.domain.failures import MissingPart, MissingSystem
from portal.domain.outside import Gateways
from portal.domain.people import Actor
from portal.domain.tasks import Task
from portal.services.cases.choice import CaseChoice
from portal.services.sources.queries import (
    AnsweredTask,
    Shown,
    as_of,
    case_rows_of,
    cases_of,
    cases_with_keys,
    cases_with_number,
    only_open,
    tasks_of,
)
from portal.services.sources.query import SourceQuery, SourceResult
from portal.services.sources.refresh import Refresh, ask_anew
from portal.storage.form_tasks import sent_for_tasks
from portal.storage.own_tasks import open_tasks_of
from portal.storage.task_replies import task_replies_of


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOptions:
    """What can be chosen from, as far as it is known."""

    kinds: tuple[str, ...]
    years: tuple[int, ...]
    """The latest first."""
    is_whole: bool
    """Whether there are no other cases, with other kinds and years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCases:
    """One page of the cases that were chosen."""

    cases: Shown[Case]
    number: int
    """Of the page."""
    count: int | None
    """How many cases were chosen; None where that is not known."""
    read: int
    """How many cases were looked through."""
    options: CaseOptions
    has_more: bool
    knows_tasks: bool = True
    """Whether it is known for which cases the resident has to do something."""


@dataclass(frozen=True, slots=True)
class CaseReader:
    """Asks for one page, on behalf of this actor."""

    database: Session
    actor: Actor
    gateways: Gateways
    refresh: Refresh

    def ask(self, *queries: SourceQuery[Any]) -> tuple[SourceResult[Any], ...]:
        """The results of these queries. Commits."""
        refresh = replace(self.refresh, is_alone=False)
        return ask_anew(self.database, self.actor, queries, refresh)


def find_cases(reader: CaseReader, choice: CaseChoice, number: int) -> FoundCases:
    """The page with this number of the chosen cases; a page past the last one is the last one.

    Commits.
    """
    actor, gateways = reader.actor, reader.gateways
    tasks = (tasks_of(actor, gateways),) if choice.needs_resident else ()
    newest, *task_results = reader.ask(cases_of(actor, gateways), *tasks)
    asking = _asking(reader.database, actor, task_results)
    page = _find(reader, newest, choice, number, asking)
    return replace(page, knows_tasks=all(result.is_fresh for result in task_results))


def _asking(
    database: Session, actor: Actor, results: Sequence[SourceResult[list[Task]]]
) -> dict[CaseKey, bool]:
    """The cases for which there is something to send: as is asked, or as they said in a form.

    True: of one of these tasks it doesn't matter whether the case has ended.
    """
    if not results:
        return {}
    owner = actor.for_party.key
    answered: list[AnsweredTask] = [
        *task_replies_of(database, owner),
        *sent_for_tasks(database, owner),
    ]
    tasks = [task for result in results for task in only_open(result, answered).value or ()]
    asking: dict[CaseKey, bool] = {}
    for task in (*tasks, *open_tasks_of(database, owner)):
        if task.case_key:
            stands = asking.get(task.case_key, False) or not task.takes_documents
            asking[task.case_key] = stands
    return asking


def _find(
    reader: CaseReader,
    newest: SourceResult[CaseList],
    choice: CaseChoice,
    number: int,
    asking: Mapping[CaseKey, bool],
) -> FoundCases:
    if newest.value is None or newest.value.is_whole:
        cases = newest.value.cases if newest.value else ()
        chosen = choice.of(map(row_of, cases), asking)
        return _page(newest, cases, chosen, number, _rows_of_list(newest.value))
    results = _read_rows(reader, newest.value, choice, asking)
    rows: SourceResult[CaseRows] = results[0]
    if rows.value is None or not _is_filtered(newest):
        unknown = replace(rows, value=None, is_fresh=False)
        return _page(unknown, (), [], number, None)
    named = [row_of(case) for result in results[1:] for case in result.value or ()]
    all_rows = {row.key: row for row in (*named, *rows.value.rows)}
    chosen = choice.of(all_rows.values(), asking)
    return _held(reader, rows, chosen, number)


def _is_filtered(newest: SourceResult[CaseList]) -> bool:
    """Whether the case systems that answered told of nobody else's cases: those are not counted."""
    is_counted = newest.value is not None and newest.value.count is not None
    return is_counted or all(isinstance(part, MissingSystem) for part in newest.missing)


def _read_rows(
    reader: CaseReader, newest: CaseList, choice: CaseChoice, asking: Mapping[CaseKey, bool]
) -> tuple[SourceResult[Any], ...]:
    """The rows; and where there are more cases than are read, those that can be named.

    That is by what may be a number, and as something is asked for them.
    """
    actor, gateways = reader.actor, reader.gateways
    queries: list[SourceQuery[Any]] = [case_rows_of(actor, gateways, choice.selection)]
    is_long = newest.count is None or newest.count > MOST_ROWS
    if is_long and any(map(str.isdigit, choice.text)) and " " not in choice.text:
        queries.append(cases_with_number(actor, gateways, CaseNumber(choice.text)))
    if is_long and asking:
        queries.append(cases_with_keys(actor, gateways, asking))
    return reader.ask(*queries)


def _held(
    reader: CaseReader, rows: SourceResult[CaseRows], chosen: list[CaseRow], number: int
) -> FoundCases:
    """The page of these rows, read again: only what is the resident's own comes back."""
    keys = [row.key for row in _part(chosen, number)]
    if not keys:
        return _page(rows, (), chosen, number, rows.value)
    [cases] = reader.ask(cases_with_keys(reader.actor, reader.gateways, keys))
    page = _page(rows, cases.value or (), chosen, number, rows.value)
    lacking = max(page.cases.lacking, len(_odd(cases)))
    is_known = page.cases.known and cases.is_fresh
    oldest = min(filter(None, (page.cases.as_of, as_of(cases))), default=None)
    shown = replace(page.cases, known=is_known, as_of=oldest, lacking=lacking)
    return replace(page, cases=shown)


def _page(
    source: SourceResult[Any],
    cases: Iterable[Case],
    chosen: list[CaseRow],
    number: int,
    rows: CaseRows | None,
) -> FoundCases:
    by_key = {case.key: case for case in cases}
    last = max(1, -(-len(chosen) // CASES_ON_PAGE))
    shown = [by_key[row.key] for row in _part(chosen, number) if row.key in by_key]
    is_known = source.value is not None
    silent = tuple(part.words for part in source.missing if isinstance(part, MissingSystem))
    return FoundCases(
        cases=Shown(tuple(shown), source.is_fresh, as_of(source), len(_odd(source)), silent),
        number=min(number, last),
        count=len(chosen) if is_known else None,
        read=rows.read if rows else 0,
        options=options_of(rows),
        has_more=number < last,
    )


def _odd(source: SourceResult[Any]) -> list[MissingPart]:
    """What could not be read of who answered."""
    return [part for part in source.missing if not isinstance(part, MissingSystem)]


def _part(chosen: list[CaseRow], number: int) -> list[CaseRow]:
    """The rows on the page with this number, or on the last one."""
    last = max(1, -(-len(chosen) // CASES_ON_PAGE))
    end = min(number, last) * CASES_ON_PAGE
    return chosen[end - CASES_ON_PAGE : end]


def options_of(rows: CaseRows | None) -> CaseOptions:
    """What can be chosen from among these."""
    entries = rows.rows if rows else ()
    return CaseOptions(
        kinds=tuple(sorted({row.title for row in entries if row.title}, key=str.casefold)),
        years=tuple(sorted({row.started.year for row in entries}, reverse=True)),
        is_whole=rows is not None and rows.is_whole,
    )


def options_of_list(cases: CaseList | None) -> CaseOptions:
    """What can be chosen from as far as one page of the list says."""
    return options_of(_rows_of_list(cases))


def _rows_of_list(cases: CaseList | None) -> CaseRows | None:
    if cases is None:
        return None
    rows = tuple(map(row_of, cases.cases))
    return CaseRows(rows=rows, read=len(rows), count=len(rows) + (not cases.is_whole))


def row_of(case: Case) -> CaseRow:
    """What a case is found by."""
    return CaseRow(
        key=case.key,
        number=case.number,
        title=case.title,
        description=case.description,
        started=case.started,
        closed=case.closed,
        is_waiting=case.progress is Progress.WAITING_FOR_YOU,
    )
