"""Other parts for the portal of an app, as a test needs them."""

from collections.abc import Iterable
from dataclasses import replace

from flask import Flask

from forms import Form, form_from_values, load_sources
from portal.handles import Portal
from portal.live_state import LiveState
from portal.services import publishing
from portal.storage import published_forms
from portal.web.edge.request_context import NAME, portal_of


def change_parts(app: Flask, **parts) -> Portal:
    """Give the portal of this app other parts; gives the portal as it was, for `put_back`."""
    before = portal_of(app)
    app.extensions[NAME] = replace(before, **parts)
    return before


def changed_case(form: Form, changes: dict[str, str]) -> Form:
    """Another version of this form: what it says of its case is changed."""
    values = form.model_dump(mode="json", exclude_defaults=True)
    values["case"] |= changes
    return form_from_values(values, load_sources())


def publish_only(app: Flask, forms: Iterable[Form]) -> None:
    """Let these be the forms that are published, and this app know it at once."""
    slugs = set()
    with portal_of(app).sessions() as database:
        for form in forms:
            publishing.publish(database, form, "test")
            slugs.add(form.slug)
        for slug in published_forms.current_publications(database).keys() - slugs:
            publishing.retire(database, slug, "test")
    look_anew(app)


def look_anew(app: Flask) -> None:
    """Let this app read what is published and what is off with its next request."""
    change_parts(app, live=LiveState(portal_of(app).live.read))


def put_back(app: Flask, portal: Portal) -> None:
    """Let this app answer for this portal again."""
    app.extensions[NAME] = portal
