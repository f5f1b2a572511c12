"""The overview page."""

from flask import Blueprint, render_template

from portal.features.overview.service import overview_of
from portal.web.edge.access import acting
from portal.web.edge.request_context import gateways, session

bp = Blueprint("overview", __name__)


@bp.get("/overzicht/")
def index() -> str:
    """What needs doing, and how everything stands."""
    return render_template("overview/index.html", **overview_of(session(), gateways(), acting()))
