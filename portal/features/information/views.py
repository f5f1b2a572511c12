"""Pages for everybody about the portal: contact, privacy, cookies, helping somebody, about it."""

from flask import Blueprint, current_app, render_template, url_for

from portal import VERSION
from portal.domain.days import today
from portal.web.edge.paths import public_address
from portal.web.edge.request_context import activities, municipality, settings
from portal.web.edge.rules import public

bp = Blueprint("information", __name__)


@bp.get("/contact/")
@public
def contact() -> str:
    """Every way to reach the municipality, and when."""
    return render_template("information/contact.html")


@bp.get("/privacy/")
@public
def privacy() -> str:
    """What is done with data of residents, and what they may ask (AVG art. 13)."""
    return render_template(
        "information/privacy.html",
        activities=activities().on(today()),
        officer=municipality().privacy_officer,
    )


@bp.get("/cookies/")
@public
def cookies() -> str:
    """Which cookie the portal sets, and for how long."""
    return render_template(
        "information/cookies.html",
        name=current_app.config["SESSION_COOKIE_NAME"],
        minutes=settings().session_minutes,
    )


@bp.get("/iemand-helpen/")
@public
def helping() -> str:
    """What one may do who helps somebody, and what not."""
    return render_template("information/helping.html", minutes=settings().session_minutes)


@bp.get("/over-dit-portaal/")
@public
def about() -> str:
    """Whose portal it is, and where to tell of a mistake or a vulnerability."""
    us = municipality()
    return render_template(
        "information/about.html",
        address=public_address(url_for("home.index")),
        version=VERSION,
        security_contact=us.security_contact,
        security_policy=us.security_policy,
    )
