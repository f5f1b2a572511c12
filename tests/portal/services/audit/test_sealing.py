"""Sealing: one chain, whole batches, nothing lost, whoever seals."""

from datetime import datetime, timedelta
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from portal.domain.event_chain import ChainKeys, SealedEvent, UnknownChainKey, new_batch
from portal.domain.retention import DAYS, KeptPart
from portal.domain.security_events import EventKind, SecurityEvent
from portal.services.audit import sealing
from portal.storage import event_chain, security_events
from portal.storage.event_chain import EventBatchRow, SealedEventRow
from portal.storage.security_events import SecurityEventRow
from tests.portal.services.audit.conftest import KEYS, MINUTE, NOON, login


def test_a_chain_that_nobody_touched_is_whole(chain, faults, rows_in):
    assert faults() == []
    assert [batch.number for batch in rows_in(EventBatchRow)] == [1, 2, 3, 4]
    assert rows_in(SecurityEventRow) == []


def test_nothing_yet_is_no_fault(faults, seal):
    assert seal() == 0
    assert faults() == []


def test_equal_events_of_one_origin_within_a_minute_are_one_row_with_a_count(
    come_in, seal, rows_in, faults
):
    limit = SecurityEvent(EventKind.LIMIT_HIT, "search", subject="browser:1")
    come_in(limit, at=NOON)
    come_in(limit, at=NOON + timedelta(seconds=50))
    come_in(limit, at=NOON, origin="198.51.100.0/24")
    come_in(limit, at=NOON + MINUTE)

    assert seal() == 4

    first, other_origin, next_minute = rows_in(SealedEventRow)
    assert (first.count, first.first_at, first.last_at) == (2, NOON, NOON + timedelta(seconds=50))
    assert (other_origin.count, other_origin.origin) == (1, "198.51.100.0/24")
    assert (next_minute.batch, next_minute.count) == (2, 1)
    assert faults() == []


def test_a_newer_key_seals_and_the_older_is_still_believed(chain, come_in, seal, faults):
    both = ChainKeys({"k2": b"b" * 32, **KEYS.by_name})
    come_in(login("20"))
    seal(both)

    assert faults(both) == []
    assert faults(ChainKeys({"k2": b"b" * 32}), first=5) == []


def test_without_the_key_of_the_head_nothing_is_sealed_and_nothing_lost(
    chain, come_in, seal, rows_in
):
    come_in(login("20"))

    with pytest.raises(UnknownChainKey):
        seal(ChainKeys({"k2": b"b" * 32}))

    assert len(rows_in(SecurityEventRow)) == 1


def test_two_workers_at_once_make_one_chain(come_in, sessions, rows_in, faults):
    come_in(*(login(str(number)) for number in range(20)))

    def work() -> None:
        with sessions() as session:
            sealing.seal_events(session, KEYS)

    workers = [Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert faults() == []
    assert len(rows_in(SealedEventRow)) == 20


def test_who_seals_lets_nobody_else_seal(come_in, sessions, seal, faults):
    come_in(login("20"))
    with sessions() as other:
        assert event_chain.lock_chain(other)
        assert seal() == 0
    assert seal() == 1
    assert faults() == []


def test_more_than_one_transaction_takes_is_sealed_too(come_in, seal, monkeypatch, faults):
    monkeypatch.setattr(sealing, "MOST_EVENTS", 3)
    come_in(*(login(str(number)) for number in range(8)))

    assert seal() == 8
    assert faults() == []


def test_a_flood_makes_so_many_rows_and_every_event_counts(come_in, seal, rows_in, monkeypatch):
    monkeypatch.setattr(security_events, "MOST_ROWS", 20)
    flood = [SecurityEvent(EventKind.LIMIT_HIT, subject=f"browser:{n}") for n in range(50)]

    come_in(login("20"), *flood)
    come_in(*flood, at=NOON + timedelta(seconds=20))
    come_in(login("25"), *flood[:5], origin="198.51.100.0/24")

    assert len(rows_in(SecurityEventRow)) == 1 + 20 + 1 + 1 + 5
    seal()
    sealed = [row for row in rows_in(SealedEventRow) if row.origin == "192.0.2.0/24"]
    [rest] = [row for row in sealed if row.subject == security_events.MANY]
    assert sum(row.count for row in sealed) == 1 + 2 * 50
    assert (rest.kind, rest.endpoint, rest.count) == (EventKind.LIMIT_HIT, "", 30 + 50)
    assert rest.last_at - rest.first_at == timedelta(seconds=20)


def test_equal_events_of_a_minute_are_one_row(come_in, rows_in):
    for moment in (NOON, NOON + timedelta(seconds=30), NOON + MINUTE):
        come_in(login("20"), login("20"), login("25"), at=moment)

    counts = [(row.code, row.count) for row in rows_in(SecurityEventRow)]
    assert counts == [("20", 4), ("25", 2), ("20", 2), ("25", 1)]


def test_retention_lets_whole_batches_go_and_keeps_their_roots(
    chain, sessions, rows_in, faults, monkeypatch
):
    term = timedelta(days=DAYS[KeptPart.SECURITY_EVENTS])
    roots = [batch.root for batch in rows_in(EventBatchRow)]
    sealed_at = rows_in(EventBatchRow)[1].sealed_at

    class Then(datetime):
        @classmethod
        def now(cls, _tz=None):
            return sealed_at + term + timedelta(microseconds=1)

    monkeypatch.setattr(sealing, "datetime", Then)
    with sessions() as session:
        assert sealing.let_events_go(session, KEYS) == 2
        assert sealing.let_events_go(session, KEYS) == 0

    assert {row.batch for row in rows_in(SealedEventRow)} == {3, 4}
    assert [batch.root for batch in rows_in(EventBatchRow)] == roots
    assert faults() == []


def test_a_batch_of_a_key_that_is_gone_keeps_no_other(chain, sessions, rows_in, monkeypatch):
    monkeypatch.setitem(DAYS, KeptPart.SECURITY_EVENTS, 0)
    with sessions.begin() as session:
        session.execute(update(EventBatchRow).where(EventBatchRow.number == 1).values(key="k0"))

    with sessions() as session, pytest.raises(UnknownChainKey, match="k0"):
        sealing.let_events_go(session, KEYS)

    assert {row.batch for row in rows_in(SealedEventRow)} == {1}


def test_the_worker_seals_each_minute(come_in, tasks, rows_in):
    come_in(login("20"))

    tasks.tasks["worker.seal_events"].func(timestamp=0)

    assert [row.code for row in rows_in(SealedEventRow)] == ["20"]


@given(
    st.lists(st.text(st.characters(exclude_characters="\0", codec="utf-8")), min_size=3, max_size=3)
)
def test_nothing_that_differs_has_the_same_root(words):
    first, second, third = words
    events = [
        SealedEvent(
            first_at=NOON,
            last_at=NOON,
            count=1,
            kind=kind,
            code=code,
            endpoint=third,
            request="",
            subject="",
            origin="",
        )
        for kind, code in ((first, second), (first + second, ""))
    ]
    roots = {new_batch(KEYS, None, [event], NOON).root for event in events}

    assert len(roots) == len(set(events))
