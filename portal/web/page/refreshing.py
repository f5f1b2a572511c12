"""Which source of a page a resident wants to be asked anew, as the address of the page says."""

from flask import request

from portal.services.sources.refresh import Refresh
from portal.web.edge.htmx import is_block_wanted

REFRESH = "ververs"
NAMES = {"taken": "tasks", "zaken": "cases", "zaak": "case"}
"""As it stands in addresses → the source, and its block in the template."""


def refresh() -> Refresh:
    """One source, which htmx shows alone; all of them where the address names none that we have."""
    if REFRESH not in request.args:
        return Refresh()
    name = NAMES.get(request.args[REFRESH], "")
    return Refresh(name, is_all=not name, is_alone=bool(name) and is_block_wanted())
