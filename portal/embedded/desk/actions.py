"""What a case worker does to a case: the API inside Python for the case worker's page.

Every action writes through the same functions as the HTTP API and sends the same notifications.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select
from sqlalchemy.exc import IntegrityError

from portal.embedded.clock import today
from portal.embedded.desk import casefiles, decisions, tasks
from portal.embedded.desk.casefile import (
    CaseFile,
    CaseLine,
    Choice,
    DocumentContent,
    NoSuchCase,
    NotPossible,
)
from portal.embedded.desk.handlers import ensure_handler
from portal.embedded.storage import (
    DOCUMENT,
    DOCUMENT_CONTENT,
    DOCUMENT_VERSION,
    ROL,
    ZAAKINFORMATIEOBJECT,
)
from portal.embedded.world import World
from portal.embedded.zgw.addresses import address
from portal.embedded.zgw.case_types import WAITING
from portal.embedded.zgw.catalogue import catalogue
from portal.embedded.zgw.notifications import Written, notify
from portal.embedded.zgw.problems import Problem
from portal.embedded.zgw.zaken.bodies import ResultaatBody, StatusBody
from portal.embedded.zgw.zaken.cases import locked_case
from portal.embedded.zgw.zaken.contents import set_result
from portal.embedded.zgw.zaken.statuses import set_status as add_status


def cases(world: World, *, bsn: str = "") -> Sequence[CaseLine]:
    """All cases, newest first; with `bsn` those of one applicant."""
    with world.engine.connect() as connection:
        return casefiles.lines(connection, world, bsn=bsn, case_id=None)


def case_file(world: World, case_id: UUID) -> CaseFile:
    """One case with everything in it; raises `NoSuchCase`."""
    with world.engine.connect() as connection:
        return casefiles.file_of(connection, world, case_id)


def set_status(world: World, case_id: UUID, *, status_type: UUID, explanation: str = "") -> None:
    """Move the case to a status; raises `NotPossible` (closed case, end status: use `decide`)."""
    with _treating(world, case_id) as desk:
        chosen = desk.choice("statustype", status_type)
        if chosen.is_end:
            raise NotPossible("Neem een besluit om de zaak af te ronden.")
        desk.set_status(chosen, explanation)
        if chosen.name != WAITING:
            tasks.settle(desk.connection, case_id, also_open=False)


def ask_for_document(
    world: World, case_id: UUID, *, document_type: UUID, explanation: str, due: date | None = None
) -> UUID:
    """Ask the applicant for a document: a task in the Objects API, and the waiting status.

    Returns the id of the task object. Raises `NotPossible` for a case without applicant.
    """
    with _treating(world, case_id) as desk:
        kind = catalogue(world).get("informatieobjecttype", document_type)
        allowed = {each.id for each in casefiles.incoming(world, desk.case.zaaktype)}
        if kind is None or document_type not in allowed:
            raise NoSuchCase("Dit soort document hoort niet bij deze zaak.")
        task_id = tasks.ask(
            desk.connection,
            world,
            case_id=case_id,
            bsn=desk.applicant_bsn(),
            document_type=kind,
            explanation=explanation,
            due=due,
        )
        for status in casefiles.choices(world, "statustype", desk.case.zaaktype):
            if status.name == WAITING:
                desk.set_status(status, explanation)
        return task_id


def decide(world: World, case_id: UUID, *, result_type: UUID, explanation: str) -> UUID | None:
    """Decide and close the case: decision with document, result, end status.

    Returns the id of the decision, or None for a case type that has no decisions.
    """
    with _treating(world, case_id) as desk:
        chosen = desk.choice("resultaattype", result_type)
        verdict = decisions.Verdict(result=chosen.name, explanation=explanation, day=today())
        decision_id, made = decisions.take(desk.connection, world, desk.case, verdict)
        desk.written += made
        result = ResultaatBody(
            zaak=address(world, "zaak", case_id),
            resultaattype=address(world, "resultaattype", result_type),
            toelichting=explanation[:1000],
        )
        desk.written.append(set_result(desk.connection, world, result))
        tasks.settle(desk.connection, case_id, also_open=True)
        desk.set_status(desk.end_status(), explanation)
        return decision_id


def document_content(world: World, case_id: UUID, document_id: UUID) -> DocumentContent:
    """The document itself, only if it belongs to this case; raises `NoSuchCase`."""
    newest = (
        select(DOCUMENT.c.data, DOCUMENT_CONTENT.c.content)
        .join(ZAAKINFORMATIEOBJECT, ZAAKINFORMATIEOBJECT.c.informatieobject == DOCUMENT.c.id)
        .join(DOCUMENT_VERSION, DOCUMENT_VERSION.c.document == DOCUMENT.c.id)
        .join(DOCUMENT_CONTENT, DOCUMENT_CONTENT.c.id == DOCUMENT_VERSION.c.content)
        .where(
            ZAAKINFORMATIEOBJECT.c.zaak == case_id,
            DOCUMENT.c.id == document_id,
            DOCUMENT_VERSION.c.versie == DOCUMENT.c.versie,
        )
    )
    with world.engine.connect() as connection:
        row = connection.execute(newest).one_or_none()
    if row is None:
        raise NoSuchCase("Dit document hoort niet bij deze zaak, of is er nog niet helemaal.")
    return DocumentContent(
        file_name=row.data["bestandsnaam"], media_type=row.data["formaat"], content=row.content
    )


@dataclass(slots=True)
class _Desk:
    """One case on the table: locked, and with what was written in it so far."""

    world: World
    connection: Connection
    case: Row[Any]
    written: list[Written] = field(default_factory=list)

    def choice(self, kind: str, type_id: UUID) -> Choice:
        """The status or result of this case type with this id; raises `NoSuchCase`."""
        for each in casefiles.choices(self.world, kind, self.case.zaaktype):
            if each.id == type_id:
                return each
        raise NoSuchCase("Deze keuze hoort niet bij deze zaak.")

    def end_status(self) -> Choice:
        """The status that closes the case."""
        return casefiles.choices(self.world, "statustype", self.case.zaaktype)[-1]

    def applicant_bsn(self) -> str:
        """Whom the case is of; raises `NotPossible` for an anonymous one."""
        rows = select(ROL.c.bsn).where(
            ROL.c.zaak == self.case.id, ROL.c.omschrijving_generiek == "initiator"
        )
        bsn = self.connection.scalar(rows)
        if bsn is None:
            raise NotPossible("Deze zaak is anoniem. U kunt niemand iets vragen.")
        return str(bsn)

    def set_status(self, status: Choice, explanation: str) -> None:
        """Set the status, and name who treats the case."""
        code = catalogue(self.world).case_types[self.case.zaaktype].code
        handler = ensure_handler(self.connection, self.world, self.case, code)
        body = StatusBody(
            zaak=address(self.world, "zaak", self.case.id),
            statustype=address(self.world, "statustype", status.id),
            datum_status_gezet=datetime.now(UTC),
            statustoelichting=explanation[:1000],
        )
        self.written += [handler] if handler else []
        self.written.append(add_status(self.connection, self.world, body))


@contextmanager
def _treating(world: World, case_id: UUID) -> Iterator[_Desk]:
    """One case on the table; afterwards all is kept and told, or nothing is.

    Raises `NotPossible` for a closed case, and where somebody else was quicker.
    """
    try:
        with world.engine.begin() as connection:
            desk = _Desk(world, connection, _open_case(connection, case_id))
            yield desk
    except Problem as problem:
        reasons = [param.reason for param in problem.params] or [problem.detail]
        raise NotPossible(" ".join(reasons)) from problem
    except IntegrityError as error:
        raise NotPossible("Dit is net al gedaan. Kijk opnieuw naar de zaak.") from error
    for written in desk.written:
        notify(world, written.change)


def _open_case(connection: Connection, case_id: UUID) -> Row[Any]:
    try:
        case = locked_case(connection, case_id)
    except Problem as problem:
        raise NoSuchCase("Deze zaak is er niet.") from problem
    if case.data["einddatum"] is not None:
        raise NotPossible("Deze zaak is al afgerond.")
    return case
