"""Consents as residents give them: in the form, and on their own page."""

import base64
from datetime import UTC, datetime
from uuid import UUID, uuid4

from werkzeug.test import TestResponse

from portal.domain.people import Actor, Ground, Level
from portal.services.consents.answering import ConsentReply, reply_on_page
from portal.storage.consents.consents import Consent, consents_of, events_of
from portal.storage.owners import resident_of
from portal.web.edge.request_context import portal_of
from tests.browser import Browser
from tests.factories import BUREAU_SECRET
from tests.forms_filled import fill

PURPOSE = "bellen-over-dienstverlening"
PHONE = "+31612345678"
WITH_PHONE = {"contact": {"email": "noor@voorbeeld.example", "phone": "06 12345678"}}
QUESTION = "Mag iemand u bellen om te vragen of wij u goed hielpen?"


def question(browser: Browser) -> TestResponse:
    """The page of the form that asks consent; all before it is filled in."""
    return fill(browser, changes=WITH_PHONE, until="bellen", is_copied=True)


def send(browser: Browser, answer: str | None) -> TestResponse:
    """Send the form with this answer ("yes", "no" or None: left open); gives the receipt."""
    check = browser.submit(question(browser), {"may_call": answer})
    assert check.request.path.endswith("/controleren/"), check.request.path
    receipt = browser.submit(check, form="send")
    assert "/ontvangen/" in receipt.request.path
    return receipt


def consent_of(rows, owner_id: UUID) -> Consent:
    """The one consent of this resident."""
    [found] = [consent for consent in rows(Consent) if consent.owner_id == owner_id]
    return found


def ask_to_use(
    app, case_number: object, *, purpose: object = PURPOSE, secret: str = BUREAU_SECRET, **options
) -> TestResponse:
    """Ask for the data of the applicant of this case, as the research bureau does."""
    name = options.pop("client", "peil")
    proof = base64.b64encode(f"{name}:{secret}".encode()).decode()
    options.setdefault("json", {"doel": purpose, "zaaknummer": case_number})
    options.setdefault("headers", {"Authorization": f"Basic {proof}"})
    return app.test_client().post("/api/toestemmingen/gebruik", **options)


def give_consent(app, bsn: str) -> tuple[UUID, UUID]:
    """Let this resident have said yes on their own page; gives the consent and its event."""
    portal = portal_of(app)
    with portal.sessions() as session:
        actor = Actor(
            by_whom=resident_of(session, bsn).key,
            for_party=resident_of(session, bsn),
            ground=Ground.SELF,
            level=Level.MIDDEN,
            session_id=uuid4(),
            ends_at=datetime.now(UTC),
        )
        purpose = portal.purposes[PURPOSE]
        reply = ConsentReply(text=purpose.texts["nl"], is_given=True)
        reply_on_page(session, portal, actor, purpose, reply)
        [consent] = consents_of(session, actor.for_party.key)
        [event] = events_of(session, consent)
        session.commit()
        return consent.id, event.id
