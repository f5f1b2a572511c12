"""The page of who sent something that somebody else has to sign."""

from datetime import date, datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from forms.context import Context
from forms.definition import Page
from forms.fields import form_class, question_fields, values
from forms.path import page_alone
from portal.domain.days import today
from portal.domain.failures import NotFound
from portal.domain.people import Level
from portal.services.cosigning.asking import ask_again
from portal.services.cosigning.releasing import can_answer
from portal.services.submissions.withdrawing import offer_of
from portal.storage import cosign_requests, submissions
from portal.storage.cosign_requests import CosignRequest
from portal.storage.form_versions import form_version_of
from portal.storage.submissions import Submission
from portal.texts.labels import N_
from portal.web.edge.forms import HtmlForm
from portal.web.edge.guard import require_level
from portal.web.edge.login_session import resident, restored_input
from portal.web.edge.request_context import portal, session
from portal.web.words.formats import clock, day, moment, text_of, words
from portal.web.words.withdrawals import withdrawal_words

PAGE = Page.model_validate(
    {
        "id": "again",
        "title": N_("Vraag het opnieuw"),
        "questions": [
            {
                "id": "email",
                "kind": "email",
                "label": N_("E-mailadres"),
                "hint": N_(
                    "Klopt het adres niet? Verander het dan. De oude link werkt dan niet meer."
                ),
                "when_empty": N_("Vul het e-mailadres in waar wij de mail naartoe sturen."),
            },
        ],
    }
)
Rows = tuple[tuple[str, tuple[str, ...]], ...]


def own_page(reference: str) -> str:
    """How it stands now."""
    asked, submission = _own(reference)
    return _render(asked, submission, _form(asked, restored_input()))


def send_again(reference: str) -> ResponseReturnValue:
    """Have it mailed again, and say what came of that; the page itself where it can't be read."""
    asked, submission = _own(reference)
    here = redirect(url_for("cosigning.own", reference=reference), 303)
    form = _form(asked, request.form)
    if not can_answer(asked, submission):
        return here
    if not form.validate():
        return _render(asked, submission, form), 422
    outcome = ask_again(session(), asked, submission, str(values(form)["email"]))
    if outcome.is_mailed:
        flash(_("Wij sturen de mail nog een keer."))
    elif outcome.next_at:
        flash(_too_soon(outcome.next_at), "warning")
    return here


def _own(reference: str) -> tuple[CosignRequest, Submission]:
    """What this resident sent and asked for; at the level of its form. Raises `NotFound`."""
    owner_id = resident().key
    submission = submissions.submission_of(session(), owner_id, reference)
    if submission is None:
        raise NotFound(reference)
    asked = cosign_requests.request_of_submission(session(), owner_id, submission.id)
    if asked is None:
        raise NotFound(reference)
    require_level(Level.named(form_version_of(session(), submission.version).level))
    return asked, submission


def _form(asked: CosignRequest, sent: MultiDict[str, str] | None) -> HtmlForm:
    address = cosign_requests.details_of(session(), asked).address
    context = Context(
        today=today(), facts={}, translate=words().text_of, locale=words().language.babel
    )
    return form_class(page_alone(PAGE, {"email": address}, context), HtmlForm)(sent)


def _render(asked: CosignRequest, submission: Submission, form: HtmlForm) -> str:
    version = form_version_of(session(), submission.version)
    who = text_of(version.cosign.who) if version.cosign else ""
    offer = offer_of(portal().case_rules, session(), submission)
    is_open = can_answer(asked, submission)
    parts: dict[str, Any] = {"slug": submission.slug, "reference": submission.reference}
    withdraw_url = url_for("submissions.ask_to_withdraw", **parts)
    return render_template(
        "cosigning/own.html",
        title=text_of(version.title),
        who=who,
        heading=_heading(asked, is_open=is_open),
        is_open=is_open,
        withdrawn=withdrawal_words(offer.earlier) if offer.earlier else "",
        case_day=_case_day(asked, submission),
        rows=_rows(asked, submission, who),
        fields=question_fields(form),
        receipt_url=url_for("submissions.receipt", **parts),
        withdraw_url=withdraw_url if offer.is_open else "",
    )


def _heading(asked: CosignRequest, *, is_open: bool) -> str:
    if asked.agreed_on:
        return _("Het is ondertekend")
    return _("Wij wachten op een handtekening") if is_open else _("Het is niet ondertekend")


def _case_day(asked: CosignRequest, submission: Submission) -> date | None:
    """From when on it goes on without; None where it is open, signed, or went on already."""
    is_coming = submission.is_held and not asked.agreed_on
    return asked.signature.case_day if is_coming else None


def _rows(asked: CosignRequest, submission: Submission, who: str) -> Rows:
    mailed = _("De mail is onderweg.") if asked.mailed_at is None else moment(asked.mailed_at)
    answered = moment(asked.answered_at) if asked.answered_at else ""
    rows = (
        (_("Wie ondertekent"), (who,)),
        (_("Ontvangstnummer"), (submission.reference,)),
        (_("Mail verstuurd"), (mailed,) if submission.is_held else ()),
        (_("Kan antwoorden tot en met"), (day(asked.signature.last_day),)),
        (_("Ondertekend op"), (answered,) if asked.agreed_on else ()),
        (_("Nee gezegd op"), (answered,) if asked.refused_on else ()),
    )
    return tuple((label, lines) for label, lines in rows if lines)


def _too_soon(next_at: datetime) -> str:
    return _(
        "Er ging net een mail naar dit adres. Om %(time)s uur kunt u het nog een keer vragen.",
        time=clock(next_at),
    )
