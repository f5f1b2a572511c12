"""Ways of a real case API that clients must survive; off unless the switchboard turns them on."""

from enum import StrEnum

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
    LOOSE_VALUES = "loose-values"
    """A property takes any value, as Open Zaak does without ZAAK_EIGENSCHAP_WAARDE_VALIDATION."""
    OWN_NUMBERS = "own-numbers"
    """Every new case gets a number of the case system's own, whatever `identificatie` says."""
    NO_MARK_FILTER = "no-mark-filter"
    """Cases can't be filtered by `kenmerk`: that is no standard, Open Zaak offers it."""


def is_on(world: World, quirk: Quirk) -> bool:
    """Whether the API now behaves like this."""
    with world.engine.connect() as connection:
        return (
            connection.scalar(select(QUIRK.c.name).where(QUIRK.c.name == quirk.value)) is not None
        )


def switch(world: World, quirk: Quirk, *, on: bool) -> None:
    """Turn it on or off, for all processes of this world."""
    with world.engine.begin() as connection:
        if on:
            connection.execute(insert(QUIRK).values(name=quirk.value).on_conflict_do_nothing())
        else:
            connection.execute(delete(QUIRK).where(QUIRK.c.name == quirk.value))
