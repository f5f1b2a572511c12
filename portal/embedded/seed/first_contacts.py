"""Filling an empty contact register: who answers, and contacts of the resident with cases."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import exists, select, text

from portal.embedded.contacts import keeping
from portal.embedded.contacts.tables import ACTOR, CONTACT
from portal.embedded.desk.contacts import keep
from portal.embedded.registers.residents import CORNELIS
from portal.embedded.world import World

_ONE_AT_A_TIME = 7_204_112
CONTACTS = (
    (40, "Telefoon", "Vraag over de parkeervergunning", "Belt vaak, kort houden.", False),
    (12, "Balie", "Uittreksel opgehaald", "Identiteit gezien.", False),
    (9, "Telefoon", "Signaal over het adres", "Alleen voor het onderzoek.", True),
)
"""Days ago, channel, subject, what stays with the municipality, and whether all of it does."""


def plant(world: World) -> None:
    """Fill the register, unless there is somebody in it who answers."""
    with world.engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
        if connection.scalar(select(exists().select_from(ACTOR))):
            return
        keeping.ensure_unit(connection)
    for days_ago, channel, subject, note, is_confidential in CONTACTS:
        contact_id = keep(world, CORNELIS.bsn, channel, subject, note)
        at = datetime.now(UTC) - timedelta(days=days_ago)
        with world.engine.begin() as connection:
            data = keeping.row_of(connection, CONTACT, contact_id).data
            changed = {"plaatsgevondenOp": at.isoformat(), "vertrouwelijk": is_confidential}
            keeping.change(connection, CONTACT, contact_id, {**data, **changed})
