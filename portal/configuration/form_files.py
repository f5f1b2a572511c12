"""The files of forms, judged by what the portal knows and forms don't."""

from forms import Catalogue, OutsideNames, SourceRegister
from portal.domain.life_events import LIFE_EVENTS

EVENTS = frozenset(event.slug for event in LIFE_EVENTS)
KNOWN_TO_THE_PORTAL = OutsideNames(events=EVENTS)
"""Without what the operator's files say: a form that is off may name what isn't there."""


def load_candidates(register: SourceRegister) -> Catalogue:
    """The forms of the files, which are not published by that; raises `BadForms`."""
    return Catalogue.load(register, outside=KNOWN_TO_THE_PORTAL)
