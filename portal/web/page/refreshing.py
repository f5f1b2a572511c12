"""Which source of a page a resident wants to be asked anew, as the address of the page says."""

from flask import request

from portal.services.sources.refresh import Refresh
from portal.web.edge.htmx import is_block_wanted

REFRESH = "ververs"
RETRY = "poging"
"""How often a source was tried by itself: what came a moment ago will do for who tries again."""
NAMES = {
    "taken": "tasks",
    "zaken": "cases",
    "zaak": "case",
    "gegevens": "person",
    "vragen": "contacts",
}
"""As it stands in addresses → the source, and its block in the template."""


def refresh(*sources: str) -> Refresh:
    """One source of the page, which htmx shows alone; all where the address names none of them.

    `sources`: those that the page has, as they stand in addresses.
    """
    if REFRESH not in request.args:
        return Refresh()
    source = request.args[REFRESH]
    name = NAMES[source] if source in sources else ""
    return Refresh(
        name,
        is_all=not name,
        is_alone=bool(name) and is_block_wanted(),
        is_retry=RETRY in request.args,
    )
