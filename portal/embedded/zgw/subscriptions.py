"""Who is told of changes: the subscriptions (abonnementen) of the Notificaties API."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import insert, select

from portal.embedded.storage import ABONNEMENT
from portal.embedded.world import World

CHANNELS: dict[str, tuple[str, ...]] = {
    "besluiten": ("verantwoordelijke_organisatie", "besluittype", "besluittype.catalogus"),
    "documenten": (
        "bronorganisatie",
        "informatieobjecttype",
        "vertrouwelijkheidaanduiding",
        "informatieobjecttype.catalogus",
    ),
    "internetaken": (),
    "klantcontacten": (),
    "zaken": (
        "bronorganisatie",
        "zaaktype",
        "zaaktype.catalogus",
        "vertrouwelijkheidaanduiding",
    ),
}
"""Each channel with what one can filter on, as Open Notificaties names it."""
ANY = "*"


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Where a notification goes, and what goes along as `Authorization`."""

    callback_url: str
    auth: str


def subscribers(world: World, channel: str, marks: Mapping[str, str]) -> list[Subscriber]:
    """Who is to be told of a change in this channel with these marks; one may be there twice."""
    query = select(ABONNEMENT).order_by(ABONNEMENT.c.seq)
    with world.engine.connect() as connection:
        rows = connection.execute(query).all()
    return [
        Subscriber(row.callback_url, row.auth)
        for row in rows
        for kanaal in row.kanalen
        if kanaal["naam"] == channel and _passes(kanaal.get("filters", {}), marks)
    ]


def plant(world: World) -> None:
    """Let the portal be subscribed, unless somebody is."""
    with world.engine.begin() as connection:
        if not world.notify_url or connection.scalar(select(ABONNEMENT.c.id).limit(1)):
            return
        filters = {
            "zaken": {"bronorganisatie": world.rsin},
            "besluiten": {"verantwoordelijke_organisatie": world.rsin},
            "klantcontacten": {},
            "internetaken": {},
        }
        values = {
            "id": uuid4(),
            "callback_url": world.notify_url,
            "auth": f"Bearer {world.notify_token}",
            "kanalen": [{"naam": name, "filters": each} for name, each in filters.items()],
        }
        connection.execute(insert(ABONNEMENT).values(values))


def _passes(filters: Mapping[str, Any], marks: Mapping[str, str]) -> bool:
    plain = {_plain(name): value for name, value in marks.items()}
    return all(value in (ANY, plain.get(_plain(name))) for name, value in filters.items())


def _plain(name: str) -> str:
    """A name however it is written: notifications are in camelCase, filters are not."""
    return name.replace("_", "").casefold()
