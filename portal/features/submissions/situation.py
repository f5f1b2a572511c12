"""“Past uw situatie hier niet?”: the ways on from a page of a form, and back to that page."""

from http import HTTPStatus
from uuid import UUID, uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from forms.fields import question_fields
from forms.keys import FormSlug
from portal.domain.contacts import RequestKind
from portal.domain.days import utc_now
from portal.domain.failures import NotFound
from portal.features.submissions.levels import level_of
from portal.features.submissions.pages import answer_first, no_draft
from portal.features.submissions.places import FormPlace, place_of
from portal.features.submissions.situation_form import situation_form, text_of_situation
from portal.features.submissions.visits import form_visit
from portal.services.contacts.asking import RequestInput, ask, email_for, promised_day
from portal.services.contacts.reading import own_request
from portal.services.submissions.open_draft import OpenDraft, load_open_draft
from portal.storage.contact_requests import contact_request_of
from portal.storage.messages import contact_of
from portal.web.edge.expired_input import restores_input
from portal.web.edge.forms import HtmlForm, KeyForm
from portal.web.edge.limits import ASK, ASK_OF_A_DAY, limited
from portal.web.edge.login_session import acting, actor, resident, restored_input
from portal.web.edge.request_context import gateways, session, settings
from portal.web.edge.rules import level
from portal.web.page.contact_cards import request_card

bp = Blueprint("situation", __name__, url_prefix="/formulieren")


@bp.get("/<slug>/<page_id>/past-niet/")
@level(level_of)
@restores_input
def show(slug: FormSlug, page_id: str) -> ResponseReturnValue:
    """The ways on; who is logged in can write what doesn't fit."""
    visit = form_visit(slug)
    open_draft = load_open_draft(visit)
    if open_draft is None:
        return no_draft(visit)
    place = _place(open_draft, page_id)
    if place is None:
        return answer_first(open_draft)
    sent = restored_input() if open_draft.visit.actor else None
    return _page(open_draft, place, situation_form(open_draft, sent), KeyForm(sent).key.data)


@bp.post("/<slug>/<page_id>/past-niet/")
@level(level_of)
@limited(ASK, ASK_OF_A_DAY)
def send(slug: FormSlug, page_id: str) -> ResponseReturnValue:
    """Send what was written as a question; sending twice is sending once."""
    visit = form_visit(slug)
    open_draft = load_open_draft(visit)
    if open_draft is None:
        return no_draft(visit)
    place = _place(open_draft, page_id)
    if place is None:
        return answer_first(open_draft)
    return _sent(open_draft, place, request.form)


@bp.get("/<slug>/<page_id>/past-niet/<uuid:request_id>/")
@level(level_of)
def receipt(slug: FormSlug, page_id: str, request_id: UUID) -> str:
    """That it was received, and the way back to where one was in the form."""
    current = actor()
    owner_id = current.for_party.key if current else None
    stored = contact_request_of(session(), owner_id, request_id) if owner_id else None
    if stored is None:
        raise NotFound(request_id)
    visit = form_visit(slug)
    open_draft = load_open_draft(visit)
    place = place_of(open_draft, page_id) if open_draft else None
    return render_template(
        "submissions/situation_sent.html",
        form=visit.newest,
        request_card=request_card(own_request(session(), stored)),
        back_url=place.url if place else url_for("submissions.start", slug=slug),
        is_open=open_draft is not None,
    )


def _place(open_draft: OpenDraft, page_id: str) -> FormPlace | None:
    """Where in the form one comes from; None where one can't be there.

    Raises `NotFound` for a form that doesn't offer this.
    """
    if not open_draft.form.situation.offered:
        raise NotFound(page_id)
    return place_of(open_draft, page_id)


def _sent(
    open_draft: OpenDraft, place: FormPlace, fields: MultiDict[str, str]
) -> ResponseReturnValue:
    form, key = situation_form(open_draft, fields), KeyForm(fields).key.data
    if not _can_write(open_draft):
        page = _page(open_draft, place, form, key, is_closed=open_draft.visit.actor is not None)
        return page, HTTPStatus.SERVICE_UNAVAILABLE
    if not form.validate():
        return _page(open_draft, place, form, key), HTTPStatus.UNPROCESSABLE_ENTITY
    question = RequestInput(
        key=key or uuid4(),
        kind=RequestKind.QUESTION,
        text=text_of_situation(form),
        subject=place.subject,
    )
    stored = ask(session(), settings(), acting(), question)
    flash(_("Verstuurd. Wij hebben uw vraag."))
    slug, page_id = open_draft.form.slug, place.page_id
    receipt_url = url_for("situation.receipt", slug=slug, page_id=page_id, request_id=stored.id)
    return redirect(receipt_url, 303)


def _can_write(open_draft: OpenDraft) -> bool:
    """Whether it is known who writes, and the municipality has a register for questions."""
    return open_draft.visit.actor is not None and gateways().contacts is not None


def _page(
    open_draft: OpenDraft,
    place: FormPlace,
    form: HtmlForm,
    key: UUID | None,
    *,
    is_closed: bool = False,
) -> str:
    """`is_closed`: what was written can't be sent now, and stays on the page."""
    known = contact_of(session(), resident().key) if open_draft.visit.actor else {}
    return render_template(
        "submissions/situation.html",
        form=open_draft.form,
        place=place,
        fields=question_fields(form) if is_closed or _can_write(open_draft) else (),
        key=key or uuid4(),
        is_closed=is_closed,
        kept_until=open_draft.kept_until,
        answer_by=promised_day(settings(), RequestKind.QUESTION, utc_now()),
        email=email_for(RequestKind.QUESTION, known),
    )
