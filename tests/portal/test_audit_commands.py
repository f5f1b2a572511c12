"""`portal audit`: whether the log is whole, and its events for another system."""

import json
from contextlib import nullcontext

import pytest
from sqlalchemy import select, text

from portal.commands.processes import begin
from portal.domain.security_events import NOWHERE, EventKind, SecurityEvent
from portal.services.audit.sealing import keys_of, seal_events
from portal.storage.keys import WrongKeys
from portal.storage.security_events import SecurityEventRow, add_events
from tests.factories import settings_for
from tests.portal.test_commands import run

__all__ = ["run"]


@pytest.fixture
def sealed(sessions, environment, database_url, capsys):
    """Two batches of one event, and the settings of a command in the environment."""
    environment.setenv("PORTAL_DATABASE_URL", database_url)
    for kind in (EventKind.LOGIN, EventKind.LOGOUT):
        with sessions() as session:
            add_events(session, [SecurityEvent(kind, subject="owner:1")], NOWHERE)
            session.commit()
            seal_events(session, keys_of(settings_for()))
    capsys.readouterr()  # the log lines of the worker


def test_a_whole_log_says_so_and_names_its_newest_batch(run, sealed):
    code, said, errors = run("audit", "verify")

    assert (code, errors) == (0, "")
    newest = said.strip().rpartition(" ")[2]
    assert newest.startswith("2:")
    assert run("audit", "verify", "--known", newest)[0] == 0
    assert run("audit", "verify", "--known", "2:abc")[0] == 1
    assert run("audit", "verify", "--known", "x")[0] == 2


@pytest.mark.parametrize("number", ["-1", "99999999999999999999"])
def test_a_batch_that_can_not_be_is_told(run, sealed, number):
    for words in (("verify", "--from", number), ("export", "--after", number)):
        code, said, errors = run("audit", *words)
        assert (code, said) == (2, "")
        assert "not in the range" in errors


def test_an_altered_log_says_which_batch_and_ends_with_one(run, sealed, sessions):
    with sessions() as session:
        session.execute(text("UPDATE sealed_event SET kind = 'login' WHERE batch = 2"))
        session.commit()

    code, said, errors = run("audit", "verify")

    assert (code, said) == (1, "")
    assert errors == "batch 2: its events were altered or removed\n"
    assert run("audit", "verify", "--from", "3")[0] == 0


def test_a_log_with_nothing_in_it_is_told(run, environment, database_url):
    environment.setenv("PORTAL_DATABASE_URL", database_url)

    assert run("audit", "verify") == (0, "Nothing was sealed yet.\n", "")


def test_it_comes_out_as_json_lines_with_the_root_of_each_batch(run, sealed):
    lines = [json.loads(line) for line in run("audit", "export")[1].splitlines()]

    assert [line["type"] for line in lines] == ["batch", "event", "batch", "event"]
    assert [line["kind"] for line in lines if line["type"] == "event"] == ["login", "logout"]
    assert lines[1]["subject"] == "owner:1"
    later = [json.loads(line) for line in run("audit", "export", "--after", "1")[1].splitlines()]
    assert later == lines[2:]
    known = f"2:{lines[2]['root']}"
    assert run("audit", "verify", "--known", known)[0] == 0


@pytest.mark.parametrize(
    ("audit_keys", "fault"),
    [
        ("k1:" + "a" * 32, None),
        ("k2:" + "b" * 32 + ",k1:" + "a" * 32, None),
        ("k2:" + "b" * 32, "lacks the key 'k1', which sealed last."),
        ("k1:" + "b" * 32, "has another key under the name 'k1' than sealed the log."),
        ("k2:" + "b" * 32 + ",k1:" + "c" * 32, "has another key under the name 'k1'"),
    ],
)
def test_nothing_starts_with_a_key_that_did_not_seal_the_log(
    sealed, database_url, audit_keys, fault
):
    settings = settings_for(database_url, audit_keys=audit_keys)

    with pytest.raises(WrongKeys, match=fault) if fault else nullcontext():
        begin(settings, "worker")


@pytest.mark.parametrize(
    "attack", ["UPDATE event_head SET seal = 'x'", "UPDATE event_batch SET seal = 'x'"]
)
def test_who_alters_a_seal_stops_no_start(sealed, sessions, database_url, attack):
    with sessions() as session:
        session.execute(text(attack))
        session.commit()

    begin(settings_for(database_url), "worker")

    with sessions() as session:
        [code] = session.scalars(select(SecurityEventRow.code))
    assert code.startswith("worker ")
