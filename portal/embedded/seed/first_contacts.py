"""Filling an empty contact register: who answers, and contacts of the resident with cases."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, select, text

from portal.embedded.contacts import keeping
from portal.embedded.contacts.tables import ACTOR, CONTACT
from portal.embedded.desk.contacts import Meeting, keep
from portal.embedded.registers.residents import CORNELIS
from portal.embedded.storage import ZAAK
from portal.embedded.world import World

_ONE_AT_A_TIME = 7_204_112
CONFIDENTIAL = "Signaal over het adres"
CASES = {"Vraag over de parkeervergunning": "Parkeervergunning GB-123-X"}
"""Subject of a contact → of the case that it was about."""
CONTACTS = (
    (8, "Telefoon", "Vraag over de parkeervergunning", "Belt vaak, kort houden."),
    (30, "Balie", "Uittreksel opgehaald", "Identiteit gezien."),
    (9, "Telefoon", CONFIDENTIAL, "Alleen voor het onderzoek."),
)
"""Days ago, channel, subject, and what stays with the municipality."""


def plant(world: World) -> None:
    """Fill the register, unless there is somebody in it who answers."""
    with world.engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
        if connection.scalar(select(exists().select_from(ACTOR))):
            return
        keeping.ensure_unit(connection)
    for days_ago, channel, subject, note in CONTACTS:
        meeting = Meeting(
            bsn=CORNELIS.bsn,
            channel=channel,
            subject=subject,
            note=note,
            case_id=_case_about(world, CASES.get(subject)),
        )
        contact_id = keep(world, meeting)
        at = datetime.now(UTC) - timedelta(days=days_ago)
        with world.engine.begin() as connection:
            data = keeping.row_of(connection, CONTACT, contact_id).data
            changed = {"plaatsgevondenOp": at.isoformat(), "vertrouwelijk": subject == CONFIDENTIAL}
            keeping.change(connection, CONTACT, contact_id, {**data, **changed})


def _case_about(world: World, subject: str | None) -> UUID | None:
    """The case with this subject; None where it isn't there."""
    with world.engine.connect() as connection:
        found = connection.scalar(
            select(ZAAK.c.id).where(ZAAK.c.data["omschrijving"].astext == subject)
        )
    return UUID(str(found)) if found else None
