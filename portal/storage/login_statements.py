"""The statement that each page of a resident begins with."""

from typing import Any

from sqlalchemy import ARRAY, Select, Table, bindparam, func, select

from portal.storage.base import table_of
from portal.storage.messages import Message
from portal.storage.owners import Owner
from portal.storage.session_answers import NAME, SessionAnswer


def visit_statement(logins: Table) -> Select[Any]:
    """Finds the login with one of these `hashes` of its token, and what the header shows."""
    login, owner = logins.c, table_of(Owner).c
    message, answer = table_of(Message).c, table_of(SessionAnswer).c
    unread = select(func.count()).where(message.owner_id == login.owner_id)
    name = select(answer.sealed).where(answer.login_id == login.id, answer.name == NAME)
    hashes = bindparam("hashes", type_=ARRAY(login.token_hash.type))
    return (
        select(login.id, login.owner_id, login.sealed_bsn, login.level)
        .add_columns(login.began_at, login.last_seen_at, owner.revision)
        .add_columns(
            unread.where(message.read_at.is_(None)).scalar_subquery().label("unread"),
            name.scalar_subquery().label("sealed_name"),
        )
        .join_from(logins, table_of(Owner), owner.id == login.owner_id)
        .where(login.token_hash == func.any(hashes))
    )
