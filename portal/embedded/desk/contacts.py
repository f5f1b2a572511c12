"""What an employee sees of questions and wishes to be called, and does with them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select

from portal.embedded.clock import now_text
from portal.embedded.contacts import keeping
from portal.embedded.contacts.bodies import (
    ContactBody,
    Link,
    MakeContactBody,
    NewSubjectBody,
    ParticipantBody,
    PartyBody,
    SubjectIdentifier,
)
from portal.embedded.contacts.tables import ADDRESS, CONTACT, PARTICIPANT, PARTY, SUBJECT, TASK
from portal.embedded.registers.everybody import BY_BSN
from portal.embedded.storage import ZAAK
from portal.embedded.world import World

LANGUAGE, PHONE = "nld", "Telefoon"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLine:
    """One thing that a resident asked."""

    task: UUID
    contact: UUID
    at: datetime
    who: str
    subject: str
    text: str
    deed: str
    """What is to be done, and by when."""
    note: str
    reached_at: tuple[str, ...]
    """Mail address and phone, as they gave them."""
    is_callback: bool
    is_done: bool
    answer: str
    calls: tuple[tuple[datetime, bool | None], ...]
    """Each call that followed, and whether they were reached."""


def requests(world: World) -> list[RequestLine]:
    """All that was asked, what is still to do first, the oldest of that first."""
    with world.engine.connect() as connection:
        rows = connection.execute(select(TASK).order_by(TASK.c.seq)).all()
        lines = [_line(connection, row) for row in rows]
    return sorted(lines, key=lambda line: line.is_done)


def answer(world: World, task_id: UUID, text: str) -> None:
    """Answer a question: the answer first, then the task is done, so that no half one is read."""
    with world.engine.begin() as connection:
        task = keeping.row_of(connection, TASK, task_id)
        contact = keeping.row_of(connection, CONTACT, task.contact)
        keeping.change(connection, CONTACT, contact.id, {**contact.data, "reactie": text})
        _end(connection, task)
    keeping.tell(world, CONTACT, contact.id)
    keeping.tell(world, TASK, task_id)


def call(world: World, task_id: UUID, *, is_reached: bool) -> None:
    """Write down a call; who was reached need not be called again."""
    with world.engine.begin() as connection:
        task = keeping.row_of(connection, TASK, task_id)
        contact = keeping.row_of(connection, CONTACT, task.contact)
        body = MakeContactBody(
            klantcontact=ContactBody(
                kanaal=PHONE,
                onderwerp="Terugbellen",
                indicatie_contact_gelukt=is_reached,
                taal=LANGUAGE,
                vertrouwelijk=False,
            ),
            betrokkene=ParticipantBody(
                was_partij=_party_link(connection, contact.id), rol="klant", initiator=False
            ),
            onderwerpobject=NewSubjectBody(was_klantcontact=Link(uuid=contact.id)),
        )
        call_id = keeping.make_contact(connection, body)
        if is_reached:
            _end(connection, task)
    keeping.tell(world, CONTACT, call_id, "create")
    if is_reached:
        keeping.tell(world, TASK, task_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A contact by phone or at the counter, as an employee writes it down."""

    bsn: str
    channel: str
    subject: str
    note: str
    """It stays with the municipality."""
    case_id: UUID | None = None
    """The case that it was about."""


def case_with_number(world: World, number: str) -> UUID | None:
    """The case with this number; None where there is none."""
    with world.engine.connect() as connection:
        found = connection.scalar(select(ZAAK.c.id).where(ZAAK.c.identificatie == number))
    return UUID(str(found)) if found else None


def write_down(world: World, meeting: Meeting) -> UUID:
    """Keep a contact by phone or at the counter, and tell of it."""
    contact_id = keep(world, meeting)
    keeping.tell(world, CONTACT, contact_id, "create")
    return contact_id


def keep(world: World, meeting: Meeting) -> UUID:
    """The same, telling nobody."""
    with world.engine.begin() as connection:
        party = _ensure_party(connection, meeting.bsn)
        body = MakeContactBody(
            klantcontact=ContactBody(
                kanaal=meeting.channel,
                onderwerp=meeting.subject,
                inhoud=meeting.note,
                indicatie_contact_gelukt=True,
                taal=LANGUAGE,
                vertrouwelijk=False,
            ),
            betrokkene=ParticipantBody(was_partij=Link(uuid=party), rol="klant", initiator=True),
            onderwerpobject=_about(meeting.case_id),
        )
        return keeping.make_contact(connection, body)


def _about(case_id: UUID | None) -> NewSubjectBody | None:
    if case_id is None:
        return None
    identifier = SubjectIdentifier(
        object_id=str(case_id),
        code_objecttype="zaak",
        code_register="open-zaak",
        code_soort_object_id="uuid",
    )
    return NewSubjectBody(onderwerpobjectidentificator=identifier)


def _ensure_party(connection: Connection, bsn: str) -> UUID:
    there = connection.scalar(select(PARTY.c.id).where(PARTY.c.bsn == bsn))
    if there is not None:
        return UUID(str(there))
    number = {
        "codeObjecttype": "natuurlijk_persoon",
        "codeSoortObjectId": "bsn",
        "codeRegister": "brp",
        "objectId": bsn,
    }
    body = {
        "soortPartij": "persoon",
        "indicatieActief": True,
        "partijIdentificatoren": [{"partijIdentificator": number}],
    }
    return keeping.make_party(connection, PartyBody.model_validate(body))


def _end(connection: Connection, task: Row[Any]) -> None:
    done = {"status": keeping.DONE, "afgehandeldOp": now_text()}
    keeping.change(connection, TASK, task.id, {**task.data, **done})


def _line(connection: Connection, task: Row[Any]) -> RequestLine:
    contact = keeping.row_of(connection, CONTACT, task.contact)
    of_party = select(PARTY.c.bsn).join(PARTICIPANT, PARTICIPANT.c.party == PARTY.c.id)
    bsn = connection.scalar(of_party.where(PARTICIPANT.c.contact == contact.id))
    addresses = select(ADDRESS.c.data).join(PARTICIPANT, PARTICIPANT.c.id == ADDRESS.c.participant)
    kinds = select(SUBJECT.c.data).where(SUBJECT.c.contact == contact.id)
    return RequestLine(
        task=task.id,
        contact=contact.id,
        at=_moment(contact.data["plaatsgevondenOp"]),
        who=BY_BSN[bsn].full_name if bsn in BY_BSN else "Iemand zonder naam",
        subject=contact.data["onderwerp"],
        text=contact.data["inhoud"],
        deed=task.data["gevraagdeHandeling"],
        note=task.data["toelichting"],
        reached_at=tuple(
            data["adres"]
            for data in connection.scalars(addresses.where(PARTICIPANT.c.contact == contact.id))
        ),
        is_callback=any(
            (data["onderwerpobjectidentificator"] or {}).get("codeObjecttype") == "terugbelverzoek"
            for data in connection.scalars(kinds)
        ),
        is_done=task.data["status"] == keeping.DONE,
        answer=contact.data["reactie"],
        calls=tuple(_calls_after(connection, contact.id)),
    )


def _calls_after(connection: Connection, contact_id: UUID) -> list[tuple[datetime, bool | None]]:
    later = select(CONTACT.c.data).join(SUBJECT, SUBJECT.c.contact == CONTACT.c.id)
    rows = connection.scalars(later.where(SUBJECT.c.was_contact == contact_id))
    return [(_moment(data["plaatsgevondenOp"]), data["indicatieContactGelukt"]) for data in rows]


def _party_link(connection: Connection, contact_id: UUID) -> Link | None:
    party = connection.scalar(
        select(PARTICIPANT.c.party).where(
            PARTICIPANT.c.contact == contact_id, PARTICIPANT.c.party.is_not(None)
        )
    )
    return Link(uuid=UUID(str(party))) if party else None


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
