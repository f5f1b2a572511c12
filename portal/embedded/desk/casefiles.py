"""Reading cases for the case worker's page: rows to the values of `casefile`."""

from collections.abc import Container, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, exists, func, select, true

from portal.embedded.desk.casefile import (
    CaseFile,
    CaseLine,
    Choice,
    DecisionLine,
    DocumentLine,
    NoSuchCase,
    StatusLine,
    TaskLine,
)
from portal.embedded.desk.role_lines import name_of, roles_of
from portal.embedded.desk.tasks import tasks_of
from portal.embedded.storage import (
    BESLUIT,
    DEELZAAK,
    DOCUMENT,
    RESULTAAT,
    ROL,
    STATUS,
    ZAAK,
    ZAAKEIGENSCHAP,
    ZAAKINFORMATIEOBJECT,
)
from portal.embedded.world import World
from portal.embedded.zgw.addresses import address, id_in
from portal.embedded.zgw.catalogue import catalogue
from portal.embedded.zgw.zaken.parts import newest_status

WAYS = frozenset({"inkomend", "uitgaand", "intern"})
"""Of a kind of document, seen from the municipality (`richting`)."""


def lines(
    connection: Connection, world: World, *, bsn: str, case_id: UUID | None
) -> list[CaseLine]:
    """Cases, newest first; of one applicant, or one case only, if so asked."""
    rows = _rows()
    if bsn:
        rows = rows.where(ROL.c.bsn == bsn)
    if case_id is not None:
        rows = rows.where(ZAAK.c.id == case_id)
    return [_line(world, row) for row in connection.execute(rows)]


def newest(
    connection: Connection, world: World, *, only_open: bool, most: int
) -> tuple[list[CaseLine], int]:
    """The newest cases, at most so many, and how many there are in all."""
    is_asked = ZAAK.c.data["einddatum"].astext.is_(None) if only_open else true()
    rows = connection.execute(_rows().where(is_asked).limit(most))
    total = connection.scalar(select(func.count()).select_from(ZAAK).where(is_asked))
    return [_line(world, row) for row in rows], total or 0


def _rows() -> Select[Any]:
    """What a line says, of all cases; the newest first."""
    rows = (
        select(
            ZAAK,
            STATUS.c.statustype,
            STATUS.c.set_at,
            RESULTAAT.c.resultaattype,
            ROL.c.bsn,
            ROL.c.data.label("applicant"),
        )
        .join(ROL, (ROL.c.zaak == ZAAK.c.id) & _IS_APPLICANT, isouter=True)
        .join(RESULTAAT, RESULTAAT.c.zaak == ZAAK.c.id, isouter=True)
        .join(STATUS, STATUS.c.id == newest_status(STATUS.c.id), isouter=True)
    )
    return rows.order_by(ZAAK.c.seq.desc())


def file_of(connection: Connection, world: World, case_id: UUID) -> CaseFile:
    """One case with everything in it; raises `NoSuchCase`."""
    found = lines(connection, world, bsn="", case_id=case_id)
    if not found:
        raise NoSuchCase("Deze zaak is er niet.")
    query = select(ZAAK.c.zaaktype, ZAAK.c.data).where(ZAAK.c.id == case_id)
    case_type_id, fields = connection.execute(query).one()
    suspension = fields["opschorting"] or {}
    is_open = found[0].closed is None
    return CaseFile(
        line=found[0],
        answers=_answers(connection, world, case_id),
        statuses=_statuses(connection, world, case_id),
        documents=_documents(connection, world, case_id),
        decisions=_decisions(connection, world, case_id),
        tasks=_tasks(connection, case_id),
        possible_statuses=choices(world, "statustype", case_type_id) if is_open else (),
        possible_results=choices(world, "resultaattype", case_type_id) if is_open else (),
        possible_documents=incoming(world, case_type_id) if is_open else (),
        possible_papers=document_kinds(world, case_type_id) if is_open else (),
        extension=(fields["verlenging"] or {}).get("reden", ""),
        suspension=suspension["reden"] if suspension.get("indicatie") else None,
        sub_cases=_sub_cases(connection, case_id),
        possible_parts=_kinds_of_part(connection, world, case_id) if is_open else (),
        payment=fields["betalingsindicatie"],
        roles=roles_of(connection, world, case_id),
        confidentiality=fields["vertrouwelijkheidaanduiding"],
    )


def choices(world: World, kind: str, case_type_id: UUID) -> tuple[Choice, ...]:
    """The statuses or results of a case type, in their order."""
    case_type = address(world, "zaaktype", case_type_id)
    return tuple(
        Choice(id=each_id, name=each["omschrijving"], is_end=each.get("isEindstatus", False))
        for each_id, each in catalogue(world).resources[kind].items()
        if each["zaaktype"] == case_type
    )


def incoming(world: World, case_type_id: UUID) -> tuple[Choice, ...]:
    """The kinds of document that residents send for this case type."""
    kinds = document_kinds(world, case_type_id, ways=frozenset({"inkomend"}))
    return tuple(each for each in kinds if each.name != "Aanvraag")


def document_kinds(
    world: World, case_type_id: UUID, *, ways: Container[str] = WAYS
) -> tuple[Choice, ...]:
    """The kinds of document of this case type that go one of these ways (`richting`)."""
    case_type = address(world, "zaaktype", case_type_id)
    resources = catalogue(world).resources
    ids: Sequence[UUID | None] = [
        id_in(world, "informatieobjecttype", link["informatieobjecttype"])
        for link in resources["zaaktype-informatieobjecttype"].values()
        if link["zaaktype"] == case_type and link["richting"] in ways
    ]
    types = resources["informatieobjecttype"]
    return tuple(
        Choice(id=each, name=types[each]["omschrijving"])
        for each in dict.fromkeys(ids)
        if each is not None
    )


_IS_APPLICANT = ROL.c.omschrijving_generiek == "initiator"


def _line(world: World, row: Row[Any]) -> CaseLine:
    resources = catalogue(world).resources
    case_type = resources["zaaktype"][row.zaaktype]
    data = row.data
    return CaseLine(
        id=row.id,
        number=row.identificatie,
        case_type=case_type["identificatie"],
        case_type_name=case_type["omschrijving"],
        subject=data["omschrijving"],
        applicant_bsn=row.bsn or "",
        applicant_name="" if row.applicant is None else name_of(row.bsn, row.applicant),
        status=resources["statustype"][row.statustype]["omschrijving"] if row.statustype else "",
        status_since=row.set_at,
        started=date.fromisoformat(data["startdatum"]),
        due=_day(data["uiterlijkeEinddatumAfdoening"]),
        closed=_day(data["einddatum"]),
        result=(
            resources["resultaattype"][row.resultaattype]["omschrijving"]
            if row.resultaattype
            else ""
        ),
    )


def _sub_cases(connection: Connection, case_id: UUID) -> tuple[Choice, ...]:
    rows = (
        select(ZAAK.c.id, ZAAK.c.data["omschrijving"].astext)
        .join(DEELZAAK, DEELZAAK.c.zaak == ZAAK.c.id)
        .where(DEELZAAK.c.hoofdzaak == case_id)
    )
    ordered = connection.execute(rows.order_by(ZAAK.c.seq)).all()
    return tuple(Choice(id=part_id, name=subject) for part_id, subject in ordered)


def _kinds_of_part(connection: Connection, world: World, case_id: UUID) -> tuple[Choice, ...]:
    if connection.scalar(select(exists().where(DEELZAAK.c.zaak == case_id))):
        return ()
    kinds = catalogue(world).current.items()
    return tuple(Choice(id=kind_id, name=kind.name) for kind_id, kind in kinds)


def _answers(connection: Connection, world: World, case_id: UUID) -> tuple[tuple[str, str], ...]:
    rows = select(ZAAKEIGENSCHAP).where(ZAAKEIGENSCHAP.c.zaak == case_id)
    properties = catalogue(world).resources["eigenschap"]
    return tuple(
        (properties[row.eigenschap]["definitie"], row.data["waarde"])
        for row in connection.execute(rows.order_by(ZAAKEIGENSCHAP.c.seq))
    )


def _statuses(connection: Connection, world: World, case_id: UUID) -> tuple[StatusLine, ...]:
    rows = select(STATUS).where(STATUS.c.zaak == case_id).order_by(STATUS.c.set_at.desc())
    types = catalogue(world).resources["statustype"]
    return tuple(
        StatusLine(
            name=types[row.statustype]["omschrijving"],
            since=row.set_at,
            explanation=row.data["statustoelichting"],
        )
        for row in connection.execute(rows)
    )


def _documents(connection: Connection, world: World, case_id: UUID) -> tuple[DocumentLine, ...]:
    rows = (
        select(DOCUMENT)
        .join(ZAAKINFORMATIEOBJECT, ZAAKINFORMATIEOBJECT.c.informatieobject == DOCUMENT.c.id)
        .where(ZAAKINFORMATIEOBJECT.c.zaak == case_id)
        .order_by(ZAAKINFORMATIEOBJECT.c.seq)
    )
    types = catalogue(world).resources["informatieobjecttype"]
    return tuple(
        DocumentLine(
            id=row.id,
            title=row.data["titel"],
            document_type=types[UUID(row.data["informatieobjecttype"])]["omschrijving"],
            file_name=row.data["bestandsnaam"],
            media_type=row.data["formaat"],
            size_bytes=row.data["bestandsomvang"] or 0,
            created=date.fromisoformat(row.data["creatiedatum"]),
        )
        for row in connection.execute(rows)
    )


def _decisions(connection: Connection, world: World, case_id: UUID) -> tuple[DecisionLine, ...]:
    rows = select(BESLUIT).where(BESLUIT.c.zaak == case_id).order_by(BESLUIT.c.seq)
    types = catalogue(world).resources["besluittype"]
    return tuple(
        DecisionLine(
            id=row.id,
            number=row.identificatie,
            kind=types[row.besluittype]["omschrijving"],
            decided=date.fromisoformat(row.data["datum"]),
            explanation=row.data["toelichting"],
            sent=_day(row.data["verzenddatum"]),
            object_until=_day(row.data["uiterlijkeReactiedatum"]),
            ends=_day(row.data["vervaldatum"]),
        )
        for row in connection.execute(rows)
    )


def _tasks(connection: Connection, case_id: UUID) -> tuple[TaskLine, ...]:
    return tuple(
        TaskLine(
            id=task.id,
            title=task.data["titel"],
            status=task.data["status"],
            due=_moment(task.data.get("verloopdatum")),
        )
        for task in tasks_of(connection, case_id)
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None
