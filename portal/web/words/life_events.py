"""Life events with their forms, as home and the list of forms show them."""

from functools import lru_cache

from flask import url_for

from forms import Catalogue
from portal.configuration.languages import LANGUAGES
from portal.domain.life_events import LIFE_EVENTS
from portal.texts.labels import N_
from portal.texts.words import Words
from portal.web.words.formats import words

Links = tuple[tuple[str, str, str], ...]
Event = tuple[str, str, str, Links]

CATALOGUES_KEPT = 2
"""While forms are published, the one before may still be in use."""
TITLES = {
    "verhuizen": N_("Verhuizen"),
    "kind": N_("Een kind krijgen"),
    "trouwen": N_("Trouwen of samenwonen"),
    "geld": N_("Hulp met geld"),
    "parkeren": N_("Parkeren"),
    "melden": N_("Iets melden op straat"),
    "gegevens": N_("Uw gegevens en privacy"),
}
"""By slug of `LIFE_EVENTS`, as msgid; a test holds that each has its words."""


def events(forms: Catalogue) -> tuple[Event, ...]:
    """(slug, title, pictogram, forms as (slug, title, address)) of every life event."""
    return _events(forms, words())


@lru_cache(CATALOGUES_KEPT * len(LANGUAGES))
def _events(forms: Catalogue, words: Words) -> tuple[Event, ...]:
    links: dict[str, list[tuple[str, str, str]]] = {event.slug: [] for event in LIFE_EVENTS}
    for form in forms:
        if form.event in links:
            address = url_for("submissions.start", slug=form.slug)
            links[form.event].append((form.slug, words.text_of(form.title), address))
    return tuple(
        (event.slug, words.text_of(TITLES[event.slug]), event.icon, tuple(links[event.slug]))
        for event in LIFE_EVENTS
    )
