"""What outside systems answered in a login session: gone, with it, at its end.

This is how a page can say what it knows and since when while the case API is down, without the
portal keeping a copy of cases.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ForeignKey,
    Insert,
    LargeBinary,
    Select,
    Text,
    Uuid,
    bindparam,
    column,
    func,
    select,
    table,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.storage import consultations
from portal.storage.base import FRESH_FOR, Base, sealed_column, table_of, vault_of
from portal.storage.prepared import Prepared

SEAL = "remembered.value"
NAME = "name"
"""What the name of the resident is kept under, that each page shows."""


class SessionAnswer(Base):
    """One answer of an outside system, sealed, with the moment (UTC) it was given."""

    __tablename__ = "remembered"

    login_id: Mapped[UUID] = mapped_column(
        ForeignKey("login_session.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(primary_key=True)
    sealed: Mapped[bytes] = sealed_column(SEAL)
    read_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(server_default="0")
    """The owner's revision before it was asked: what rose it since makes the answer old."""


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """A kept answer: its JSON, and the moment (UTC) at which it was given."""

    content: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """When answers were asked for (UTC), and the revision of their owner then."""

    at: datetime
    revision: int = 0


def store_answers(
    session: Session, login_id: UUID, answers: Mapping[str, bytes], moment: Moment | None = None
) -> None:
    """Keep the JSON of these answers, by name, for as long as the login session lives.

    One statement. Of a session that another tab has just ended nothing is kept, and an answer that
    was asked for later stays. `moment`: None is now. Caller commits.
    """
    if answers:
        moment = moment or Moment(datetime.now(UTC))
        _STORE.rows(session, _store_values(session, login_id, answers, moment))


def end_and_store(
    session: Session,
    outcomes: Mapping[UUID, str],
    login_id: UUID,
    answers: Mapping[str, bytes],
    moment: Moment,
) -> None:
    """`consultations.end_all` and `store_answers`, in one statement; caller commits."""
    if not answers:
        consultations.end_all(session, outcomes)
        return
    stored = _store_values(session, login_id, answers, moment)
    _END_AND_STORE.rows(session, {**consultations.end_values(outcomes), **stored})


def _store_values(
    session: Session, login_id: UUID, answers: Mapping[str, bytes], moment: Moment
) -> dict[str, Any]:
    vault = vault_of(session)
    return {
        "login": login_id,
        "names": list(answers),
        "seals": [vault.seal(content, SEAL) for content in answers.values()],
        "moment": moment.at,
        "revision": moment.revision,
    }


def fresh_answers(
    session: Session, login_id: UUID, names: Iterable[str], revision: int
) -> dict[str, StoredAnswer]:
    """The answers of these names that need not be asked again, by name.

    They were given a moment ago, and nothing has risen the revision of their owner since.
    """
    fresh_for: timedelta = session.info[FRESH_FOR]
    if not fresh_for:
        return {}
    values = {"since": datetime.now(UTC) - fresh_for, "revision": revision}
    return _answers(session, _FRESH, {"login": login_id, "names": list(names), **values})


def last_answers(session: Session, login_id: UUID, names: Iterable[str]) -> dict[str, StoredAnswer]:
    """The last answers of these names, by name; those that were never given are left out."""
    return _answers(session, _LAST, {"login": login_id, "names": list(names)})


def last_answer(session: Session, login_id: UUID, name: str) -> tuple[Any, datetime] | None:
    """The last answer of this name and when it was given; None: none in this login session."""
    answer = last_answers(session, login_id, [name]).get(name)
    return None if answer is None else (json.loads(answer.content), answer.at)


def _answers(
    session: Session, query: Prepared, values: Mapping[str, Any]
) -> dict[str, StoredAnswer]:
    vault = vault_of(session)
    rows = query.rows(session, values)
    return {row.name: StoredAnswer(vault.open(row.sealed, SEAL), row.read_at) for row in rows}


def _last() -> Select[Any]:
    """The statement of `last_answers`."""
    answer = table_of(SessionAnswer).c
    return select(answer.name, answer.sealed, answer.read_at).where(
        answer.login_id == bindparam("login", type_=Uuid()),
        answer.name == func.any(bindparam("names", type_=ARRAY(Text))),
    )


def _fresh() -> Select[Any]:
    """The statement of `fresh_answers`."""
    answer = table_of(SessionAnswer).c
    return _last().where(
        answer.read_at > bindparam("since", type_=answer.read_at.type),
        answer.revision == bindparam("revision", type_=answer.revision.type),
    )


def _store() -> Insert:
    """The statement of `store_answers`; its lock holds off whoever ends the login meanwhile."""
    logins = table("login_session", column("id", Uuid()))
    login = (
        select(logins.c.id)
        .where(logins.c.id == bindparam("login", type_=Uuid()))
        .with_for_update(read=True, key_share=True)
        .subquery("login")
    )
    names = bindparam("names", type_=ARRAY(Text))
    seals = bindparam("seals", type_=ARRAY(LargeBinary))
    columns = column("name", Text()), column("sealed", LargeBinary())
    answer = func.unnest(names, seals).table_valued(*columns).render_derived(name="answer")
    moment = bindparam("moment", type_=SessionAnswer.read_at.type)
    revision = bindparam("revision", type_=SessionAnswer.revision.type)
    query = insert(table_of(SessionAnswer)).from_select(
        ["login_id", "name", "sealed", "read_at", "revision"],
        select(login.c.id, answer.c.name, answer.c.sealed, moment, revision).select_from(
            login.join(answer, true())
        ),
    )
    changed = {name: query.excluded[name] for name in ("sealed", "read_at", "revision")}
    return query.on_conflict_do_update(
        index_elements=["login_id", "name"],
        set_=changed,
        where=table_of(SessionAnswer).c.read_at <= query.excluded.read_at,
    )


_STORE, _LAST, _FRESH = Prepared(_store()), Prepared(_last()), Prepared(_fresh())
_END_AND_STORE = Prepared(_store().add_cte(consultations.END_LINES.cte("ended_lines")))
