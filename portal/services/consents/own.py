"""What a resident does with an own consent. Each function that changes something commits."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from portal.domain.consents import ConsentState, ConsentStatus, Purpose
from portal.domain.consultations import Action
from portal.domain.days import utc_now
from portal.domain.failures import NotFound
from portal.domain.people import Actor
from portal.domain.security_events import EventKind, note_event
from portal.handles import Portal
from portal.services.consents import answering
from portal.services.consents.answering import ConsentReply
from portal.storage.consents import consents, receipts
from portal.storage.consents.consents import Consent


class TextChanged(Exception):
    """What was answered is another text than the one that is asked now."""


class NothingChosen(Exception):
    """Neither yes nor no."""


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """What came in from the page with the question, not checked yet."""

    choice: str
    """Should be "yes" or "no"."""
    sha256: str
    """Fingerprint of the text that was answered."""


def read_consent(database: Session, actor: Actor, consent_id: UUID) -> Consent:
    """One consent of the resident; raises `NotFound`. Commits its line."""
    consent = _own(database, actor, consent_id)
    answering.write_look(database, actor, consent, Action.VIEWED)
    database.commit()
    return consent


def withdraw(database: Session, portal: Portal, actor: Actor, consent_id: UUID) -> bool:
    """Take it back; False: it was not given (any more). Raises `NotFound`. Commits."""
    consent = _own(database, actor, consent_id, for_update=True)
    is_done = answering.withdraw(database, portal, actor, consent)
    database.commit()
    if is_done:
        note_event(EventKind.CONSENT_CHANGED, ConsentState.WITHDRAWN)
    return is_done


def answer_again(
    database: Session, portal: Portal, actor: Actor, consent_id: UUID, answer: PageAnswer
) -> None:
    """Answer the question as it is asked now.

    Raises `NotFound`, also where nothing is asked any more, `TextChanged` and `NothingChosen`.
    A no while a yes holds takes it back; a second yes changes nothing. Commits.
    """
    consent = _own(database, actor, consent_id, for_update=True)
    purpose = _purpose_of(portal, consent)
    if answer.choice not in ("yes", "no"):
        raise NothingChosen
    text = purpose.by_sha256.get(answer.sha256)
    if text is None:
        raise TextChanged
    is_active = consent.answer.status_at(purpose, utc_now()) is ConsentStatus.ACTIVE
    change: ConsentState | None = None
    if is_active and answer.choice == "no":
        answering.withdraw(database, portal, actor, consent)
        change = ConsentState.WITHDRAWN
    elif not is_active:
        reply = ConsentReply(text=text, is_given=answer.choice == "yes")
        change = answering.reply_on_page(database, portal, actor, purpose, reply)
    database.commit()
    if change:
        note_event(EventKind.CONSENT_CHANGED, change)


def question_of(database: Session, portal: Portal, actor: Actor, consent_id: UUID) -> Purpose:
    """The purpose with its question of now; raises `NotFound`, also where it is asked no more."""
    return _purpose_of(portal, _own(database, actor, consent_id))


def take_receipt(
    database: Session, actor: Actor, consent_id: UUID, event_id: UUID
) -> dict[str, Any]:
    """The receipt of one event of an own consent; raises `NotFound`. Commits its line."""
    consent = _own(database, actor, consent_id)
    receipt = receipts.receipt_of(database, actor.for_party.key, consent_id, event_id)
    if receipt is None:
        raise NotFound(event_id)
    answering.write_look(database, actor, consent, Action.DOWNLOADED)
    database.commit()
    return receipt


def _own(database: Session, actor: Actor, consent_id: UUID, *, for_update: bool = False) -> Consent:
    owner = actor.for_party.key
    consent = consents.consent_of(database, owner, consent_id, for_update=for_update)
    if consent is None:
        raise NotFound(consent_id)
    return consent


def _purpose_of(portal: Portal, consent: Consent) -> Purpose:
    purpose = portal.purposes.get(consent.purpose)
    if purpose is None:
        raise NotFound(consent.purpose)
    return purpose
