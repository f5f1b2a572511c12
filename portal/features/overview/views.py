"""The overview page."""

from flask import Blueprint, render_template

from portal.features.overview.service import overview_of
from portal.web.edge.login_session import acting
from portal.web.edge.request_context import gateways, is_refresh, session

bp = Blueprint("overview", __name__)


@bp.get("/overzicht/")
def index() -> str:
    """What needs doing, and how everything stands."""
    overview = overview_of(session(), gateways(), acting(), anew=is_refresh())
    return render_template("overview/index.html", **overview)
