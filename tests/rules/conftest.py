"""What the tests of the fourteen rules share: somebody who has one of everything."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from portal.configuration import purposes
from portal.domain.case_keys import CaseKey
from portal.domain.consents import ConsentState
from portal.domain.days import today
from portal.domain.people import Ground, Level
from portal.storage import cosign_requests, email_checks, payments
from portal.storage.consents import consents
from portal.storage.consents.consents import ConsentAction, check_permission
from portal.storage.cosign_requests import CosignDetails
from portal.storage.messages import Message
from portal.storage.own_tasks import OwnTask
from portal.storage.submissions import Submission
from portal.web.edge.request_context import portal_of
from tests.consents_given import PURPOSE, give_consent
from tests.contact_requests import keep_request
from tests.databases import Moments
from tests.factories import BSN, OTHER_BSN, THIRD_BSN, a_case, a_case_file, a_line, a_task
from tests.forms_filled import REPORT, fill, send

HELD: dict[tuple[str, date], dict[str, Any]] = {}
"""By BSN and day, as the moments that were copied: which rows of theirs are whose belongings."""


@dataclass(frozen=True)
class Belongings:
    """One of everything that a resident can have."""

    reference: str
    case: CaseKey
    case_number: str
    document: UUID
    task: UUID
    own_task: UUID
    """What they said in a form to send later."""
    message: UUID
    line: UUID
    """In the municipality's log: who looked."""
    token: str
    """Of a tracking link."""
    email_token: str
    cosign_token: str
    """Of the link by which a mail address is confirmed."""
    consent: UUID
    contact_request: UUID
    """What they asked."""
    event: UUID
    """What happened to the consent: it was given, with a receipt."""


def one_of_everything(app, world, rows, moments: Moments, bsn: str) -> Belongings:
    """Let this resident have it. Where a test begins with it, the rows are a copy."""
    file = a_case_file(a_case(f"ZAAK-2026-{int(bsn):010}"))
    task, line = a_task(file.case), a_line()
    is_start, moment = moments.is_start(), (bsn, today())
    if is_start and moment in moments:
        moments.put_back(moment)
        held = HELD[moment]
    else:
        held = _made(app, rows, bsn, file.case.key)
    if is_start and moment not in moments:
        moments.keep(moment)
        HELD[moment] = held
    world.cases.files[bsn] = [file]
    world.tasks.tasks[bsn] = [task]
    world.consultations.lines[bsn] = [line]
    return Belongings(
        **held,
        case=file.case.key,
        case_number=file.case.number,
        document=file.documents[0].id,
        task=task.id,
        line=line.id,
    )


def _made(app, rows, bsn: str, case: CaseKey) -> dict[str, Any]:
    """What the portal itself holds of it."""
    browser, visitor = app.test_client().log_in(bsn), app.test_client()
    send(browser)
    fill(browser, until="contract")
    report = send(visitor, REPORT)
    key = browser.owner_id
    with portal_of(app).sessions.begin() as session:
        [submission] = (each for each in rows(Submission) if each.owner_id == key)
        payments.add(session, submission, 1860, "Legesverordening")
        cosign_token = _cosign_token(session, submission)
    consent, event = give_consent(app, bsn)
    return {
        "reference": next(s.reference for s in rows(Submission) if s.owner_id == key),
        "own_task": next(own.id for own in rows(OwnTask) if own.owner_id == key),
        "message": next(m.id for m in rows(Message) if m.owner_id == key),
        "token": report.request.path.split("/")[2],
        "email_token": _email_token(app, key),
        "cosign_token": cosign_token,
        "consent": consent,
        "contact_request": _contact_request(app, key, bsn, case),
        "event": event,
    }


def _contact_request(app, key: UUID, bsn: str, case: CaseKey) -> UUID:
    with portal_of(app).sessions.begin() as session:
        return keep_request(session, key, bsn, case)


def _cosign_token(session, submission: Submission) -> str:
    """Of a request to the person of this BSN alone, who is none of those who come by."""
    details = CosignDetails(address="sam@voorbeeld.example", language="nl", bsn=THIRD_BSN)
    request = cosign_requests.add(session, session.get_one(Submission, submission.id), details)
    return cosign_requests.details_of(session, request).token


def _email_token(app, owner_id: UUID) -> str:
    with portal_of(app).sessions.begin() as session:
        check = email_checks.begin(session, owner_id, "noor@voorbeeld.example", "nl")
        return email_checks.details_of(session, check).token


@pytest.fixture(scope="session")
def moments(cleaner, published) -> Moments:
    """What tests begin with, copied from the first that made it."""
    return Moments(cleaner, always=published.tables)


@pytest.fixture
def mine(app, world, rows, moments) -> Belongings:
    """What the resident of `browser` has."""
    return one_of_everything(app, world, rows, moments, BSN)


@pytest.fixture
def theirs(app, world, rows, moments) -> Belongings:
    """What the resident of `other_browser` has."""
    return one_of_everything(app, world, rows, moments, OTHER_BSN)


@pytest.fixture(scope="session")
def purpose():
    """The purpose that there is."""
    return purposes.load()[PURPOSE]


@pytest.fixture
def do(sessions, resident, purpose):
    """Let this happen to the consent of the resident."""

    def do_(state: ConsentState, asked=purpose) -> None:
        deed = ConsentAction(state=state, ground=Ground.SELF, level=Level.MIDDEN)
        with sessions() as session:
            if state is ConsentState.WITHDRAWN:
                [found] = consents.consents_of(session, resident.key)
                consents.withdraw(session, found, deed)
            else:
                consents.answer(session, resident.key, asked, asked.texts["nl"], deed)
            session.commit()

    return do_


@pytest.fixture
def may(sessions, resident, purpose):
    """Whether it may be used, at this moment or another."""

    def may_(asked=purpose, subject=resident, **when) -> bool:
        with sessions() as session:
            return check_permission(session, subject.key, asked, **when) is not None

    return may_
