"""Rule 8: what happened to a consent can't be rewritten, and it decides whether it may be used."""

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from portal.domain.consents import ConsentState
from portal.storage.consents import consents
from portal.storage.consents.consents import ConsentEvent, events_of, is_whole
from portal.storage.consents.retention import note_expired
from tests.consents_given import consent_of, send


@pytest.mark.parametrize("table", ["consent_event", "consent_text"])
@pytest.mark.parametrize(
    "change",
    ["DELETE FROM {}", "UPDATE {} SET {} = '0'", "TRUNCATE {} CASCADE", "TRUNCATE consent CASCADE"],
)
def test_rule_08_what_happened_can_not_be_rewritten(sessions, do, table, change):
    do(ConsentState.GIVEN)
    column = "hash" if table == "consent_event" else "sha256"

    with sessions() as session, pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(change.format(table, column)))


@pytest.mark.parametrize(
    "change",
    [
        "state = 'given', valid_until = now() + interval '1 year'",
        "state = 'given', valid_until = (SELECT max(valid_until) FROM consent_event)",
    ],
)
def test_rule_08_a_record_that_was_changed_behind_its_events_is_no(sessions, do, may, change):
    do(ConsentState.GIVEN)
    do(ConsentState.WITHDRAWN)

    behind(sessions, f"UPDATE consent SET {change}")

    assert not may()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE consent SET valid_until = valid_until + interval '1 day'",
        "UPDATE consent_event SET made_at = now()",
        "UPDATE consent_event SET asked = NULL",
        "UPDATE consent_event SET asked = jsonb_set(asked, '{shares}', '[\"name\"]')",
        "DELETE FROM consent_event",
    ],
)
def test_rule_08_a_yes_that_was_tampered_with_is_no(sessions, do, may, change):
    do(ConsentState.GIVEN)
    assert may()

    behind(sessions, change)

    assert not may()


def test_rule_08_a_yes_to_less_made_into_a_yes_to_more_is_no(sessions, do, may, purpose):
    less = replace(purpose, shares=purpose.shares[:1])
    do(ConsentState.GIVEN, less)

    behind(sessions, f"UPDATE consent SET scope = '{purpose.scope}'")

    assert not may()


def behind(sessions, change: str) -> None:
    """Change the database as only who owns it can, past its triggers."""
    with sessions() as session:
        session.execute(text("SET LOCAL session_replication_role = replica"))
        session.execute(text(change))
        session.commit()


def test_rule_08_a_gap_in_what_happened_shows(sessions, resident, do):
    for state in (ConsentState.GIVEN, ConsentState.WITHDRAWN, ConsentState.GIVEN):
        do(state)
    with sessions() as session:
        [consent] = consents.consents_of(session, resident.key)
        last, middle, first = events_of(session, consent)

        assert is_whole([last, middle, first])
        assert not is_whole([last, first])
        assert not is_whole([middle, last, first])
        middle.state = "given"
        assert not is_whole([last, middle, first])
        session.rollback()


def test_rule_08_the_chain_of_a_real_journey_is_whole(browser, rows, sessions):
    send(browser, "yes")
    consent = consent_of(rows, browser.owner_id)
    browser.submit(browser.get(f"/toestemmingen/{consent.id}/intrekken/"))

    with sessions() as session:
        assert is_whole(events_of(session, consent))
    assert [event.number for event in rows(ConsentEvent)] == [1, 2]


def test_rule_08_that_time_is_over_is_noted_for_the_record(sessions, do, resident, rows):
    do(ConsentState.GIVEN)
    with sessions() as session:
        session.execute(text("UPDATE consent SET valid_until = now() - interval '1 second'"))
        session.commit()
        assert note_expired(session) == 1
        assert note_expired(session) == 0
        session.commit()

    assert [(e.state, e.ground) for e in rows(ConsentEvent)] == [
        ("given", "self"),
        ("expired", "system"),
    ]
