"""Ways of a real case API that clients must survive; off unless the switchboard turns them on."""

from enum import StrEnum

from flask import g, has_app_context
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from portal.embedded.storage import QUIRK
from portal.embedded.world import World


class Quirk(StrEnum):
    """What was seen of Open Zaak 1.30, and what other case systems do."""

    DUPLICATES_FAIL = "duplicates-fail"
    """A natural key that is taken answers 500, not 400."""
    STALE_ETAG = "stale-etag"
    """A case keeps its ETag when something in it changes, so `If-None-Match` answers 304."""
    SLOW_EXPAND = "slow-expand"
    """What is expanded costs time, for each case and each relation."""
    LOOSE_VALUES = "loose-values"
    """A property takes any value, as Open Zaak does without ZAAK_EIGENSCHAP_WAARDE_VALIDATION."""
    OWN_NUMBERS = "own-numbers"
    """Every new case gets a number of the case system's own, whatever `identificatie` says."""
    NO_MARK_FILTER = "no-mark-filter"
    """Cases can't be filtered by `kenmerk`: that is no standard, Open Zaak offers it."""
    NEW_VERSIONS = "new-versions"
    """Each case type has a second version since today, and the first one ended."""
    VERSIONS_WITHOUT_RIGHTS = "versions-without-rights"
    """The client has no autorisatie for second versions: such a right names one version."""


_REMEMBERED = "quirks"


def is_on(world: World, quirk: Quirk) -> bool:
    """Whether the API now behaves like this; in one request always the same."""
    if not has_app_context():
        return quirk in _active(world)
    if _REMEMBERED not in g:
        setattr(g, _REMEMBERED, _active(world))
    active: frozenset[str] = g.get(_REMEMBERED)
    return quirk in active


def switch(world: World, quirk: Quirk, *, on: bool) -> None:
    """Turn it on or off, for all processes of this world."""
    if has_app_context():
        g.pop(_REMEMBERED, None)
    with world.engine.begin() as connection:
        if on:
            connection.execute(insert(QUIRK).values(name=quirk.value).on_conflict_do_nothing())
        else:
            connection.execute(delete(QUIRK).where(QUIRK.c.name == quirk.value))


def _active(world: World) -> frozenset[str]:
    """The names of all that are on."""
    with world.engine.connect() as connection:
        return frozenset(connection.scalars(select(QUIRK.c.name)))
