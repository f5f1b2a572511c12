"""Rule 5: the owner is in the query of every function of the storage that takes one.

Each is called for another owner with everything that names a row of the resident: it gives
nothing and changes nothing. Then for the resident: it gives or changes something, so that the
first half can fail.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from portal import storage
from portal.domain.consents import ConsentState
from portal.domain.people import Ground, Level
from portal.domain.sources import FetchPermission
from portal.storage import (
    consultations,
    cosign_requests,
    data_choices,
    drafts,
    email_checks,
    logins,
    messages,
    owners,
    payments,
    session_answers,
    submissions,
    uploads,
)
from portal.storage.consents import consents, receipts
from portal.storage.consents.consents import ConsentAction
from portal.storage.consultation_filters import LineCase, Window
from portal.storage.consultation_statements import NO_ID
from portal.storage.cosign_requests import CosignDetails
from portal.storage.data_choices import DataChoice, Item
from portal.storage.form_tasks import FormTask
from portal.storage.logins import LoginSession
from portal.storage.own_tasks import OwnTask
from portal.storage.owners import Owner
from portal.storage.submissions import Submission, SubmissionContent
from portal.storage.tables import METADATA
from portal.storage.uploads import Upload
from tests.case_keys import a_key
from tests.contact_requests import keep_request
from tests.factories import a_consultation, a_task_reply, an_identity
from tests.stored_files import put_bytes

OWNER = "owner_id"
"""What the owner is called, as a parameter and as a column."""
SLUG, VERSION, PATH = "verhuizing-doorgeven", "0" * 64, "/zaken/"
REFERENCE, NUMBER = "AAAA-1111", "ZAAK-2026-0000000001"
CASE = a_key(NUMBER)
ABOUT, ITEM = f"{CASE} status", "income"
YES = ConsentAction(state=ConsentState.GIVEN, ground=Ground.SELF, level=Level.MIDDEN)


MAKERS = {
    drafts.begin,
    email_checks.begin,
    messages.add_message,
    messages.add_message_and_notify,
    messages.keep_contact,
    consents.answer,
    logins.keep_expired_input,
}
"""What these give is of who asked: another owner gets a row of their own."""


def owner_functions():
    """Every public function of the storage that takes an owner, or an item of one."""
    for module in pkgutil.walk_packages(storage.__path__, "portal.storage."):
        if ".migrations" in module.name:
            continue
        for name, function in inspect.getmembers(importlib.import_module(module.name)):
            is_its_own = getattr(function, "__module__", "") == module.name
            if inspect.isfunction(function) and is_its_own and not name.startswith("_"):
                parameters = inspect.signature(function).parameters
                if {OWNER, "item"} & set(parameters):
                    yield function


@pytest.fixture
def arguments(sessions, resident, purpose) -> dict[str, Any]:
    """What names one row of everything, all of the resident, by the name of the parameter."""
    key = resident.key
    with sessions() as session:
        drafts.store_version(session, VERSION, SLUG, "{}")
        draft = drafts.begin(session, key, SLUG, VERSION)
        upload = uploads.add(
            session,
            Upload(owner_id=key, draft_id=draft.id, question="q", media_type="image/png"),
            "a.png",
            put_bytes(session, b"png"),
        )
        content = SubmissionContent(bsn=None, answers={}, facts={}, summary=[])
        submission = submissions.add(session, a_submission(key), content)
        payments.add(session, submission, 1860, "Legesverordening")
        details = CosignDetails(address="sam@voorbeeld.example", language="nl")
        cosign_requests.add(session, submission, details)
        message = messages.add_message(session, key, "news", about=ABOUT, facts={})
        messages.keep_contact(session, key, {"email": "noor@voorbeeld.example"})
        email_checks.begin(session, key, "noor@voorbeeld.example", "nl")
        about = {"case_system": CASE.system, "case_id": CASE.id, "case_number": NUMBER}
        sending = a_task_reply(key, **about, id=uuid4(), sent_at=datetime.now(UTC))
        choice = a_choice(key, draft.id)
        later = OwnTask(
            id=sending.task_id,
            owner_id=key,
            submission_id=submission.id,
            question="q",
            title="Huurcontract",
            document_kind="Huurcontract",
            last_day=date(2026, 12, 14),
        )
        early = a_task_reply(key, id=uuid4(), case_system="", case_id=submission.id)
        session.add_all([sending, choice, later, early])
        for_task = submissions.add(session, a_submission_for_a_task(key), content)
        session.add(FormTask(owner_id=key, task_id=uuid4(), draft_id=draft.id))
        session.add(FormTask(owner_id=key, task_id=sending.task_id, submission_id=for_task.id))
        consent, event = consents.answer(session, key, purpose, purpose.texts["nl"], YES)
        asked = keep_request(session, key, key=CASE)
        receipts.keep_receipt(session, event, {"a": 1})
        logins.keep_expired_input(session, key, PATH, [("a", "b")])
        logins.begin_session(session, an_identity())
        login = session.scalars(select(LoginSession.id)).one()
        session_answers.store_answers(session, login, {"name": b'"Noor"'})
        trace = uuid4()
        line = consultations.write(session, a_consultation(resident, draft_id=trace))
        owners.bump_revision(session, key)
        of_others = a_consultation(resident, ground=Ground.SYSTEM, case_ref=NUMBER)
        consultations.write(session, of_others)
        session.commit()
    now = datetime.now(UTC)
    return {
        "about": "another status",
        "address": "another@voorbeeld.example",
        "language": "nl",
        "at": None,
        "brought_at": now,
        "cases": [LineCase("", NO_ID, NUMBER)],
        "key": CASE,
        "chosen": FetchPermission(choice.id, choice.source, ()),
        "consent_id": consent.id,
        "action": YES,
        "details": {"email": "another@voorbeeld.example"},
        "draft_id": draft.id,
        "event_id": event.id,
        "facts": {},
        "fields": [("c", "d")],
        "kind": "news",
        "line_id": line,
        "login_id": login,
        "message_id": message,
        "minutes": 5,
        "most": 9,
        "name": "name",
        "number": NUMBER,
        "others": {ABOUT},
        "numbers": (NUMBER,),
        "path": PATH,
        "purpose": purpose,
        "reference": REFERENCE,
        "request_id": asked,
        "submission_id": submission.id,
        "task_reply_id": sending.id,
        "slug": SLUG,
        "task_id": sending.task_id,
        "task_ids": [sending.task_id],
        "text": purpose.texts["nl"],
        "trace": trace,
        "since": now - timedelta(hours=1),
        "upload_id": upload.id,
        "version": VERSION,
        "window": Window(first=now - timedelta(hours=1), before=now + timedelta(hours=1)),
    }


def a_submission(key: UUID) -> Submission:
    return Submission(
        owner_id=key,
        acted_by=key,
        draft_id=uuid4(),
        reference=REFERENCE,
        slug=SLUG,
        version=VERSION,
        language="nl",
        ground=Ground.SELF,
        level=int(Level.MIDDEN),
        number=NUMBER,
        case_system=CASE.system,
        case_id=CASE.id,
    )


def a_submission_for_a_task(key: UUID) -> Submission:
    other = a_submission(key)
    other.reference, other.number, other.case_system, other.case_id = "BBBB-2222", None, None, None
    return other


def a_choice(key: UUID, draft: UUID) -> DataChoice:
    return DataChoice(
        owner_id=key,
        draft_id=draft,
        slug=SLUG,
        item=ITEM,
        choice=data_choices.FETCH,
        source="uwv",
        fields=["net"],
    )


def rows_of(session, key: UUID) -> dict[str, list]:
    """All that the tables have of this owner."""
    return {
        table.name: sorted(map(repr, session.execute(select(table).where(column == key))))
        for table in METADATA.sorted_tables
        for column in table.columns
        if column.name == OWNER or column is Owner.__table__.c.id
    }


@pytest.fixture
def call(sessions, arguments):
    """Call a function of the storage for this owner, with what names rows of the resident."""

    def call_(function, owner: UUID):
        given = {**arguments, OWNER: owner}
        given["item"] = Item(owner, arguments["draft_id"], ITEM)
        given["sources_off"] = frozenset()
        if function is messages.last_told:
            given["about"] = [ABOUT]
        if function is messages.add_facts:
            given["about"] = ABOUT
        names = [
            name
            for name, parameter in inspect.signature(function).parameters.items()
            if parameter.default is parameter.empty and name != "session"
        ]
        with sessions() as session:
            result = function(session, **{name: given[name] for name in names})
            if isinstance(result, Iterator):
                result = list(result)
            session.commit()
            return result

    return call_


@pytest.fixture
def all_rows(sessions, resident):
    """All that the tables have of the resident, as it is now."""

    def all_rows_():
        with sessions() as session:
            return rows_of(session, resident.key)

    return all_rows_


FUNCTIONS = list(owner_functions())
each_function = pytest.mark.parametrize(
    "function", FUNCTIONS, ids=lambda function: f"{function.__module__}.{function.__name__}"
)


def test_rule_05_the_functions_that_take_an_owner_are_seen():
    assert len(FUNCTIONS) > 30
    assert set(FUNCTIONS) > MAKERS


@each_function
def test_rule_05_another_owner_gets_and_changes_nothing(function, call, all_rows, other_resident):
    before = all_rows()

    result = call(function, other_resident.key)

    assert all_rows() == before
    assert not result or function in MAKERS
    assert getattr(result, "owner_id", other_resident.key) == other_resident.key


@each_function
def test_rule_05_the_owner_gets_or_changes_it(function, call, all_rows, resident):
    before = all_rows()

    result = call(function, resident.key)

    assert all(before.values()), "the resident owns something in every table that has an owner"
    assert result or all_rows() != before
