"""A sealed log of security events, and somebody who writes in the database."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text

from portal.domain.event_chain import ChainKeys
from portal.domain.security_events import EventKind, EventSource, SecurityEvent
from portal.services.audit import reading, sealing
from portal.storage import security_events
from portal.storage.security_events import add_events

KEYS = ChainKeys({"k1": b"a" * 32})
MINUTE = timedelta(minutes=1)
NOON = datetime(2026, 11, 29, 12, 0, 5, tzinfo=UTC)


@pytest.fixture
def come_in(sessions, monkeypatch):
    """Let these events come in, at this moment."""

    def come_in_(*events: SecurityEvent, at: datetime = NOON, origin: str = "192.0.2.0/24"):
        class Then(datetime):
            @classmethod
            def now(cls, _tz=None):
                return at

        monkeypatch.setattr(security_events, "datetime", Then)
        source = EventSource(
            request="7K2MXW9P", endpoint="home.index", subject="", owner=None, network=origin
        )
        with sessions() as session:
            for event in events:
                add_events(session, [event], source)
            session.commit()

    return come_in_


@pytest.fixture
def seal(sessions):
    """Do what the worker does each minute."""

    def seal_(keys: ChainKeys = KEYS) -> int:
        with sessions() as session:
            return sealing.seal_events(session, keys)

    return seal_


@pytest.fixture
def chain(come_in, seal):
    """A chain of four batches, of two events each."""
    for number in range(4):
        moment = NOON + number * MINUTE
        come_in(login("20"), login("25"), at=moment)
        seal()


@pytest.fixture
def faults(sessions):
    """What a check of the chain says."""

    def faults_(keys: ChainKeys = KEYS, first: int = 1, known=None) -> list[str]:
        with sessions() as session:
            verdict = reading.verify(session, keys, first=first, known=known or {})
            return [str(fault) for fault in verdict.faults]

    return faults_


@pytest.fixture
def attack(sessions):
    """Somebody writes in the database."""

    def attack_(*statements: str) -> None:
        with sessions() as session:
            for statement in statements:
                session.execute(text(statement))
            session.commit()

    return attack_


def login(code: str) -> SecurityEvent:
    return SecurityEvent(EventKind.LOGIN, code, subject="owner:1")


@pytest.fixture
def rows_in(sessions):
    """All rows of a table, by its key."""

    def rows_in_(table) -> list:
        with sessions() as session:
            query = select(table).order_by(*table.__table__.primary_key.columns)
            return list(session.scalars(query))

    return rows_in_
