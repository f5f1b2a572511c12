"""Pages for everybody: home with search, the language, the accessibility statement."""

from datetime import timedelta

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import VERSION
from portal.domain.accessibility import Statement
from portal.domain.days import today
from portal.features.home.forms import LanguageForm, SearchForm
from portal.features.home.search import entry, search
from portal.web.edge.limits import SEARCH, limited
from portal.web.edge.login_session import LANGUAGE
from portal.web.edge.paths import public_address
from portal.web.edge.request_context import municipality, portal
from portal.web.edge.rules import for_programs, public
from portal.web.words.form_titles import catalogue
from portal.web.words.life_events import events

bp = Blueprint("home", __name__)
SECURITY_TXT_DAYS = 300
"""For so long the words about vulnerabilities hold after somebody looked at them (RFC 9116)."""


@bp.get("/")
@public
@limited(SEARCH)
def index() -> str:
    """What one can arrange here, and a search in sentences."""
    query = SearchForm(request.args).q.data
    return render_template(
        "home/index.html",
        events=events(catalogue()),
        query=query,
        results=_results(query) if query else None,
    )


@bp.get("/taal/")
@public
def language() -> ResponseReturnValue:
    """Choose a language, and back to the page; it is kept."""
    form = LanguageForm(request.args)
    if form.validate():
        cookie[LANGUAGE] = form.taal.data
    return redirect(form.next.data, 303)


@bp.get("/toegankelijkheid/")
@public
def accessibility() -> str:
    """How accessible the portal is, and where to tell what is not."""
    statement = Statement(VERSION, portal().audit, municipality().research, today())
    return render_template("home/accessibility.html", statement=statement)


@bp.get("/.well-known/security.txt")
@for_programs
def security_txt() -> Response:
    """Whom to tell about a vulnerability (RFC 9116)."""
    us = municipality()
    expires = us.security_checked + timedelta(days=SECURITY_TXT_DAYS)
    lines = (
        f"Contact: {us.security_contact}",
        f"Policy: {us.security_policy}",
        f"Expires: {expires.isoformat()}T00:00:00Z",
        "Preferred-Languages: nl, en",
        f"Canonical: {public_address(url_for('home.security_txt'))}",
    )
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


def _results(query: str) -> tuple[tuple[str, str, str], ...]:
    entries = [entry(form, _) for form in catalogue()]
    return tuple(
        (_(form.title), url_for("submissions.start", slug=form.slug), _(form.summary))
        for form in search(entries, query)
    )
