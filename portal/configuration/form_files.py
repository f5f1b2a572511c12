"""The files of forms, judged by what the portal knows and forms don't."""

from pathlib import Path

from forms import CATALOGUE, Candidates, OutsideNames, SourceRegister, candidates
from portal.domain.life_events import LIFE_EVENTS

EVENTS = frozenset(event.slug for event in LIFE_EVENTS)
KNOWN_TO_THE_PORTAL = OutsideNames(events=EVENTS)
"""Without what the operator's files say: a form that is off may name what isn't there."""


def load_candidates(register: SourceRegister, folder: Path = CATALOGUE) -> Candidates:
    """The forms of the files, which are not published by that, and what is wrong with others."""
    return candidates.load_candidates(register, folder, KNOWN_TO_THE_PORTAL)
