"""The pool hands out no closed connection, and asks the database as seldom as will do."""

import psycopg
import pytest
from sqlalchemy import text

from portal.storage import connections
from portal.storage.base import connect
from tests.factories import settings_for


@pytest.fixture
def engine(database_url):
    engine = connect(settings_for(database_url)).kw["bind"]
    yield engine
    engine.dispose()


@pytest.fixture
def pings(engine, monkeypatch):
    """One more for each time that the database is asked whether it is there."""
    asked = []
    ping = engine.dialect.do_ping

    def counted(connection):
        asked.append(connection)
        return ping(connection)

    monkeypatch.setattr(engine.dialect, "do_ping", counted)
    return asked


def pid_of(engine):
    with engine.connect() as connection:
        return connection.scalar(text("SELECT pg_backend_pid()"))


def end(pid, url):
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


@pytest.mark.parametrize("busy_s", [0.0, 3600.0])
def test_a_connection_that_the_database_ended_is_replaced(
    engine, plain_database, monkeypatch, busy_s
):
    monkeypatch.setattr(connections, "BUSY_S", busy_s)
    pid = pid_of(engine)

    end(pid, plain_database)

    assert pid_of(engine) != pid


@pytest.mark.parametrize(("busy_s", "count"), [(0.0, 2), (3600.0, 0)])
def test_only_an_idle_connection_is_asked_whether_it_is_up(
    engine, pings, monkeypatch, busy_s, count
):
    monkeypatch.setattr(connections, "BUSY_S", busy_s)

    assert len({pid_of(engine) for _ in range(3)}) == 1
    assert len(pings) == count
