"""The receipt: proof that it was received, and what happens now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from forms import Form
from portal.domain.days import day_of
from portal.domain.messages import NO_MAIL, NOTICES
from portal.domain.references import tracking_path
from portal.domain.retention import DAYS, KeptPart
from portal.domain.terms import Promise, due_day, promise
from portal.services.cosigning.releasing import can_answer
from portal.services.submissions.answers_pdf import file_name
from portal.services.submissions.receipts import answers_as_pdf
from portal.services.submissions.sending import Sent
from portal.services.submissions.terms import terms_of_submission
from portal.services.submissions.withdrawing import offer_of
from portal.storage import messages, submissions
from portal.storage.cosign_requests import request_of_submission
from portal.storage.form_versions import form_version_of
from portal.storage.own_tasks import tasks_of_submission
from portal.storage.payments import payment_of_submission
from portal.storage.submissions import Submission
from portal.texts.after_sending import steps_after_sending
from portal.texts.cosign_texts import waiting_line
from portal.texts.promises import condition_words, promise_words
from portal.web.edge.paths import public_address
from portal.web.edge.request_context import municipality, portal, session
from portal.web.edge.responses import download
from portal.web.page.cards import TaskCard, payment_card, task_card
from portal.web.page.qr_codes import qr_code
from portal.web.words.deliveries import delay_words
from portal.web.words.formats import day, text_of, words
from portal.web.words.withdrawals import withdrawal_words


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt shows; addresses are empty where they don't apply."""

    reference: str
    case_number: str
    sent_at: datetime
    next: tuple[str, ...]
    to_send: tuple[TaskCard, ...]
    """What the resident said to send later, and has not sent."""
    may_send: tuple[TaskCard, ...]
    """The same of what they need not send."""
    mailed_to: str
    pdf_url: str
    case_url: str
    tracking_url: str
    tracking_qr: str
    """The same address as a picture (SVG) for another device."""
    about: tuple[tuple[str, tuple[str, ...]], ...]
    """Of a report without login: what it is about, as rows (label, lines)."""
    promise: str
    """By when we want to be ready, or wanted to be; where nobody can be answered, that."""
    delay: str
    """A sentence where it takes longer than it should; empty: it doesn't."""
    kept: str
    """How long the answers are here, or that they are gone."""
    payment: TaskCard | None = None
    """What still has to be paid; None: nothing, here."""
    is_paid: bool = False
    payment_url: str = ""
    """Where one sees how paying stands; '' where nothing is paid here."""
    cosign: str = ""
    """On whose signature it waits, or that it has it; '': nobody co-signs it."""
    cosign_url: str = ""
    """Where one sees how that stands."""
    withdraw_url: str = ""
    """Where to withdraw it while it is no case; '': it can't be."""


def receipt_of(submission: Submission, token: str = "") -> Receipt:
    """The receipt of this submission; `token` is that of its tracking link, if it has one."""
    form = form_of(submission)
    number = submission.number or "" if submission.is_case else ""
    contact = messages.contact_of(session(), submission.owner_id)
    offer = None if token else offer_of(portal().case_rules, session(), submission)
    withdrawn = (withdrawal_words(offer.earlier),) if offer and offer.earlier else ()
    cards = () if token or withdrawn else _to_send(submission)
    to_send = tuple(card for card in cards if not card.is_optional)
    tracking_url = public_address(tracking_path(token)) if token else ""
    payment = _payment(submission, is_withdrawn=bool(withdrawn))
    return Receipt(
        reference=submission.reference,
        case_number=number,
        sent_at=submission.made_at,
        next=withdrawn
        or _what_next(form, submission, waits=bool(to_send), is_due=bool(payment.get("payment"))),
        to_send=to_send,
        may_send=tuple(card for card in cards if card.is_optional),
        mailed_to="" if contact.get(NOTICES) == NO_MAIL else contact.get("email", ""),
        pdf_url=_pdf_url(submission, token),
        case_url=url_for("cases.case", key=submission.case_key)
        if submission.case_key and not token
        else "",
        tracking_url=tracking_url,
        tracking_qr=qr_code(tracking_url) if tracking_url else "",
        about=_about(form, submission) if token else (),
        promise=_when(form, submission),
        delay=delay_words(submission),
        kept=_kept(submission),
        **payment,
        **({} if withdrawn else _cosign(form, submission)),
        withdraw_url=withdraw_url(submission) if offer and offer.is_open else "",
    )


def render_receipt(submission: Submission, token: str = "") -> str:
    """The receipt as a page."""
    return render_template(
        "submissions/receipt.html",
        form=form_of(submission),
        receipt=receipt_of(submission, token),
    )


def send_pdf(submission: Submission) -> BaseResponse:
    """All answers as PDF/UA, to download; where they are gone, the receipt, which says so."""
    if submission.answers_removed_at:
        return redirect(receipt_url(submission))
    content = answers_as_pdf(session(), submission, municipality())
    return download(content, "application/pdf", file_name(submission))


def receipt_url(submission: Submission) -> str:
    """Address of the receipt: with its token for a report without login."""
    if submission.tracking_hash:
        token = submissions.token_of_report(session(), submission)
        return url_for("tracking.receipt", token=token)
    slug, reference = submission.slug, submission.reference
    return url_for("submissions.receipt", slug=slug, reference=reference)


def _payment(submission: Submission, *, is_withdrawn: bool) -> dict[str, Any]:
    """What the receipt shows of paying."""
    payment = payment_of_submission(session(), submission.owner_id, submission.id)
    if payment is None or submission.tracking_hash:
        return {}
    slug, reference = submission.slug, submission.reference
    is_due = payment.is_due and not is_withdrawn and submission.handed_over_at is None
    return {
        "payment": payment_card(slug, reference, payment.cents, is_of_page=True)
        if is_due
        else None,
        "is_paid": payment.paid_at is not None,
        "payment_url": payment_url(submission),
    }


def _cosign(form: Form, submission: Submission) -> dict[str, Any]:
    """What the receipt shows of a co-signature; nothing where nobody is asked."""
    asked = request_of_submission(session(), submission.owner_id, submission.id)
    if asked is None or form.cosign is None:
        return {}
    who, last_day = form.cosign.who, asked.signature.last_day.isoformat()
    if asked.agreed_on:
        text = _("Wij hebben de handtekening van %(who)s.", who=text_of(who))
    elif can_answer(asked, submission):
        text = waiting_line(words(), who, last_day)
    else:
        text = _("Het is niet ondertekend door %(who)s.", who=text_of(who))
    return {
        "cosign": text,
        "cosign_url": url_for("cosigning.own", reference=submission.reference),
    }


def url_after_sending(sent: Sent) -> str:
    """To pay, where something is to be paid; else the receipt."""
    return payment_url(sent.submission) if sent.cents_to_pay else receipt_url(sent.submission)


def payment_url(submission: Submission) -> str:
    """Address of the page on which it is paid."""
    return url_for("payments.show", reference=submission.reference)


def form_of(submission: Submission) -> Form:
    """The form version that this submission was made with."""
    return form_version_of(session(), submission.version)


def _pdf_url(submission: Submission, token: str) -> str:
    if submission.answers_removed_at:
        return ""
    if token:
        return url_for("tracking.pdf", token=token)
    return url_for("submissions.pdf", slug=submission.slug, reference=submission.reference)


def _kept(submission: Submission) -> str:
    if submission.answers_removed_at:
        return _("Uw antwoorden staan niet meer op deze website. De gemeente heeft ze nog wel.")
    if left_at := submission.delivered_at or submission.handed_over_at:
        last_day = day_of(left_at) + timedelta(days=DAYS[KeptPart.ANSWERS])
        return _(
            "Uw antwoorden staan tot en met %(day)s op deze website. "
            "Daarna heeft alleen de gemeente ze nog.",
            day=day(last_day),
        )
    return _(
        "Uw antwoorden staan nog minstens %(days)s dagen op deze website. "
        "Daarna heeft alleen de gemeente ze nog.",
        days=DAYS[KeptPart.ANSWERS],
    )


def _about(form: Form, submission: Submission) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What the case itself says of it: such as subject and place; none once answers are gone."""
    properties = form.case.properties.values()
    labels = {
        question.short or question.label
        for question in form.questions()
        if question.id in properties
    }
    content = submissions.content_of(session(), submission)
    rows = ((row["label"], row["lines"]) for section in content.summary for row in section["rows"])
    return tuple(
        (text_of(label), tuple(map(text_of, lines))) for label, lines in rows if label in labels
    )


def withdraw_url(submission: Submission) -> str:
    """Address of the page on which it is withdrawn."""
    return url_for(
        "submissions.ask_to_withdraw", slug=submission.slug, reference=submission.reference
    )


def _to_send(submission: Submission) -> tuple[TaskCard, ...]:
    tasks = tasks_of_submission(session(), submission.owner_id, submission.id)
    return tuple(task_card(task) for task in tasks)


def _promised(form: Form, submission: Submission) -> Promise | None:
    return promise(terms_of_submission(form, submission), day_of(submission.made_at))


def _steps(form: Form, submission: Submission) -> tuple[str, ...]:
    terms = terms_of_submission(form, submission)
    return steps_after_sending(words(), terms, municipality().remedies)


def _when(form: Form, submission: Submission) -> str:
    promised = _promised(form, submission)
    if promised is None:
        return " ".join(_steps(form, submission))
    return promise_words(words(), promised)


def _what_next(form: Form, submission: Submission, *, waits: bool, is_due: bool) -> tuple[str, ...]:
    """Who acts next; `waits`: we wait for what the resident sends, `is_due`: for the money."""
    promised, steps = _promised(form, submission), _steps(form, submission)
    if promised is None:
        return steps
    due = due_day(promised.last_day)
    is_to_come = not (due and due.has_passed)
    begin = (
        _("Wij gaan aan het werk als u heeft betaald.")
        if is_due
        else _("Wij gaan nu aan het werk.")
    )
    ours = (begin,) if is_to_come and not submission.is_held else ()
    condition = (condition_words(words()),) if is_to_come and waits else ()
    return (" ".join((*ours, promise_words(words(), promised), *condition)), *steps)
