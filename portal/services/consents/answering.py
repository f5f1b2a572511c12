"""Asking, giving and taking back consent: what a form and the resident's own page have in common.

Nothing here commits: the event, its receipt, the message and the consultation line belong to the
transaction of the page.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from forms import Form
from forms.consents import ConsentAnswer
from forms.context import ConsentOffer
from portal.domain.consents import ConsentState, ConsentText, Purpose
from portal.domain.consultations import About, Act, Action, Activity, DataKind, NewConsultation
from portal.domain.messages import MessageKind
from portal.domain.people import Actor
from portal.handles import Portal
from portal.services.consents.receipts import receipt_document, sign
from portal.storage import consultations, messages
from portal.storage.consents import consents, receipts
from portal.storage.consents.consents import Consent, ConsentAction, ConsentEvent
from portal.storage.drafts import StoredDraft

MESSAGES = {
    ConsentState.GIVEN: MessageKind.CONSENT_GIVEN,
    ConsentState.REFUSED: MessageKind.CONSENT_REFUSED,
    ConsentState.WITHDRAWN: MessageKind.CONSENT_WITHDRAWN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentReply:
    """A yes or a no to one text; `asked_in` is the form that asked, empty on the own page."""

    text: ConsentText
    is_given: bool
    asked_in: str = ""


def offers(
    database: Session, portal: Portal, draft: StoredDraft, form: Form, language: str
) -> dict[str, ConsentOffer]:
    """The consents that this form may ask for now in this draft, by code of their purpose.

    What was answered not long ago is not asked again: that would be nagging.
    """
    codes = form.consent_purposes
    if not codes:
        return {}
    answered = consents.consents_of(database, draft.owner_id) if draft.may_have_consents else []
    answers = {consent.purpose: consent.answer for consent in answered}
    now = datetime.now(UTC)
    return {
        code: _offer(purpose.texts[language], purpose)
        for code, purpose in portal.purposes.items()
        if code in codes and not (code in answers and answers[code].is_quiet(purpose, now))
    }


def reply_in_form(
    database: Session,
    portal: Portal,
    actor: Actor,
    answers: Iterable[ConsentAnswer],
    form: str,
) -> list[ConsentState]:
    """Note what was answered in a form, named by its slug, about consents; gives what each became.

    Doesn't commit.

    No mail follows: the one that says that the form was received has only just been sent.
    """
    states = []
    for answer in answers:
        purpose = portal.purposes[answer.purpose]
        text = purpose.by_sha256[answer.text]
        reply = ConsentReply(text=text, is_given=answer.is_given, asked_in=form)
        consent, event = _note(database, actor, purpose, reply)
        if answer.is_given:
            _hand_out(database, portal, consent, event, is_mailed=False)
        states.append(ConsentState(event.state))
    return states


def reply_on_page(
    database: Session, portal: Portal, actor: Actor, purpose: Purpose, reply: ConsentReply
) -> ConsentState:
    """Note a yes or a no from the resident's own page, with receipt and mail. Doesn't commit."""
    consent, event = _note(database, actor, purpose, reply)
    _hand_out(database, portal, consent, event)
    return ConsentState(event.state)


def withdraw(database: Session, portal: Portal, actor: Actor, consent: Consent) -> bool:
    """Take back this (locked) consent; False: there was nothing to take back. Doesn't commit."""
    action = _action(actor, ConsentState.WITHDRAWN)
    event = consents.withdraw(database, consent, action)
    if event is None:
        return False
    consultations.write(database, _line(actor, consent, Action.CHANGED))
    _hand_out(database, portal, consent, event)
    return True


def write_look(database: Session, actor: Actor, consent: Consent, action: Action) -> None:
    """Write the line of the resident looking at, or downloading of, an own consent."""
    consultations.write(database, _line(actor, consent, action))


def _offer(text: ConsentText, purpose: Purpose) -> ConsentOffer:
    return ConsentOffer(
        question=text.question,
        sentences=text.sentences,
        agree=text.agree,
        decline=text.decline,
        text=text.sha256,
        texts=frozenset(purpose.by_sha256),
    )


def _note(
    database: Session, actor: Actor, purpose: Purpose, reply: ConsentReply
) -> tuple[Consent, ConsentEvent]:
    state = ConsentState.GIVEN if reply.is_given else ConsentState.REFUSED
    action = _action(actor, state, reply.asked_in)
    owner = actor.for_party.key
    consent, event = consents.answer(database, owner, purpose, reply.text, action)
    consultations.write(database, _line(actor, consent, Action.CHANGED))
    return consent, event


def _hand_out(
    database: Session,
    portal: Portal,
    consent: Consent,
    event: ConsentEvent,
    *,
    is_mailed: bool = True,
) -> None:
    """Make the receipt, and a message that it is there."""
    text = consents.text_of_event(database, event)
    titles = _titles(portal, consent, text)
    document = receipt_document(consent, event, text, portal.municipality)
    receipts.keep_receipt(database, event, sign(document, portal.settings))
    facts = {
        "consent": str(consent.id),
        "event": str(event.id),
        "titles": titles,
        "day": event.made_at.isoformat(),
        "until": event.valid_until.isoformat() if event.valid_until else "",
    }
    kind = MESSAGES[ConsentState(event.state)]
    tell = messages.add_message_and_notify if is_mailed else messages.add_message
    tell(database, consent.owner_id, kind, about=str(event.id), facts=facts)


def _titles(portal: Portal, consent: Consent, text: ConsentText) -> dict[str, str]:
    """By language; only the one that was read, where another question is asked by now."""
    purpose = portal.purposes.get(consent.purpose)
    if purpose is None or purpose.scope != consent.scope:
        return {text.language: text.title}
    return {language: shown.title for language, shown in purpose.texts.items()}


def _action(actor: Actor, state: ConsentState, asked_in: str = "") -> ConsentAction:
    return ConsentAction(
        state=state,
        ground=actor.ground,
        acted_by=actor.by_whom,
        level=actor.level,
        asked_in=asked_in,
    )


def _line(actor: Actor, consent: Consent, action: Action) -> NewConsultation:
    act = Act(Activity.CONSENTS, action, (DataKind.CONSENT,), "portaal")
    return NewConsultation.by(actor, act, About("consent", str(consent.id)))
