"""Other parts for the portal of an app, as a test needs them."""

from collections.abc import Iterable
from dataclasses import replace

from flask import Flask
from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from forms import Form, form_from_values, load_sources
from portal.domain.publications import Publication, PublicationKind
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


def change_settings(app: Flask, **changes) -> None:
    """Let the portal of this app have other settings, until the test ends."""
    change_parts(app, settings=portal_of(app).settings.model_copy(update=changes))


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
        retire_all(database, published_forms.current_publications(database).keys() - slugs)
    look_anew(app)


def retire_all(database: Session, slugs: Iterable[str]) -> None:
    """Offer these forms no more, all but the first by the decision that was taken about that one.

    `publishing.retire` takes ten statements for each, and who needs one form has ten others.
    Commits.
    """
    offered = [
        slug
        for slug, row in sorted(published_forms.current_publications(database).items())
        if slug in slugs and row.kind is not PublicationKind.RETIRED
    ]
    if not offered:
        return
    first, *others = offered
    publishing.retire(database, first, "test")
    if others:
        _decide_the_same(database, published_forms.current_publications(database), first, others)
        database.commit()


def _decide_the_same(
    database: Session, counts: dict[str, Publication], first: str, others: list[str]
) -> None:
    decision = {name: getattr(counts[first], name) for name in Publication.__slots__}
    del decision["number"]
    decision["changes"] = list(decision["changes"])
    rows = [decision | {"slug": slug, "version": counts[slug].version} for slug in others]
    database.execute(insert(published_forms.FormPublication), rows)
    table, moment = published_forms.PublishedForm, decision["decided_at"]
    values = {"since": moment, "published_by": decision["decided_by"], "withdrawn_at": moment}
    database.execute(update(table).where(table.slug.in_(others)).values(values))


def look_anew(app: Flask) -> None:
    """Let this app read what is published and what is off with its next request."""
    change_parts(app, live=LiveState(portal_of(app).live.read))


def put_back(app: Flask, portal: Portal) -> None:
    """Let this app answer for this portal again."""
    app.extensions[NAME] = portal
