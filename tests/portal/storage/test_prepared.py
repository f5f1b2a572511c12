"""Statements that the driver sends: part of the transaction they are in, failures as usual."""

from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import (
    ARRAY,
    Integer,
    Text,
    bindparam,
    cast,
    column,
    func,
    insert,
    literal,
    select,
    text,
)
from sqlalchemy.exc import IntegrityError, OperationalError

from portal.storage.base import single_statements, table_of
from portal.storage.prepared import Prepared
from portal.storage.rate_limits import RateLimit

ODD = "50 %(n)s %(param_2)s 'quoted' \\ %%"
CONSTANT = Prepared(
    select(
        literal(ODD).label("odd"),
        literal("two").label("other"),
        cast(bindparam("n"), Integer).label("n"),
    )
)
ADD = Prepared(
    insert(table_of(RateLimit)).values(
        {name: bindparam(name) for name in ("key", "ends_at", "tries")}
    )
)
KEYS = Prepared(
    select(table_of(RateLimit).c.key).where(
        table_of(RateLimit).c.key == func.any(bindparam("keys", type_=ARRAY(Text)))
    )
)
PID = Prepared(text("SELECT pg_backend_pid()").columns(column("pid")))


@pytest.fixture
def single(sessions):
    """A session that keeps one connection, as that of a request does."""
    with sessions.kw["bind"].connect() as connection, sessions(bind=connection) as session:
        yield session


def a_row(key: str) -> dict[str, object]:
    """A row of a table that needs nothing else."""
    return {"key": key, "ends_at": "2026-11-29T12:00:00Z", "tries": 1}


def test_constants_stay_what_they_are_and_columns_keep_their_names(database):
    row = CONSTANT.row(database, {"n": 3})

    assert (row.odd, row.other, row.n) == (ODD, "two", 3)


def test_what_is_written_is_part_of_the_transaction_and_goes_with_it(database, sessions):
    ADD.rows(database, a_row("mine"))

    assert database.in_transaction()
    assert KEYS.rows(database, {"keys": ["mine"]})
    with sessions() as other:
        assert not KEYS.rows(other, {"keys": ["mine"]})
    database.rollback()
    assert not KEYS.rows(database, {"keys": ["mine"]})


def test_records_that_wait_are_written_before_it(database):
    database.connection()
    database.add(RateLimit(**a_row("waiting") | {"ends_at": func.now()}))

    assert KEYS.row(database, {"keys": ["waiting", "other"]}).key == "waiting"


def test_by_itself_it_begins_nothing_and_is_there_for_others_at_once(single, sessions):
    with single_statements(single):
        ADD.rows(single, a_row("alone"))
        assert not single.in_transaction()

    with sessions() as other:
        assert KEYS.row(other, {"keys": ["alone"]}).key == "alone"


def test_a_refusal_is_told_as_usual_and_without_what_was_to_be_written(database):
    secret = str(uuid4())
    ADD.rows(database, a_row(secret))

    with pytest.raises(IntegrityError) as refused:
        ADD.rows(database, a_row(secret))

    assert isinstance(refused.value.orig, psycopg.errors.UniqueViolation)
    assert secret not in str(refused.value).partition("DETAIL")[0]
    assert not refused.value.connection_invalidated


def test_after_a_line_that_broke_the_next_statement_has_another(single, database_url):
    with single_statements(single):
        first = PID.row(single, {}).pid
    with psycopg.connect(database_url.replace("+psycopg", ""), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [first])

    with pytest.raises(OperationalError) as broken, single_statements(single):
        PID.row(single, {})

    assert broken.value.connection_invalidated
    with single_statements(single):
        assert PID.row(single, {}).pid != first
