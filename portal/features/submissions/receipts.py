"""The receipt: proof that it was received, and what happens now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from forms import Form
from portal.domain.days import day_of
from portal.domain.retention import DAYS, KeptPart
from portal.domain.terms import due_day
from portal.services.submissions.answers_pdf import file_name
from portal.services.submissions.receipts import Promise, answers_as_pdf, promise
from portal.storage import messages, submissions
from portal.storage.form_versions import form_version_of
from portal.storage.submissions import Submission
from portal.web.edge.paths import public_address
from portal.web.edge.request_context import municipality, session
from portal.web.edge.responses import download
from portal.web.words.deliveries import delay_words
from portal.web.words.formats import day


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt shows; addresses are empty where they don't apply."""

    reference: str
    case_number: str
    sent_at: datetime
    next: tuple[str, ...]
    mailed_to: str
    pdf_url: str
    case_url: str
    tracking_url: str
    delay: str
    """A sentence where it takes longer than it should; empty: it doesn't."""
    kept: str
    """How long the answers are here, or that they are gone."""


def receipt_of(submission: Submission, token: str = "") -> Receipt:
    """The receipt of this submission; `token` is that of its tracking link, if it has one."""
    form = form_of(submission)
    number = submission.number or "" if submission.is_case else ""
    contact = messages.contact_of(session(), submission.owner_id)
    return Receipt(
        reference=submission.reference,
        case_number=number,
        sent_at=submission.made_at,
        next=_what_next(form, submission),
        mailed_to=contact.get("email", ""),
        pdf_url=""
        if submission.answers_removed_at
        else url_for("tracking.pdf", token=token)
        if token
        else url_for("submissions.pdf", slug=submission.slug, reference=submission.reference),
        case_url=url_for("cases.case", key=submission.case_key)
        if submission.case_key and not token
        else "",
        tracking_url=public_address(url_for("tracking.track", token=token)) if token else "",
        delay=delay_words(submission),
        kept=_kept(submission),
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


def form_of(submission: Submission) -> Form:
    """The form version that this submission was made with."""
    return form_version_of(session(), submission.version)


def _kept(submission: Submission) -> str:
    if submission.answers_removed_at:
        return _("Uw antwoorden staan niet meer in dit portaal. De gemeente heeft ze nog wel.")
    if submission.handed_over_at:
        last_day = day_of(submission.handed_over_at) + timedelta(days=DAYS[KeptPart.ANSWERS])
        return _(
            "Uw antwoorden staan tot en met %(day)s in dit portaal. "
            "Daarna heeft alleen de gemeente ze nog.",
            day=day(last_day),
        )
    return _(
        "Heeft uw zaak een nummer? Dan staan uw antwoorden nog %(days)s dagen in dit portaal. "
        "Daarna staan ze alleen nog bij de gemeente, in uw zaak.",
        days=DAYS[KeptPart.ANSWERS],
    )


def _what_next(form: Form, submission: Submission) -> tuple[str, ...]:
    by_when = _by_when(promise(form, day_of(submission.made_at)))
    return (by_when, *(_(sentence) for sentence in form.start.then))


def _by_when(promised: Promise) -> str:
    """By when the municipality acts, or should have."""
    due = due_day(promised.last_day)
    has_passed = due is not None and due.has_passed
    last = day(promised.last_day)
    if not promised.law:
        if has_passed:
            return _("Wij wilden uiterlijk op %(day)s klaar zijn.", day=last)
        return _("Nu is de gemeente aan zet. Wij willen uiterlijk op %(day)s klaar zijn.", day=last)
    law = _(promised.law)
    if has_passed:
        return _(
            "De gemeente moest uiterlijk op %(day)s beslissen. Dat staat in de wet (%(law)s).",
            day=last,
            law=law,
        )
    return _(
        "De gemeente beslist uiterlijk op %(day)s. Dat staat in de wet (%(law)s).",
        day=last,
        law=law,
    )
