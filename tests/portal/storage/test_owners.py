"""Owners: found by a keyed hash, one a person, whatever the key; and their revision."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import update

from portal.storage import drafts, logins, owners, submissions
from portal.storage.base import connect
from portal.storage.logins import SessionLimits
from portal.storage.owners import Owner
from portal.storage.submissions import Submission
from tests.browser import links_of
from tests.databases import texts_in
from tests.factories import BSN, OTHER_BSN, an_identity, settings_for
from tests.forms_filled import REPORT, send

OLD, NEW = "k1:" + "i" * 32, "k2:" + "n" * 32


@pytest.fixture
def sessions_with(database_url):
    """Sessions of a portal with these index keys, newest first."""
    makers = []

    def sessions_with_(*keys: str):
        makers.append(connect(settings_for(database_url, index_keys=",".join(keys))))
        return makers[-1]

    yield sessions_with_
    for maker in makers:
        maker.kw["bind"].dispose()


def test_owner_is_one_a_person_and_holds_no_bsn(sessions, rows):
    with sessions.begin() as session:
        first, other = owners.resident_of(session, BSN), owners.resident_of(session, OTHER_BSN)
    with sessions.begin() as session:
        again = owners.resident_of(session, BSN)

    assert first == again != other
    assert len(rows(Owner)) == 2
    assert all(BSN not in str(vars(owner)) for owner in rows(Owner))


def test_same_secret_of_a_browser_is_nobody_elses(sessions):
    with sessions.begin() as session:
        visitor = owners.visitor_of(session, BSN)

        assert visitor == owners.visitor_of(session, BSN)
        assert visitor != owners.resident_of(session, BSN).key
        assert visitor != owners.visitor_of(session, "another")


def test_of_two_at_once_one_is_made_and_both_get_it(sessions, rows):
    def meet(_number: int):
        with sessions.begin() as session:
            return owners.resident_of(session, BSN).key

    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(meet, range(16)))

    assert len(keys) == len(rows(Owner)) == 1


def test_another_index_key_touches_the_owner_only(sessions_with, rows, plain_database):
    before = sessions_with(OLD)
    with before.begin() as session:
        owner = owners.resident_of(session, BSN).key
        drafts.store_version(session, "v1", "form", "{}")
        drafts.begin(session, owner, "form", "v1")
        token, _resident = logins.begin_session(session, an_identity())
    elsewhere = [pair for pair in texts_in(plain_database) if not pair[0].startswith("owner.")]

    with sessions_with(NEW, OLD).begin() as session:
        visit = logins.visit_of(session, token, SessionLimits.of(settings_for()))
        assert visit.actor.for_party.key == owner
        assert owners.resident_of(session, BSN).key == owner
        assert drafts.draft_of(session, owner, "form")

    [row] = rows(Owner)
    assert row.index_key == "k2"
    assert elsewhere == [
        pair for pair in texts_in(plain_database) if not pair[0].startswith("owner.")
    ]
    with sessions_with(NEW).begin() as session:
        assert owners.resident_of(session, BSN).key == owner


def test_process_with_the_keys_in_the_old_order_finds_who_moved(sessions_with):
    with sessions_with(NEW, OLD).begin() as session:
        owner = owners.resident_of(session, BSN).key
    with sessions_with(OLD, NEW).begin() as session:
        assert owners.resident_of(session, BSN).key == owner


def test_revision_rises_for_one_owner_and_the_actor_knows_it(sessions, resident, other_resident):
    with sessions.begin() as session:
        token, _resident = logins.begin_session(session, an_identity())
        assert owners.revision_of(session, resident.key) == 0
        owners.bump_revision(session, resident.key)
        owners.bump_revision(session, resident.key)

    with sessions.begin() as session:
        assert owners.revision_of(session, resident.key) == 2
        assert owners.revision_of(session, other_resident.key) == 0
        visit = logins.visit_of(session, token, SessionLimits.of(settings_for()))
        assert visit.actor.revision == 2


def test_owner_of_whom_nothing_is_kept_goes_after_a_day(sessions, resident, other_resident, rows):
    with sessions.begin() as session:
        drafts.store_version(session, "v1", "form", "{}")
        drafts.begin(session, resident.key, "form", "v1")
        young = owners.visitor_of(session, str(uuid4()))
        session.execute(
            update(Owner)
            .where(Owner.id != young)
            .values(made_at=datetime.now(UTC) - timedelta(days=2))
        )
        owners.remove_unused(session)

    assert {owner.id for owner in rows(Owner)} == {resident.key, young}


def test_owner_who_logs_in_just_now_is_not_deleted(sessions, resident, rows):
    with sessions.begin() as session:
        session.execute(update(Owner).values(made_at=datetime.now(UTC) - timedelta(days=2)))

    with sessions() as login, sessions() as night:
        assert owners.resident_of(login, BSN).key == resident.key
        owners.remove_unused(night)
        night.commit()
        login.commit()

    assert [owner.id for owner in rows(Owner)] == [resident.key]


def test_tracking_link_of_before_a_new_key_leads_to_its_report(sessions_with, visitor, rows):
    link = links_of(send(visitor, REPORT))["Volg uw melding"]
    token = link.rstrip("/").rpartition("/")[2]
    [report] = rows(Submission)

    with sessions_with(NEW, OLD).begin() as session:
        assert submissions.tracked(session, token).id == report.id
        assert submissions.token_of_report(session, report) == token
