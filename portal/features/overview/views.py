"""The overview page."""

from flask import Blueprint, render_template

from portal.features.overview.cards import overview_context
from portal.services.overview import read_overview
from portal.storage.overview import Header
from portal.web.edge.login_session import acting
from portal.web.edge.request_context import gateways, is_refresh, session, single_statements
from portal.web.page.layout import show_in_header

bp = Blueprint("overview", __name__)


@bp.get("/overzicht/")
def index() -> str:
    """What needs doing, and how everything stands."""
    page = read_overview(session(), gateways(), acting(), single_statements, anew=is_refresh())
    show_in_header(Header(page.name.value or "", page.records.unread))
    return render_template("overview/index.html", **overview_context(page))
