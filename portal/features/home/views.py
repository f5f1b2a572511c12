"""Pages for everybody: home with search, the language, the accessibility statement."""

from datetime import timedelta
from urllib.parse import urlsplit

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue

from portal import VERSION
from portal.domain.accessibility import AuditOutcome, Statement
from portal.domain.days import today
from portal.domain.failures import NotFound
from portal.features.home.forms import LanguageForm, SearchForm
from portal.features.home.results import product_texts, results_of
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
        results=results_of(query) if query else None,
    )


@bp.get("/producten/<slug>/")
@public
def product(slug: str) -> str:
    """Something that isn't online yet, and where it can be done."""
    shown = next((each for each in portal().products if each.slug == slug), None)
    if shown is None:
        raise NotFound(slug)
    name, how = product_texts(shown)
    return render_template(
        "home/product.html",
        name=name,
        how=how,
        url=shown.url,
        site=urlsplit(shown.url).hostname,
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
    return render_template(
        "home/accessibility.html",
        statement=_statement(),
        address=public_address(url_for("home.index")),
    )


@bp.get("/toegankelijkheid/onderzoek/")
@public
def audit() -> str:
    """What the last audit by computer looked at, and what came of it."""
    return render_template("home/audit.html", statement=_statement(), outcomes=tuple(AuditOutcome))


def _statement() -> Statement:
    return Statement(VERSION, portal().audit, municipality().research, today())


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
