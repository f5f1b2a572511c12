"""What pages show of questions, wishes to be called, and contacts that there were."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for

from forms.phones import phone_number
from portal.domain.case_keys import CaseKey
from portal.domain.contacts import ContactMoment, PhoneCall, RequestKind
from portal.domain.days import today
from portal.services.contacts.reading import ContactsPage, OwnRequest
from portal.services.sources.queries import Shown, shown
from portal.storage import deliveries
from portal.storage.deliveries import Errand
from portal.texts.contact_messages import (
    again_words,
    no_more_words,
    promise_of,
    request_title,
)
from portal.web.edge.request_context import session
from portal.web.words.deliveries import handed_over_words, stuck_words
from portal.web.words.formats import day, label, moment, words
from portal.web.words.formats import gettext as _


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestCard:
    """Something that the resident asked."""

    title: str
    text: str
    """In the words of the resident; '' where there are none."""
    sent_at: datetime
    state: str
    """How it stands, in a sentence or two."""
    gets_answer: bool
    """Whether an answer was promised for a day to come: it will stand with the question."""
    answer: tuple[str, ...]
    """In the words of the municipality (Dutch), by paragraph."""
    calls: tuple[str, ...]
    """The calls that followed, a sentence each."""
    has_to_call: bool
    """Whether they do best to call the municipality themselves."""
    facts: tuple[tuple[str, str], ...]
    """By what they can be reached, and when."""
    subject: str
    """What it is about besides a case, in Dutch; '' for nothing."""
    case_number: str
    case_url: str
    """'' where it is about no case."""
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentCard:
    """A contact that there was."""

    at: datetime
    channel: str
    subject: str
    text: str
    """What the resident asked through the portal, of which it has no record any more; else ''."""
    answer: tuple[str, ...]
    case_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseContacts:
    """What the page of a case shows of questions about it, and of contacts."""

    requests: tuple[RequestCard, ...]
    moments: tuple[MomentCard, ...]
    source: Shown[ContactMoment]
    ask_url: str
    call_url: str


def case_contacts(key: CaseKey, page: ContactsPage) -> CaseContacts:
    """The questions and contacts about this case, and where to ask more."""
    return CaseContacts(
        requests=tuple(map(request_card, page.requests)),
        moments=tuple(map(moment_card, page.moments.value or ())),
        source=shown(page.moments),
        ask_url=url_for("contacts.ask_of_case", key=key, what="vraag"),
        call_url=url_for("contacts.ask_of_case", key=key, what="bellen"),
    )


def request_card(own: OwnRequest) -> RequestCard:
    """What is shown of something that was asked."""
    request, content = own.request, own.content
    key = request.case_key
    day_part = label(content.day_part) if content.day_part else ""
    facts = ((_("Wij bellen naar"), phone_number(content.phone)), (_("Wanneer"), day_part))
    return RequestCard(
        title=words().text_of(request_title(request.kind)),
        text=content.text,
        sent_at=request.sent_at,
        state=_state(own),
        gets_answer=_gets_answer(own),
        answer=paragraphs(own.answer),
        calls=tuple(map(_call, own.calls)),
        has_to_call=_has_to_call(own),
        facts=facts if request.kind == RequestKind.CALLBACK else (),
        subject=content.subject,
        case_number=request.case_number,
        case_url=url_for("cases.case", key=key) if key else "",
        url=url_for("contacts.request_page", request_id=request.id),
    )


def moment_card(contact: ContactMoment) -> MomentCard:
    """What is shown of a contact."""
    is_asked = contact.kind is not None
    title = words().text_of(request_title(contact.kind)) if contact.kind else ""
    return MomentCard(
        at=contact.at,
        channel=label(contact.channel),
        subject=title or contact.subject or _("Contact met de gemeente"),
        text=contact.text if is_asked else "",
        answer=paragraphs(contact.answer),
        case_url=url_for("cases.case", key=contact.case_key) if contact.case_key else "",
    )


def paragraphs(text: str) -> tuple[str, ...]:
    """The lines of a text that somebody wrote, without empty ones."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _gets_answer(own: OwnRequest) -> bool:
    request = own.request
    is_promised = request.handed_over_at is None and request.answer_by >= today()
    return is_promised and request.kind == RequestKind.QUESTION and not own.is_handled


def _has_to_call(own: OwnRequest) -> bool:
    """Whether it went otherwise than was promised."""
    if own.is_handled:
        return not own.answer and own.content.is_never_reached
    return own.request.handed_over_at is None and own.request.answer_by < today()


def _state(own: OwnRequest) -> str:
    request, is_callback = own.request, own.request.kind == RequestKind.CALLBACK
    if own.is_handled:
        return _end(own, is_callback=is_callback)
    if request.handed_over_at:
        return handed_over_words(request.handed_over_at)
    errand = Errand.contact_request(request.id)
    if request.is_waiting and deliveries.is_stuck(session(), errand):
        return stuck_words()
    if own.content.is_never_reached:
        return again_words(words(), request.answer_by)
    if request.answer_by < today():
        return _late(request.answer_by, is_callback=is_callback)
    return promise_of(words(), request.kind, request.answer_by)


def _end(own: OwnRequest, *, is_callback: bool) -> str:
    """How it ended."""
    if own.answer:
        return _("Wij hebben uw vraag beantwoord.")
    if not is_callback:
        return _("Wij zijn klaar met uw vraag.")
    if own.content.is_never_reached:
        return no_more_words(words())
    return _("Wij hebben u gebeld.") if own.calls else _("Wij zijn klaar met uw verzoek.")


def _late(promised: date, *, is_callback: bool) -> str:
    if is_callback:
        return _(
            "Wij zouden u uiterlijk op %(day)s bellen. Dat is niet gelukt. Bel ons.",
            day=day(promised),
        )
    return _(
        "U zou uiterlijk op %(day)s antwoord krijgen. Dat is niet gelukt. Bel ons.",
        day=day(promised),
    )


def _call(call: PhoneCall) -> str:
    when = moment(call.at)
    if call.is_reached is False:
        return _("Wij belden u op %(when)s. U nam niet op.", when=when)
    return _("Wij belden u op %(when)s.", when=when)
