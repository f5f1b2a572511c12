"""What the tests of the fourteen rules share: somebody who has one of everything."""

from dataclasses import dataclass
from uuid import UUID

import pytest

from portal.configuration import purposes
from portal.domain.case_keys import CaseKey
from portal.domain.consents import ConsentState
from portal.domain.people import Ground, Level
from portal.storage import email_checks
from portal.storage.consents import consents
from portal.storage.consents.consents import ConsentAction, check_permission
from portal.storage.messages import Message
from portal.storage.own_tasks import OwnTask
from portal.storage.submissions import Submission
from portal.web.edge.request_context import portal_of
from tests.consents_given import PURPOSE, give_consent
from tests.contact_requests import keep_request
from tests.factories import BSN, OTHER_BSN, a_case, a_case_file, a_line, a_task
from tests.forms_filled import REPORT, fill, send


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
    """Of the link by which a mail address is confirmed."""
    consent: UUID
    contact_request: UUID
    """What they asked."""
    event: UUID
    """What happened to the consent: it was given, with a receipt."""


def one_of_everything(app, world, rows, bsn: str) -> Belongings:
    """Let this resident have it."""
    browser, visitor = app.test_client().log_in(bsn), app.test_client()
    send(browser)
    fill(browser, until="contract")
    report = send(visitor, REPORT)
    file = a_case_file(a_case(f"ZAAK-2026-{int(bsn):010}"))
    task = a_task(file.case)
    world.cases.files[bsn] = [file]
    world.tasks.tasks[bsn] = [task]
    world.consultations.lines[bsn] = [a_line()]
    key = browser.owner_id
    consent, event = give_consent(app, bsn)
    return Belongings(
        reference=next(s.reference for s in rows(Submission) if s.owner_id == key),
        case=file.case.key,
        case_number=file.case.number,
        document=file.documents[0].id,
        task=task.id,
        own_task=next(own.id for own in rows(OwnTask) if own.owner_id == key),
        message=next(m.id for m in rows(Message) if m.owner_id == key),
        line=world.consultations.lines[bsn][0].id,
        token=report.request.path.split("/")[2],
        email_token=_email_token(app, key),
        consent=consent,
        contact_request=_contact_request(app, key, bsn, file.case.key),
        event=event,
    )


def _contact_request(app, key: UUID, bsn: str, case: CaseKey) -> UUID:
    with portal_of(app).sessions.begin() as session:
        return keep_request(session, key, bsn, case)


def _email_token(app, owner_id: UUID) -> str:
    with portal_of(app).sessions.begin() as session:
        check = email_checks.begin(session, owner_id, "noor@voorbeeld.example", "nl")
        return email_checks.details_of(session, check).token


@pytest.fixture
def mine(app, world, rows) -> Belongings:
    """What the resident of `browser` has."""
    return one_of_everything(app, world, rows, BSN)


@pytest.fixture
def theirs(app, world, rows) -> Belongings:
    """What the resident of `other_browser` has."""
    return one_of_everything(app, world, rows, OTHER_BSN)


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
