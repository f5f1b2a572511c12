"""Life events with their forms, as home and the list of forms show them."""

from collections.abc import Iterable

from flask import url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from forms import Form
from portal.domain.life_events import LIFE_EVENTS

Links = tuple[tuple[str, str, str], ...]
Event = tuple[str, str, str, Links]

TITLES = {
    "verhuizen": _l("Verhuizen"),
    "kind": _l("Een kind krijgen"),
    "trouwen": _l("Trouwen of samenwonen"),
    "geld": _l("Hulp met geld"),
    "parkeren": _l("Parkeren"),
    "melden": _l("Iets melden op straat"),
    "gegevens": _l("Uw gegevens en privacy"),
}
"""By slug of `LIFE_EVENTS`; a test holds that each has its words."""


def events(forms: Iterable[Form]) -> tuple[Event, ...]:
    """(slug, title, pictogram, forms as (slug, title, address)) of every life event."""
    all_forms = list(forms)
    return tuple(
        (event.slug, str(TITLES[event.slug]), event.icon, _links(all_forms, event.slug))
        for event in LIFE_EVENTS
    )


def _links(forms: list[Form], event: str) -> Links:
    return tuple(
        (form.slug, gettext(form.title), url_for("submissions.start", slug=form.slug))
        for form in forms
        if form.event == event
    )
