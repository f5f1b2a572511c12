"""The portal's records: sealed, found by whose they are, tidied, and as the migrations say."""

import base64
import os
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text, update

from portal.domain.failures import NotFound, SourceUnavailable
from portal.storage import consultations, drafts, housekeeping, logins, migrations
from portal.storage.base import vault_of
from portal.storage.consultations import ConsultationLine, consulting
from portal.storage.drafts import Draft, DraftContent, FormVersion
from portal.storage.messages import contact_of, keep_contact
from portal.storage.task_replies import TaskReply
from portal.storage.uploads import Upload, bytes_kept_since
from portal.storage.vault import UnknownKey, Vault
from tests.factories import BSN, OTHER_BSN, a_consultation, a_task_reply, an_identity, settings_for
from tests.witness import lines_of

URL = "postgresql+psycopg://x@/x"


def a_key(name: str) -> str:
    """A new encryption key of this name."""
    return f"{name}:{base64.b64encode(os.urandom(32)).decode()}"


def vault_with(*keys: str) -> Vault:
    """A vault with these keys, newest first."""
    return Vault.of(settings_for(URL, encryption_keys=", ".join(keys)))


def test_records_are_what_the_migrations_make(portal_database):
    migrations.difference(portal_database)


def test_keys_rotate_the_newest_seals_and_all_open():
    old, new = a_key("k1"), a_key("k2")
    sealed_before = vault_with(old).seal_json({"a": 1}, "purpose")

    both = vault_with(new, old)

    assert both.open_json(sealed_before, "purpose") == {"a": 1}
    assert both.seal(b"x", "purpose").startswith(b"k2:")
    with pytest.raises(UnknownKey, match="k1"):
        vault_with(new).open(sealed_before, "purpose")


def test_hash_depends_on_key_and_purpose():
    first = vault_with(a_key("k1"))
    other = Vault.of(settings_for(URL, index_keys="k1:" + "j" * 32))

    assert first.hash(BSN, "bsn") == vault_with(a_key("k9")).hash(BSN, "bsn")
    assert len({first.hash(BSN, "bsn"), first.hash(BSN, "token"), other.hash(BSN, "bsn")}) == 3


@pytest.mark.parametrize(
    ("error", "outcome"), [(SourceUnavailable("x", "y"), "failed"), (NotFound("x"), "ok")]
)
def test_line_says_how_the_read_ended(database, resident, error, outcome):
    with pytest.raises(type(error)), consulting(database, a_consultation(resident)):
        raise error

    [line] = lines_of(database, resident.key)
    assert line.outcome == outcome
    assert line.ended_at is not None


def test_bug_during_a_read_leaves_the_line_begun(database, resident):
    with pytest.raises(ZeroDivisionError), consulting(database, a_consultation(resident)):
        raise ZeroDivisionError

    assert [line.outcome for line in lines_of(database, resident.key)] == ["begun"]


def test_line_of_a_written_act_is_gone_when_the_act_is(database, resident):
    consultations.write(database, a_consultation(resident))
    database.rollback()

    assert lines_of(database, resident.key) == []


def test_lines_are_of_one_resident_newest_first(database, resident, other_resident):
    for who in (resident, other_resident, resident):
        with consulting(database, a_consultation(who)):
            pass

    lines = lines_of(database, resident.key)
    assert len(lines) == 2
    assert lines[0].made_at > lines[1].made_at


@pytest.mark.parametrize(
    ("reference", "kept"),
    [
        (BSN, "•••••••••"),
        (f"ZAAK-{BSN}", "ZAAK-•••••••••"),
        ("123456789", "123456789"),
        ("ZAAK-2026-0000000001", "ZAAK-2026-0000000001"),
    ],
)
def test_line_never_holds_a_bsn_that_somebody_typed_as_a_reference(
    database, resident, reference, kept
):
    consultations.begin(database, a_consultation(resident, object_ref=reference))

    assert database.query(ConsultationLine).one().object_ref == kept


def test_draft_is_begun_once_by_two_at_once(sessions, resident):
    with sessions() as first, sessions() as second:
        drafts.store_version(first, "v1", "form", "{}")
        drafts.store_version(first, "v1", "form", "another source is not kept")
        first.commit()
        one = drafts.begin(first, resident.key, "form", "v1")
        first.commit()
        other = drafts.begin(second, resident.key, "form", "v1")

        assert one.id == other.id
        assert first.query(FormVersion).one().source == "{}"


def test_draft_holds_its_content_sealed_and_counts_revisions(database, resident):
    drafts.store_version(database, "v1", "form", "{}")
    draft = drafts.begin(database, resident.key, "form", "v1")
    content = DraftContent(answers={"street": "Lindelaan"})

    drafts.save(database, draft, content)
    drafts.save_facts(database, draft, content)
    database.commit()

    assert draft.revision == 2
    assert b"Lindelaan" not in draft.sealed
    assert drafts.content_of(database, draft).answers == {"street": "Lindelaan"}


def test_unfinished_input_is_read_as_every_version_of_the_portal_stored_it(database, resident):
    drafts.store_version(database, "v1", "form", "{}")
    draft = drafts.begin(database, resident.key, "form", "v1")
    unfinished = {"adres": {"new_address-number": ["Ω"]}}

    sealed = vault_of(database).seal_json({"typed": unfinished}, drafts.SEAL)
    database.execute(update(Draft).values(sealed=sealed))
    draft = drafts.draft_of(database, resident.key, "form")
    content = drafts.content_of(database, draft)
    drafts.save(database, draft, content)

    assert content.raw_input == unfinished
    assert vault_of(database).open_json(draft.sealed, drafts.SEAL)["typed"] == unfinished


def test_contact_details_are_replaced_by_the_newest(database, resident):
    keep_contact(database, resident.key, {"email": "a@voorbeeld.example", "phone": "06"})
    keep_contact(database, resident.key, {"email": "b@voorbeeld.example"})

    assert contact_of(database, resident.key) == {"email": "b@voorbeeld.example"}
    assert contact_of(database, uuid4()) == {}


@pytest.fixture
def old(sessions):
    """Make all rows of a table older."""

    def old_(table, column: str, age: timedelta) -> None:
        with sessions() as session:
            session.query(table).update({column: datetime.now(UTC) - age})
            session.commit()

    return old_


def test_tidying_keeps_what_is_young_and_removes_what_is_old(database, resident, old, rows):
    settings = settings_for(URL)
    drafts.store_version(database, "v1", "form", "{}")
    drafts.begin(database, resident.key, "form", "v1")
    logins.begin_session(database, an_identity())
    logins.keep_expired_input(database, resident.key, "/p/", [("a", "b")])
    database.add(a_task_reply(resident.key))
    database.commit()
    housekeeping.delete_expired(database, settings)
    database.commit()
    assert [len(rows(table)) for table in (Draft, TaskReply, logins.LoginSession)] == [1, 1, 1]

    old(Draft, "changed_at", timedelta(days=31))
    old(TaskReply, "made_at", timedelta(days=2))
    old(logins.LoginSession, "last_seen_at", timedelta(days=2))
    old(logins.ExpiredInput, "made_at", timedelta(hours=2))
    housekeeping.delete_expired(database, settings)
    database.commit()

    for table in (Draft, TaskReply, logins.LoginSession, logins.ExpiredInput):
        assert rows(table) == []


def test_rule_2_tidying_keeps_what_was_sent_however_long_it_waits(database, resident, old, rows):
    sent_at = datetime.now(UTC) - timedelta(days=9)
    database.add(a_task_reply(resident.key, sent_at=sent_at))
    database.commit()
    old(TaskReply, "made_at", timedelta(days=9))

    housekeeping.delete_expired(database, settings_for(URL))
    database.commit()

    assert [sending.sent_at for sending in rows(TaskReply)] == [sent_at]


def test_sending_without_a_job_is_queued_again(database, resident):
    sent_at = datetime.now(UTC) - timedelta(minutes=5)
    waiting = a_task_reply(resident.key, sent_at=sent_at, request="7H64PVMH")
    database.add(waiting)
    database.commit()

    housekeeping.defer_overdue(database)
    housekeeping.defer_overdue(database)

    query = text("SELECT args ->> 'sending', args ->> 'request' FROM procrastinate_jobs")
    assert database.execute(query).all() == [(str(waiting.id), "7H64PVMH")]


def test_bytes_are_counted_by_owner_and_since_when(database, resident, other_resident):
    assert bytes_kept_since(database, resident.key, 60) == 0
    database.add(
        Upload(
            owner_id=resident.key,
            question="q",
            media_type="application/pdf",
            size=7,
            sealed_name=b"",
            sealed_content=b"",
        )
    )
    database.flush()

    assert bytes_kept_since(database, resident.key, 60) == 7
    assert bytes_kept_since(database, other_resident.key, 60) == 0
    assert resident.key != other_resident.key
    assert OTHER_BSN != BSN
