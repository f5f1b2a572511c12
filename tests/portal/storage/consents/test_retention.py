"""Consents that ended go when the register says so, with all that tells of them; no sooner."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from portal.configuration import activities
from portal.domain.consents import KEPT_YEARS
from portal.domain.consultations import Activity
from portal.storage import housekeeping
from portal.storage.consents.consents import Consent, ConsentEvent
from portal.storage.consents.receipts import ConsentReceipt
from portal.storage.consents.texts import KeptText
from portal.storage.messages import Message
from tests.consents_given import give_consent
from tests.factories import BSN, OTHER_BSN, settings_for

TABLES = (Consent, ConsentEvent, ConsentReceipt, Message)
LEAVE = "SET LOCAL portal.remove_ended_consents = 'on'"


@pytest.fixture
def given(app, rows):
    """Two residents said yes."""
    give_consent(app, BSN)
    give_consent(app, OTHER_BSN)
    return app.test_client().log_in(BSN)


@pytest.fixture
def age(sessions):
    """Let all that happened to the consent of this resident be so many days longer ago."""

    def age_(owner_id: UUID, days: int) -> None:
        mine = f"(SELECT id FROM consent WHERE owner_id = '{owner_id}')"
        ago = f"interval '{days} days'"
        events = f"UPDATE consent_event SET made_at = made_at - {ago} WHERE consent_id IN {mine}"
        record = "UPDATE consent SET changed_at = changed_at - {0}, valid_until = valid_until - {0}"
        with sessions() as session:
            session.execute(text("SET LOCAL session_replication_role = replica"))
            session.execute(text(events))
            session.execute(text(f"{record.format(ago)} WHERE id IN {mine}"))
            session.commit()

    return age_


@pytest.fixture
def tidy(sessions):
    """Do what housekeeping does."""

    def tidy_() -> None:
        with sessions() as session:
            housekeeping.delete_expired(session, settings_for("postgresql+psycopg://x@/x"))
            session.commit()

    return tidy_


def withdraw(browser, rows) -> None:
    [consent] = [found for found in rows(Consent) if found.owner_id == browser.owner_id]
    browser.submit(browser.get(f"/toestemmingen/{consent.id}/intrekken/"))


def long_ago() -> int:
    """In days: just longer than consents are kept after their end."""
    today = datetime.now(UTC)
    return (today - today.replace(year=today.year - KEPT_YEARS, day=1)).days + 1


def test_the_register_promises_what_is_done():
    register = activities.load(Path(__file__).parents[4] / "activities.toml")

    told = register.by_code(Activity.CONSENTS, datetime.now(UTC).date())

    assert told.in_portal == f"{KEPT_YEARS} jaar nadat uw toestemming stopt."


def test_what_ended_long_ago_goes_with_all_that_tells_of_it(given, rows, age, tidy):
    withdraw(given, rows)
    age(given.owner_id, long_ago())

    tidy()

    assert [len(rows(table)) for table in TABLES] == [1, 1, 1, 1]
    assert all(consent.owner_id != given.owner_id for consent in rows(Consent))
    assert len(rows(KeptText)) == 1


def test_what_ended_a_bit_later_stays(given, rows, age, tidy):
    withdraw(given, rows)
    age(given.owner_id, long_ago() - 40)

    tidy()

    assert [len(rows(table)) for table in TABLES] == [2, 3, 3, 3]


def test_a_yes_that_was_given_again_keeps_its_history(given, rows, age, tidy):
    withdraw(given, rows)
    age(given.owner_id, long_ago())
    [consent] = [found for found in rows(Consent) if found.owner_id == given.owner_id]
    page = given.get(f"/toestemmingen/{consent.id}/antwoord/")
    given.submit(page, {"answer": "yes"})

    tidy()

    assert len(rows(ConsentEvent)) == 4


def test_a_yes_that_is_over_by_itself_is_noted_first_and_kept_from_then(given, rows, age, tidy):
    age(given.owner_id, long_ago())

    tidy()

    [consent] = [found for found in rows(Consent) if found.owner_id == given.owner_id]
    assert consent.state == "expired"
    assert len(rows(ConsentEvent)) == 3


def test_a_record_that_only_says_that_it_is_old_stops_nothing(given, rows, sessions, tidy):
    withdraw(given, rows)
    with sessions() as session:
        session.query(Consent).update({"changed_at": datetime.now(UTC) - timedelta(days=9999)})
        session.commit()

    tidy()

    assert len(rows(ConsentEvent)) == 3


@pytest.mark.parametrize(
    "change", ["DELETE FROM consent_event", "UPDATE consent_event SET number=9"]
)
def test_leave_to_remove_is_no_leave_for_what_is_young(given, rows, sessions, change):
    withdraw(given, rows)

    with sessions() as session:
        session.execute(text(LEAVE))
        with pytest.raises(DBAPIError, match="append-only"):
            session.execute(text(f"DELETE FROM consent_receipt; {change}"))


def test_what_is_old_goes_only_with_leave_and_leave_ends_with_housekeeping(
    given, rows, sessions, age, tidy
):
    withdraw(given, rows)
    age(given.owner_id, long_ago())
    old = f"(SELECT id FROM consent WHERE owner_id = '{given.owner_id}')"
    with sessions() as session, pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(f"DELETE FROM consent_event WHERE consent_id IN {old}"))

    tidy()

    with sessions() as session:
        leave = "SELECT current_setting('portal.remove_ended_consents', true)"
        assert session.scalar(text(leave)) in {"", None}
