"""Keys rotate to the end: a newer one takes the place of an older, which then can go."""

import os
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import LargeBinary, text
from sqlalchemy.orm import sessionmaker

from portal.storage.base import SEALED_FOR, Base
from portal.storage.contact_requests import contact_requests_of
from portal.storage.contact_requests import content_of as content_of_request
from portal.storage.keys import (
    KeyCheck,
    KeyInUse,
    KeyKind,
    faults_of_keys,
    faults_of_records,
    has_check_values,
    remember_keys,
    retire,
    uses_of_keys,
)
from portal.storage.logins import begin_session
from portal.storage.messages import add_message, contact_of, keep_contact
from portal.storage.owners import resident_of, visitor_of
from portal.storage.resealing import reseal
from portal.storage.submissions import Submission, SubmissionContent, add, tracked, tracking_hash
from portal.storage.uploads import Upload
from portal.storage.uploads import add as add_upload
from portal.storage.vault import Vault
from tests.contact_requests import keep_request
from tests.factories import BSN, OTHER_BSN, an_identity, settings_for
from tests.portal.storage.test_records import a_key
from tests.stored_files import content_of, put_bytes

URL = "postgresql+psycopg://x@/x"
K1, K2 = a_key("k1"), a_key("k2")
I1, I2 = "i1:" + "a" * 32, "i2:" + "b" * 32
FILE = os.urandom(100_000)


@pytest.fixture
def with_keys(sessions, database_url):
    """Makes a session whose vault has these keys, newest first."""
    opened = []

    def session_with(encryption=(K1,), index=(I1,)):
        settings = settings_for(
            URL, encryption_keys=",".join(encryption), index_keys=",".join(index)
        )
        info = sessions.kw["info"] | {"vault": Vault.of(settings)}
        session = sessionmaker(sessions.kw["bind"], info=info, expire_on_commit=False)()
        opened.append(session)
        return session

    yield session_with
    for session in opened:
        session.close()


def written(session):
    """A resident with contact details, messages, a file; the ids of resident and file."""
    owner = resident_of(session, BSN).key
    keep_contact(session, owner, {"email": "noor@example.org"})
    for number in range(5):
        add_message(session, owner, "case_opened", about=str(number), facts={"title": "Café ☂"})
    keep_request(session, owner, BSN)
    upload = Upload(owner_id=owner, question="photo", media_type="image/png")
    add_upload(session, upload, "ligplaats.png", put_bytes(session, FILE))
    remember_keys(session)
    session.commit()
    return owner, upload.id


def test_every_column_of_bytes_says_how_it_is_sealed():
    columns = {
        column
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, LargeBinary) and SEALED_FOR not in column.info
    }

    tables = Base.metadata.tables
    # The bytes of files are sealed under keys that stand sealed in `upload`: see `file_stores`.
    assert columns == {
        tables["key_check"].columns["value"],
        tables["file_content"].columns["content"],
        tables["file_piece"].columns["content"],
    }


def test_after_resealing_the_old_key_can_leave_the_settings(with_keys):
    owner, upload = written(with_keys())

    moved = list(reseal(with_keys((K2, K1)), batch=2))

    assert sum(batch.count for batch in moved) == 1 + 5 + 1 + 2
    later = with_keys((K2,))
    [request] = contact_requests_of(later, owner)
    assert content_of_request(later, request).bsn == BSN
    assert contact_of(later, owner) == {"email": "noor@example.org"}
    assert content_of(later, later.get_one(Upload, upload)) == FILE
    assert {name for kind, name in uses_of_keys(later) if kind == KeyKind.ENCRYPTION} == {"k2"}
    assert list(reseal(with_keys((K2, K1)))) == []


def test_resealing_leaves_what_somebody_is_changing_for_the_next_time(with_keys):
    owner, _upload = written(with_keys())
    other = with_keys()
    other.execute(text("SELECT * FROM contact_details FOR UPDATE"))

    list(reseal(with_keys((K2, K1))))
    other.rollback()

    assert uses_of_keys(with_keys((K2, K1)))[KeyKind.ENCRYPTION, "k1"] == {
        "contact_details.sealed": 1
    }
    list(reseal(with_keys((K2, K1))))
    assert contact_of(with_keys((K2,)), owner) == {"email": "noor@example.org"}


def test_resealing_goes_on_behind_what_no_key_opens_and_names_it(with_keys):
    owner, upload = written(with_keys())
    session = with_keys()
    session.execute(text("UPDATE contact_details SET sealed = CAST('k0:x' AS bytea)"))
    session.commit()

    batches = list(reseal(with_keys((K2, K1))))

    assert [key for batch in batches for key in batch.unreadable] == [str(owner)]
    later = with_keys((K2,))
    assert content_of(later, later.get_one(Upload, upload)) == FILE


@pytest.mark.parametrize(
    ("encryption", "index", "fault"),
    [
        ((K1,), (I1,), None),
        ((a_key("k1"),), (I1,), "No key 'k1' of PORTAL_ENCRYPTION_KEYS opens message.sealed."),
        ((K2,), (I1,), "No key 'k1' of PORTAL_ENCRYPTION_KEYS opens message.sealed."),
        ((K1,), (I2,), "PORTAL_INDEX_KEYS lacks the key 'i1', by which residents are found."),
        ((K1,), ("i1:" + "z" * 32,), "PORTAL_INDEX_KEYS has another key under the name 'i1'"),
    ],
)
def test_database_without_check_values_is_judged_by_its_records(
    with_keys, encryption, index, fault
):
    session = with_keys()
    written(session)
    begin_session(session, an_identity())
    session.execute(text("DELETE FROM key_check"))
    session.commit()

    faults = faults_of_records(with_keys(encryption, index))

    assert any(each.startswith(fault) for each in faults) if fault else faults == []
    assert not has_check_values(session)


def test_a_key_in_use_is_not_retired(with_keys):
    written(with_keys())
    session = with_keys((K2, K1), (I2, I1))
    remember_keys(session)

    with pytest.raises(KeyInUse, match=r"message\.sealed: 5"):
        retire(session, KeyKind.ENCRYPTION, "k1")
    with pytest.raises(KeyInUse, match=r"owner\.hash: 1"):
        retire(session, KeyKind.INDEX, "i1")
    session.commit()

    assert faults_of_keys(with_keys((K2,), (I2,))) == [
        "PORTAL_ENCRYPTION_KEYS lacks the key 'k1', which records may need.",
        "PORTAL_INDEX_KEYS lacks the key 'i1', which records may need.",
    ]


def test_a_key_that_nothing_needs_is_forgotten(with_keys):
    session = with_keys((K2, K1), (I2, I1))
    remember_keys(session)

    retire(session, KeyKind.ENCRYPTION, "k1")
    retire(session, KeyKind.INDEX, "i1")
    session.commit()

    assert faults_of_keys(with_keys((K2,), (I2,))) == []


@pytest.mark.parametrize(
    ("keys", "fault"),
    [
        ({"encryption": (a_key("k1"),)}, "PORTAL_ENCRYPTION_KEYS has another key under the name"),
        ({"index": ("i1:" + "z" * 32,)}, "PORTAL_INDEX_KEYS has another key under the name 'i1'"),
    ],
)
def test_another_key_under_the_same_name_is_seen(with_keys, keys, fault):
    written(with_keys())

    (sentence,) = faults_of_keys(with_keys(**keys))

    assert sentence.startswith(fault)


def test_remembering_again_never_replaces_a_check_value(with_keys):
    written(with_keys())
    wrong = with_keys(index=("i1:" + "z" * 32,))

    remember_keys(wrong)
    wrong.commit()

    assert faults_of_keys(with_keys()) == []
    assert faults_of_keys(wrong) != []
    assert wrong.query(KeyCheck).count() == 2


def test_index_keys_of_owners_and_tracking_links_are_counted(with_keys):
    old, new = with_keys(), with_keys(index=(I2, I1))
    for session, bsn in ((old, BSN), (new, OTHER_BSN)):
        resident_of(session, bsn)
        _a_report(session)
        session.commit()

    uses = uses_of_keys(with_keys(index=(I2, I1)))

    assert uses[KeyKind.INDEX, "i1"] == {"owner.hash": 2, "submission.tracking_hash": 1}
    assert uses[KeyKind.INDEX, "i2"] == {"owner.hash": 2, "submission.tracking_hash": 1}
    assert "(not in the settings)" in {name for _kind, name in uses_of_keys(with_keys(index=(I2,)))}


def _a_report(session):
    owner, draft = visitor_of(session, str(uuid4())), uuid4()
    session.execute(
        text(
            "INSERT INTO form_version (version, slug, source, published_at)"
            " VALUES ('v', 'melding', '{}', :now) ON CONFLICT DO NOTHING"
        ),
        {"now": datetime.now(UTC)},
    )
    report = Submission(
        owner_id=owner,
        acted_by=owner,
        draft_id=draft,
        reference=str(draft),
        slug="melding",
        version="v",
        language="nl",
        ground="self",
        level=0,
        tracking_hash=tracking_hash(session, draft),
    )
    content = SubmissionContent(bsn=None, answers={}, facts={}, summary=[])
    assert tracked(session, "x") is None
    return add(session, report, content)
