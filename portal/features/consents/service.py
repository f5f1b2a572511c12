"""What a resident does with an own consent. Each function that changes something commits."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from portal.domain.consents import ConsentText, Purpose, Standing
from portal.domain.consultations import Action
from portal.domain.failures import NotFound
from portal.domain.people import Actor
from portal.features.consents.cards import ConsentPage, card_of, page_of
from portal.storage.consents import consents, receipts
from portal.storage.consents.consents import Consent
from portal.web import consenting
from portal.web.consenting import Reply
from portal.web.edge.request_context import portal


class TextChanged(Exception):
    """What was answered is another text than the one that is asked now."""


class NothingChosen(Exception):
    """Neither yes nor no."""


def read_consent(database: Session, actor: Actor, consent_id: UUID) -> ConsentPage:
    """One consent of the resident; raises `NotFound`. Commits its line."""
    consent = _own(database, actor, consent_id)
    consenting.looked_at(database, actor, consent, Action.VIEWED)
    page = page_of(database, consent)
    database.commit()
    return page


def withdraw(database: Session, actor: Actor, consent_id: UUID) -> bool:
    """Take it back; False: it was not given (any more). Raises `NotFound`. Commits."""
    consent = _own(database, actor, consent_id, for_update=True)
    is_done = consenting.withdraw(database, actor, consent)
    database.commit()
    return is_done


def answer_again(
    database: Session, actor: Actor, consent_id: UUID, *, choice: str, sha256: str
) -> None:
    """Answer the question as it is asked now: "yes" or "no" to the text with this fingerprint.

    Raises `NotFound`, also where nothing is asked any more, `TextChanged` and `NothingChosen`.
    A no while a yes holds takes it back; a second yes changes nothing. Commits.
    """
    consent = _own(database, actor, consent_id, for_update=True)
    purpose = _asked(consent)
    if choice not in ("yes", "no"):
        raise NothingChosen
    text = purpose.by_sha256.get(sha256)
    if text is None:
        raise TextChanged
    is_active = card_of(database, consent).standing is Standing.ACTIVE
    if is_active and choice == "no":
        consenting.withdraw(database, actor, consent)
    elif not is_active:
        reply = Reply(text=text, is_given=choice == "yes")
        consenting.reply(database, actor, purpose, reply)
    database.commit()


def question_of(database: Session, actor: Actor, consent_id: UUID) -> ConsentText:
    """The question as it is asked now; raises `NotFound`, also where it is asked no more."""
    return consenting.text_in_language(_asked(_own(database, actor, consent_id)))


def take_receipt(
    database: Session, actor: Actor, consent_id: UUID, event_id: UUID
) -> dict[str, Any]:
    """The receipt of one event of an own consent; raises `NotFound`. Commits its line."""
    consent = _own(database, actor, consent_id)
    receipt = receipts.receipt_of(database, actor.for_whom.key, consent_id, event_id)
    if receipt is None:
        raise NotFound(event_id)
    consenting.looked_at(database, actor, consent, Action.DOWNLOADED)
    database.commit()
    return receipt


def _own(database: Session, actor: Actor, consent_id: UUID, *, for_update: bool = False) -> Consent:
    owner = actor.for_whom.key
    found = consents.consent_of(database, owner, consent_id, for_update=for_update)
    if found is None:
        raise NotFound(consent_id)
    return found


def _asked(consent: Consent) -> Purpose:
    purpose = portal().purposes.get(consent.purpose)
    if purpose is None:
        raise NotFound(consent.purpose)
    return purpose
