"""The overview page."""

from flask import Blueprint

from portal.features.overview.cards import overview_context
from portal.services.overview import overview_queries, read_overview
from portal.storage.logins import Header
from portal.web.edge.htmx import page_or_block
from portal.web.edge.login_session import acting
from portal.web.edge.request_context import (
    current_state,
    gateways,
    session,
    single_statements,
)
from portal.web.page.layout import show_in_header
from portal.web.page.refreshing import refresh

bp = Blueprint("overview", __name__)


@bp.get("/overzicht/")
def index() -> str:
    """What needs doing, and how everything stands."""
    wanted = refresh("taken", "zaken")
    queries = overview_queries(acting(), gateways(), current_state().sources_off)
    page = read_overview(session(), acting(), queries, single_statements, wanted)
    show_in_header(Header(page.name.value or "", page.records.unread))
    return page_or_block("overview/index.html", wanted.name, **overview_context(page))
