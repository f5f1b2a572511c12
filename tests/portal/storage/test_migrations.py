"""A database of before goes on working after a migration."""

import hashlib
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from portal.configuration import purposes
from portal.domain.consents import ConsentState
from portal.domain.days import AMSTERDAM
from portal.domain.people import Ground, Level
from portal.storage import migrations
from portal.storage.base import connect, vault_of
from portal.storage.consents import consents
from portal.storage.consents.consents import ConsentAction, check_permission, events_of, is_whole
from portal.storage.owners import resident_of
from tests.consents_given import PURPOSE
from tests.factories import BSN, settings_for

CHANGED_BEFORE = 13
"""Steps up to here were made before anything was released; older processes are stopped for them."""
TAKES_AWAY = re.compile(r"drop_(?:table|column|constraint)|alter_column|rename_table|DROP |RENAME ")
GIVEN = datetime.now(UTC).replace(microsecond=0) - timedelta(days=30)
ENDS = GIVEN + timedelta(days=365)


@pytest.fixture
def sessions_of_then(postgres):
    """Sessions on a database as it was before events knew what was asked."""
    url = postgres.url(f"then_{uuid4().hex}")
    migrations.upgrade(url, "0004")
    made = connect(settings_for(url))
    yield made, url
    made.kw["bind"].dispose()


def hash_of_then(event: dict[str, object]) -> str:
    """How the hash of an event was made until then."""
    return hashlib.sha256(json.dumps(event, sort_keys=True).encode()).hexdigest()


def say_yes(session, owner_key: str, purpose) -> UUID:
    """As the portal wrote it then."""
    dutch, consent, event = purpose.texts["nl"], uuid4(), uuid4()
    said = {
        "id": str(event),
        "consent": str(consent),
        "number": 1,
        "at": GIVEN.isoformat(),
        "state": "given",
        "ground": "self",
        "channel": "web",
        "level": 20,
        "text": dutch.sha256,
        "language": "nl",
        "until": ENDS.isoformat(),
        "asked_in": "",
        "previous": consents.FIRST,
    }
    values = {
        **said,
        "owner": owner_key,
        "purpose": PURPOSE,
        "scope": purpose.scope,
        "hash": hash_of_then(said),
        "content": json.dumps({name: getattr(dutch, name) for name in dutch.__slots__}),
    }
    for query in (TEXT, CONSENT, EVENT):
        session.execute(text(query), values)
    session.commit()
    return consent


TEXT = "INSERT INTO consent_text VALUES (:text, CAST(:content AS jsonb), :at)"
CONSENT = """
    INSERT INTO consent (id, made_at, owner_key, purpose, state, text_sha256, scope, valid_until,
        changed_at)
    VALUES (CAST(:consent AS uuid), :at, :owner, :purpose, :state, :text, :scope, :until, :at)
"""
EVENT = """
    INSERT INTO consent_event (id, made_at, consent_id, number, state, ground, channel, level,
        text_sha256, language, valid_until, asked_in, previous_hash, hash)
    VALUES (CAST(:id AS uuid), :at, CAST(:consent AS uuid), :number, :state, :ground, :channel,
        :level, :text, :language, :until, :asked_in, :previous, :hash)
"""


def test_a_yes_of_before_still_holds_and_can_be_taken_back(sessions_of_then):
    sessions, url = sessions_of_then
    purpose = purposes.load()[PURPOSE]
    with sessions() as session:
        known = say_yes(session, vault_of(session).hash(BSN, "bsn"), purpose)

    migrations.upgrade(url)

    with sessions() as session:
        owner = resident_of(session, BSN).key
        consent = consents.consent_of(session, owner, known, for_update=True)
        [event] = events_of(session, consent)
        assert event.question is None
        assert is_whole([event])
        # The day that was told is theirs until its end
        until = consent.valid_until.astimezone(AMSTERDAM)
        assert until.date() == ENDS.astimezone(AMSTERDAM).date()
        assert (until.hour, until.minute) == (23, 59)
        assert check_permission(session, owner, purpose)
        deed = ConsentAction(state=ConsentState.WITHDRAWN, ground=Ground.SELF, level=Level.MIDDEN)
        withdrawn = consents.withdraw(session, consent, deed)
        assert withdrawn.question is None
        assert consents.text_of_event(session, withdrawn) == purpose.texts["nl"]
        assert is_whole(events_of(session, consent))
        assert check_permission(session, owner, purpose) is None
        session.commit()


def test_newer_steps_only_add_so_that_older_processes_go_on_serving():
    folder = Path(migrations.__file__).parent / "versions"
    steps = [path for path in folder.glob("0*.py") if int(path.name[:4]) > CHANGED_BEFORE]
    faults = {path.name: TAKES_AWAY.findall(upgrade_of(path.read_text("utf-8"))) for path in steps}

    assert {name: words for name, words in faults.items() if words} == {}


def test_a_step_that_takes_away_is_found():
    source = "def upgrade():\n    op.drop_column('x')\ndef downgrade():\n    op.drop_table('z')\n"

    assert TAKES_AWAY.findall(upgrade_of(source)) == ["drop_column"]


def upgrade_of(source: str) -> str:
    """What the step does, and not what undoes it."""
    return source.partition("def downgrade")[0]
