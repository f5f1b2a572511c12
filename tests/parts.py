"""Other parts for the portal of an app, as a test needs them."""

from dataclasses import replace

from flask import Flask

from portal.handles import Portal
from portal.web.edge.request_context import NAME, portal_of


def change_parts(app: Flask, **parts) -> Portal:
    """Give the portal of this app other parts; gives the portal as it was, for `put_back`."""
    before = portal_of(app)
    app.extensions[NAME] = replace(before, **parts)
    return before


def put_back(app: Flask, portal: Portal) -> None:
    """Let this app answer for this portal again."""
    app.extensions[NAME] = portal
