"""The page on which anybody says whether a page was clear."""

from flask import Blueprint, current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

from forms.fields import question_fields
from portal.features.feedback.opinion_form import opinion_form, opinion_of
from portal.storage import feedback
from portal.web.edge.forms import HtmlForm, PathField
from portal.web.edge.limits import FEEDBACK, limited
from portal.web.edge.request_context import session
from portal.web.edge.rules import public
from portal.web.edge.staying import keeps_input, say_what_is_kept, stays_here

bp = Blueprint("feedback", __name__)
ELSEWHERE = "other"
"""What is kept of a page that there is not."""


class OriginForm(HtmlForm):
    """The page that it is about, to go back to."""

    next = PathField(default="/")


@bp.get("/mening/")
@public
def ask() -> str:
    """Ask whether the page was clear from which one came."""
    return _page(opinion_form(), OriginForm(request.args).next.data)


@bp.post("/mening/")
@public
@limited(FEEDBACK)
@keeps_input
def keep() -> ResponseReturnValue:
    """Keep it, and go back to that page with thanks."""
    path, form = OriginForm(request.form).next.data, opinion_form(request.form)
    if stays_here():
        say_what_is_kept()
        return _page(form, path)
    if not form.validate():
        return _page(form, path), 422
    is_clear, why = opinion_of(form)
    feedback.add(session(), _endpoint_of(path), is_clear=is_clear, why=why)
    session().commit()
    flash(_("Bedankt. Wij lezen wat u schrijft, en maken de pagina beter."))
    return redirect(path, 303)


def _page(form: HtmlForm, path: str) -> str:
    return render_template("feedback/ask.html", fields=question_fields(form), path=path)


def _endpoint_of(path: str) -> str:
    """Which page it is, and nothing of whose: an address may hold what is personal."""
    adapter = current_app.create_url_adapter(request)
    assert adapter is not None
    try:
        endpoint, _arguments = adapter.match(path.partition("?")[0], method="GET")
    except HTTPException:
        return ELSEWHERE
    return str(endpoint)
