"""Asking a source of a page anew, as a resident wants."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from portal.domain.people import Actor
from portal.services.sources.query import SourceQuery, SourceResult, ask_all, earlier_result
from portal.storage.session_answers import last_answers


@dataclass(frozen=True, slots=True)
class Refresh:
    """Which sources of a page are asked anew: none, all, or one."""

    name: str = ""
    """What the name of its query begins with: `cases`, `case`; empty: of no one source."""
    is_all: bool = False
    is_alone: bool = False
    """Whether only this one is shown: the others are not asked, what they gave last will do."""

    is_retry: bool = False
    """Whether it failed a moment ago: what came since then will do."""

    def covers(self, query: SourceQuery[Any]) -> bool:
        """Whether this query is meant."""
        return self.is_all or query.name.partition(":")[0] == self.name


def ask_anew(
    database: Session, actor: Actor, queries: tuple[SourceQuery[Any], ...], refresh: Refresh
) -> tuple[SourceResult[Any], ...]:
    """Ask several sources at once, those of `refresh` anew: see `ask_all`. Commits."""
    asked = tuple(
        replace(query, is_asked_anew=True)
        if refresh.covers(query) and not refresh.is_retry
        else query
        for query in queries
        if refresh.covers(query) or not refresh.is_alone
    )
    others = [query.name for query in queries if query.name not in {each.name for each in asked}]
    last = last_answers(database, actor.session_id, others) if others else {}
    results = {
        query.name: result
        for query, result in zip(asked, ask_all(database, actor, asked), strict=True)
    }
    nothing: SourceResult[Any] = SourceResult(None, datetime.now(UTC), is_fresh=False)
    for query in queries:
        if query.name in last:
            results[query.name] = earlier_result(query, last[query.name])
    return tuple(results.get(query.name, nothing) for query in queries)
