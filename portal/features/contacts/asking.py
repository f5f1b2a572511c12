"""The page on which one asks, and what comes of sending it."""

from http import HTTPStatus
from uuid import UUID, uuid4

from flask import render_template
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from forms.fields import question_fields
from portal.domain.case_keys import CaseKey
from portal.domain.cases import Case
from portal.domain.contacts import DayPart, RequestKind
from portal.domain.days import utc_now
from portal.domain.failures import NotFound, SourceUnavailable
from portal.features.contacts.forms import answers_of, request_form
from portal.services.contacts.asking import RequestInput, ask, email_for, promised_day
from portal.services.sources import query
from portal.services.sources.queries import case_with_key
from portal.storage.messages import contact_of
from portal.texts.names import case_name
from portal.web.edge.forms import HtmlForm, KeyForm
from portal.web.edge.login_session import acting, resident
from portal.web.edge.request_context import gateways, session, settings
from portal.web.words.formats import words

KINDS = {"vraag": RequestKind.QUESTION, "bellen": RequestKind.CALLBACK}
"""As they stand in addresses."""


def own_case(key: CaseKey) -> Case:
    """The resident's own case; raises `NotFound`, or `SourceUnavailable` where nobody knows."""
    found = query.ask(session(), acting(), case_with_key(acting(), gateways(), key))
    if found.value is None or found.missing:
        raise SourceUnavailable("zaaksysteem", "it is not known whose case this is")
    for case in found.value:
        return case
    raise NotFound(key)


def show(what: str, case: Case | None, fields: MultiDict[str, str] | None) -> ResponseReturnValue:
    """The form; with what was typed before the session was over, where that was kept."""
    form = request_form(KINDS[what], _known(), fields)
    return _page(what, form, KeyForm(fields).key.data, case)


def send(what: str, key: CaseKey | None, fields: MultiDict[str, str]) -> UUID | ResponseReturnValue:
    """The id of what was asked; or the form, with what was typed and what is wrong with it."""
    form, page_key = request_form(KINDS[what], _known(), fields), KeyForm(fields).key.data
    is_right = form.validate()
    try:
        case = own_case(key) if key else None
    except SourceUnavailable:  # what was typed stays; without a case it can be sent
        page = _page(what, form, page_key, None, is_case_unknown=True)
        return page, HTTPStatus.SERVICE_UNAVAILABLE
    if not is_right:
        return _page(what, form, page_key, case), HTTPStatus.UNPROCESSABLE_ENTITY
    answers = answers_of(form)
    asked = RequestInput(
        key=page_key or uuid4(),
        kind=KINDS[what],
        text=answers.get("text", ""),
        case=case,
        phone=answers.get("phone", ""),
        day_part=DayPart(answers["day_part"]) if "day_part" in answers else None,
    )
    return ask(session(), settings(), acting(), asked).id


def _known() -> dict[str, str]:
    return contact_of(session(), resident().key)


def _page(
    what: str,
    form: HtmlForm,
    key: UUID | None,
    case: Case | None,
    *,
    is_case_unknown: bool = False,
) -> str:
    return render_template(
        "contacts/ask.html",
        what=what,
        fields=question_fields(form),
        key=key or uuid4(),
        case=case,
        case_name=case_name(words(), case.title, case.number) if case else None,
        is_case_unknown=is_case_unknown,
        answer_by=promised_day(settings(), KINDS[what], utc_now()),
        email=email_for(KINDS[what], _known()),
    )
