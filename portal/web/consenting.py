"""Asking, giving and taking back consent: what a form and the resident's own page have in common.

Nothing here commits: the event, its receipt, the message and the consultation line belong to the
transaction of the page.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from flask_babel import get_locale
from sqlalchemy.orm import Session

from forms import Answers, Context, Form
from forms.consents import answered, purposes_in
from forms.context import ConsentOffer
from portal.domain.consents import ConsentState, ConsentText, Purpose
from portal.domain.consultations import Action, Activity, DataKind, NewConsultation
from portal.domain.messages import MessageKind
from portal.domain.people import Actor, OwnerId
from portal.storage import consultations, messages
from portal.storage.consents import consents, receipts
from portal.storage.consents.consents import Consent, ConsentEvent, Deed
from portal.web.consent_receipts import receipt_document, sign
from portal.web.edge.request_context import municipality, portal, settings

MESSAGES = {
    ConsentState.GIVEN: MessageKind.CONSENT_GIVEN,
    ConsentState.REFUSED: MessageKind.CONSENT_REFUSED,
    ConsentState.WITHDRAWN: MessageKind.CONSENT_WITHDRAWN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A yes or a no to one text; `asked_in` is the form that asked, empty on the own page."""

    text: ConsentText
    is_given: bool
    asked_in: str = ""


def text_in_language(purpose: Purpose) -> ConsentText:
    """The text of this purpose in the language of the page."""
    return purpose.texts[str(get_locale())]


def offers(database: Session, owner_id: OwnerId, form: Form) -> dict[str, ConsentOffer]:
    """The consents that this form may ask this resident for now; asking too often is nagging."""
    wanted = purposes_in(form)
    if not wanted:
        return {}
    known = {
        consent.purpose: consent.answer for consent in consents.consents_of(database, owner_id)
    }
    now = datetime.now(UTC)
    return {
        code: _offer(purpose)
        for code, purpose in portal().purposes.items()
        if code in wanted and not (code in known and known[code].is_quiet(purpose, now))
    }


def reply_in_form(
    database: Session, actor: Actor, form: Form, answers: Answers, context: Context
) -> None:
    """Note what was answered in this form about consents. Doesn't commit.

    No mail follows: the one that says that the form was received has only just been sent.
    """
    for answer in answered(form, answers, context):
        purpose = portal().purposes[answer.purpose]
        text = purpose.by_sha256[answer.text]
        told = Reply(text=text, is_given=answer.is_given, asked_in=form.slug)
        consent, event = _reply(database, actor, purpose, told)
        if answer.is_given:
            _hand_out(database, consent, event, is_mailed=False)


def reply(database: Session, actor: Actor, purpose: Purpose, told: Reply) -> None:
    """Note a yes or a no from the resident's own page, with receipt and mail. Doesn't commit."""
    consent, event = _reply(database, actor, purpose, told)
    _hand_out(database, consent, event)


def withdraw(database: Session, actor: Actor, consent: Consent) -> bool:
    """Take back this (locked) consent; False: there was nothing to take back. Doesn't commit."""
    deed = _deed(actor, ConsentState.WITHDRAWN)
    event = consents.withdraw(database, consent, deed)
    if event is None:
        return False
    consultations.write(database, _line(actor, consent, Action.CHANGED))
    _hand_out(database, consent, event)
    return True


def looked_at(database: Session, actor: Actor, consent: Consent, action: Action) -> None:
    """Write the line of the resident looking at, or downloading of, an own consent."""
    consultations.write(database, _line(actor, consent, action))


def _offer(purpose: Purpose) -> ConsentOffer:
    text = text_in_language(purpose)
    return ConsentOffer(
        question=text.question,
        sentences=text.sentences,
        agree=text.agree,
        decline=text.decline,
        text=text.sha256,
        texts=frozenset(purpose.by_sha256),
    )


def _reply(
    database: Session, actor: Actor, purpose: Purpose, told: Reply
) -> tuple[Consent, ConsentEvent]:
    state = ConsentState.GIVEN if told.is_given else ConsentState.REFUSED
    deed = _deed(actor, state, told.asked_in)
    owner = actor.for_whom.key
    consent, event = consents.answer(database, owner, purpose, told.text, deed)
    consultations.write(database, _line(actor, consent, Action.CHANGED))
    return consent, event


def _hand_out(
    database: Session, consent: Consent, event: ConsentEvent, *, is_mailed: bool = True
) -> None:
    """Make the receipt and tell that it is there."""
    text = consents.text_of_event(database, event)
    document = receipt_document(consent, event, text, municipality())
    receipts.keep_receipt(database, event, sign(document, settings()))
    facts = {
        "consent": str(consent.id),
        "event": str(event.id),
        "titles": _titles(consent, text),
        "day": event.made_at.isoformat(),
        "until": event.valid_until.isoformat() if event.valid_until else "",
    }
    kind = MESSAGES[ConsentState(event.state)]
    tell = messages.tell_and_mail if is_mailed else messages.tell
    tell(database, consent.owner_id, kind, about=str(event.id), facts=facts)


def _titles(consent: Consent, text: ConsentText) -> dict[str, str]:
    """By language; only the one that was read, where another question is asked by now."""
    purpose = portal().purposes.get(consent.purpose)
    if purpose is None or purpose.scope != consent.scope:
        return {text.language: text.title}
    return {language: known.title for language, known in purpose.texts.items()}


def _deed(actor: Actor, state: ConsentState, asked_in: str = "") -> Deed:
    return Deed(state=state, ground=actor.ground, level=actor.level, asked_in=asked_in)


def _line(actor: Actor, consent: Consent, action: Action) -> NewConsultation:
    return NewConsultation(
        subject=actor.for_whom,
        ground=actor.ground,
        activity=Activity.CONSENTS,
        action=action,
        kinds=(DataKind.CONSENT,),
        source="portaal",
        object_kind="consent",
        object_ref=str(consent.id),
    )
