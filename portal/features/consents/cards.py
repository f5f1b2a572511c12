"""What the pages about consents show."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from forms.keys import FormSlug
from portal.domain.consents import ConsentState, ConsentStatus, ConsentText
from portal.domain.people import OwnerId
from portal.storage.consents.consents import (
    Consent,
    ConsentEvent,
    consents_of,
    events_of,
    text_of_event,
)
from portal.storage.consents.receipts import receipts_of
from portal.storage.consents.uses import uses_of
from portal.web.edge.request_context import portal
from portal.web.words.form_titles import title_of_form


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentCard:
    """One consent: who may do what, why, since and until when."""

    status: ConsentStatus
    text: ConsentText
    changed_at: datetime
    valid_until: datetime | None
    url: str
    withdraw_url: str
    """Empty where there is nothing to take back."""
    answer_url: str
    """Where a new answer can be given; empty where nothing is asked any more, or a yes holds."""


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the history of a consent; addresses are empty where there is no receipt."""

    state: ConsentState
    at: datetime
    where: str
    """Title of the form that asked, or that it was the resident's own page; empty: by itself."""
    pdf_url: str
    json_url: str


@dataclass(frozen=True, slots=True)
class ConsentPage:
    """One consent with all that is known of it."""

    card: ConsentCard
    history: tuple[Happened, ...]
    uses: tuple[datetime, ...]


def cards_of(database: Session, owner_id: OwnerId) -> list[ConsentCard]:
    """All consents of this resident, last changed first."""
    return [card_of(database, consent) for consent in consents_of(database, owner_id)]


def card_of(database: Session, consent: Consent) -> ConsentCard:
    """A consent as it stands at this moment."""
    purpose = portal().purposes.get(consent.purpose)
    status = consent.answer.status_at(purpose, datetime.now(UTC))
    can_answer = purpose is not None and status is not ConsentStatus.ACTIVE
    return ConsentCard(
        status=status,
        text=text_of_event(database, events_of(database, consent)[0]),
        changed_at=consent.changed_at,
        valid_until=consent.valid_until,
        url=_url("consent", consent),
        withdraw_url=_url("ask_to_withdraw", consent) if status is ConsentStatus.ACTIVE else "",
        answer_url=_url("ask_again", consent) if can_answer else "",
    )


def page_of(database: Session, consent: Consent) -> ConsentPage:
    """All that is known of this consent."""
    with_receipt = receipts_of(database, consent)
    history = (_happened(event, with_receipt) for event in events_of(database, consent))
    return ConsentPage(
        card_of(database, consent), tuple(history), tuple(uses_of(database, consent))
    )


def _happened(event: ConsentEvent, with_receipt: frozenset[UUID]) -> Happened:
    pdf_url = json_url = ""
    if event.id in with_receipt:
        consent, number = event.consent_id, event.id
        pdf_url = url_for("consents.receipt_pdf", consent_id=consent, event_id=number)
        json_url = url_for("consents.receipt_json", consent_id=consent, event_id=number)
    return Happened(ConsentState(event.state), event.made_at, _where(event), pdf_url, json_url)


def _where(event: ConsentEvent) -> str:
    if event.state == ConsentState.EXPIRED:
        return ""
    if event.asked_in:
        return _("Bij het formulier: %(title)s", title=title_of_form(FormSlug(event.asked_in)))
    return _("Op deze website")


def _url(endpoint: str, consent: Consent) -> str:
    return url_for(f"consents.{endpoint}", consent_id=consent.id)
