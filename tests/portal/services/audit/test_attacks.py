"""Who writes in the database without the key can change nothing unseen."""

import pytest

from portal.domain.event_chain import ChainKeys, new_batch, new_head
from portal.services.audit import reading, sealing
from portal.storage import event_chain
from tests.portal.services.audit.conftest import KEYS, NOON, login

COPY = "number, sealed_at, previous, root, key, seal, removed_at, removal_seal"


ATTACKS = {
    "a row is deleted": (
        ["DELETE FROM sealed_event WHERE batch = 2 AND place = 0"],
        ["batch 2: its events were altered or removed"],
    ),
    "a row is changed": (
        ["UPDATE sealed_event SET subject = 'owner:2' WHERE batch = 2 AND place = 0"],
        ["batch 2: its events were altered or removed"],
    ),
    "a count is changed": (
        ["UPDATE sealed_event SET count = 7 WHERE batch = 2 AND place = 0"],
        ["batch 2: its events were altered or removed"],
    ),
    "a row is added": (
        [
            "INSERT INTO sealed_event SELECT batch, 2, {} FROM sealed_event WHERE batch = 2"
            " AND place = 1".format(", ".join(column.name for column in event_chain.EVENT_FIELDS)),
        ],
        ["batch 2: its events were altered or removed"],
    ),
    "rows are put in another order": (
        [
            "UPDATE sealed_event SET place = place + 10 WHERE batch = 2",
            "UPDATE sealed_event SET place = 11 - place WHERE batch = 2",
        ],
        ["batch 2: its events were altered or removed"],
    ),
    "the events of two batches are swapped": (
        [
            "UPDATE sealed_event SET batch = 5 - batch + 100 WHERE batch IN (2, 3)",
            "UPDATE sealed_event SET batch = batch - 100 WHERE batch > 100",
        ],
        [
            "batch 2: its events were altered or removed",
            "batch 3: its events were altered or removed",
        ],
    ),
    "two batches are swapped as a whole": (
        [
            "UPDATE event_batch SET number = 105 - number WHERE number IN (2, 3)",
            "UPDATE event_batch SET number = number - 100 WHERE number > 100",
            "UPDATE sealed_event SET batch = 105 - batch WHERE batch IN (2, 3)",
            "UPDATE sealed_event SET batch = batch - 100 WHERE batch > 100",
        ],
        [
            "batch 2: does not follow batch 1",
            "batch 2: was not sealed with our key",
            "batch 2: its events were altered or removed",
            "batch 3: does not follow batch 2",
            "batch 3: was not sealed with our key",
            "batch 3: its events were altered or removed",
            "batch 4: does not follow batch 3",
        ],
    ),
    "a batch is deleted": (
        ["DELETE FROM sealed_event WHERE batch = 2", "DELETE FROM event_batch WHERE number = 2"],
        ["batch 2: is missing"],
    ),
    "the first are deleted": (
        ["DELETE FROM event_batch WHERE number < 3"],
        ["batch 1: is missing, and all up to 2"],
    ),
    "the newest is deleted": (
        ["DELETE FROM sealed_event WHERE batch = 4", "DELETE FROM event_batch WHERE number = 4"],
        ["batch 4: is missing"],
    ),
    "the newest is deleted with the head": (
        ["DELETE FROM event_batch WHERE number = 4", "DELETE FROM event_head"],
        ["the head is missing: nobody knows which batch was the newest"],
    ),
    "the head names an older batch": (
        [
            "DELETE FROM event_batch WHERE number = 4",
            "UPDATE event_head SET number = 3, root = (SELECT max(root) FROM event_batch)",
        ],
        ["the head was not sealed with our key"],
    ),
    "a batch pretends that retention let its events go": (
        [
            "DELETE FROM sealed_event WHERE batch = 2",
            "UPDATE event_batch SET removed_at = now(), removal_seal = seal WHERE number = 2",
        ],
        ["batch 2: its events were removed, but not by retention"],
    ),
    "a batch names a key that is not ours": (
        ["UPDATE event_batch SET key = 'k9' WHERE number = 2"],
        ["batch 2: its key 'k9' is not in PORTAL_AUDIT_KEYS"],
    ),
    "a time is changed": (
        ["UPDATE event_batch SET sealed_at = sealed_at + interval '1 hour' WHERE number = 2"],
        ["batch 2: its events were altered or removed"],
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_what_is_done_to_it_is_seen(chain, attack, faults, name):
    statements, words = ATTACKS[name]

    attack(*statements)

    assert faults() == words


def test_who_has_not_the_key_can_not_forge_a_batch(chain, sessions, faults):
    forger = ChainKeys({"k1": b"guessed " * 4})
    with sessions() as session:
        [*_, newest] = event_chain.batches_from(session, 1)
        head = event_chain.head_of_chain(session)
        batch = new_batch(forger, head, newest.events, NOON)
        event_chain.add_batch(session, batch, new_head(forger, batch))
        session.commit()

    assert faults() == [
        "batch 5: was not sealed with our key",
        "the head was not sealed with our key",
    ]


def test_what_another_system_knows_shows_a_whole_database_of_before(chain, faults):
    assert faults(known={4: "another root"}) == [
        "batch 4: is another than the one that is known elsewhere"
    ]
    assert faults(known={6: "a root"}) == ["batch 5: is missing, and all up to 6"]


def test_sealing_goes_on_and_the_break_stays_to_be_seen(chain, attack, come_in, seal, faults):
    attack("DELETE FROM event_batch WHERE number = 4", "DELETE FROM event_head")
    come_in(login("20"))
    seal()
    come_in(login("20"))
    seal()

    assert faults() == [
        "batch 4: is missing",
        "batch 5: sealing went on here after the head was lost or altered",
    ]
    assert faults(first=6) == []


def test_a_dropped_batch_leaves_a_gap_also_when_sealing_goes_on(
    chain, attack, come_in, seal, faults
):
    attack("DELETE FROM event_batch WHERE number = 4")
    come_in(login("20"))
    seal()

    assert faults() == ["batch 4: is missing"]


def test_a_batch_that_somebody_put_where_the_next_belongs_stops_no_sealing(
    chain, attack, come_in, seal, faults
):
    attack(
        f"INSERT INTO event_batch ({COPY})"
        f" SELECT 5 AS number, {COPY.partition(', ')[2]} FROM event_batch WHERE number = 4"
    )
    come_in(login("20"))

    assert seal() == 2
    assert "batch 6: sealing went on here after the head was lost or altered" in faults()


@pytest.mark.parametrize("moment", ["infinity", "-infinity", "20000-01-01", "0044-03-15 BC"])
@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE event_batch SET sealed_at = '{}' WHERE number = 2", "altered or removed"),
        ("UPDATE sealed_event SET first_at = '{}' WHERE batch = 2", "altered or removed"),
        ("UPDATE sealed_event SET last_at = '{}' WHERE batch = 2", "altered or removed"),
        (
            "DELETE FROM sealed_event WHERE batch = 2;UPDATE event_batch SET removed_at = '{}'",
            "removed, but not by retention",
        ),
    ],
)
def test_a_moment_that_can_not_be_read_is_told_and_stops_nothing(
    chain, attack, sessions, faults, statement, fault, moment
):
    attack(*statement.format(moment).split(";"))

    assert faults() == [f"batch 2: its events were {fault}"]
    with sessions() as session:
        assert sealing.faults_of_keys(session, KEYS) == []
        assert len([*reading.exported(session, 0)]) >= 10
        sealing.let_events_go(session, KEYS)


def test_an_event_of_a_moment_that_can_not_be_read_is_sealed(chain, attack, come_in, seal, faults):
    come_in(login("20"))
    attack("UPDATE security_event SET at = 'infinity', last_at = '-infinity'")

    assert seal() == 1
    assert faults() == []
