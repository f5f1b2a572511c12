"""What a case worker does to a case: the API inside Python for the case worker's page.

Every action writes through the same functions as the HTTP API and sends the same notifications.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from portal.embedded.clock import today
from portal.embedded.desk import casefiles, decisions, tasks
from portal.embedded.desk.casefile import (
    CaseFile,
    CaseLine,
    DocumentContent,
    NoSuchCase,
    NotPossible,
)
from portal.embedded.desk.treating import treating
from portal.embedded.storage import (
    DOCUMENT,
    DOCUMENT_CONTENT,
    DOCUMENT_VERSION,
    ZAAKINFORMATIEOBJECT,
)
from portal.embedded.world import World
from portal.embedded.zgw.addresses import address
from portal.embedded.zgw.case_type import WAITING
from portal.embedded.zgw.catalogue import catalogue
from portal.embedded.zgw.zaken.bodies import ResultaatBody
from portal.embedded.zgw.zaken.contents import set_result


def cases(world: World, *, bsn: str = "") -> Sequence[CaseLine]:
    """All cases, newest first; with `bsn` those of one applicant."""
    with world.engine.connect() as connection:
        return casefiles.lines(connection, world, bsn=bsn, case_id=None)


def newest_cases(world: World, *, only_open: bool, most: int) -> tuple[Sequence[CaseLine], int]:
    """The newest cases, at most so many, and how many there are in all."""
    with world.engine.connect() as connection:
        return casefiles.newest(connection, world, only_open=only_open, most=most)


def case_file(world: World, case_id: UUID) -> CaseFile:
    """One case with everything in it; raises `NoSuchCase`."""
    with world.engine.connect() as connection:
        return casefiles.file_of(connection, world, case_id)


def set_status(world: World, case_id: UUID, *, status_type: UUID, explanation: str = "") -> None:
    """Move the case to a status; raises `NotPossible` (closed case, end status: use `decide`)."""
    with treating(world, case_id) as desk:
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
    with treating(world, case_id) as desk:
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


def decide(
    world: World, case_id: UUID, *, result_type: UUID, explanation: str, is_interim: bool = False
) -> UUID | None:
    """Decide and close the case: decision with document, result, end status.

    `is_interim`: only the decision, and the case goes on. Returns the id of the decision, or None
    for a case type that has no decisions; raises `NotPossible` for an interim one of such a type.
    """
    with treating(world, case_id) as desk:
        chosen = desk.choice("resultaattype", result_type)
        verdict = decisions.Verdict(result=chosen.name, explanation=explanation, day=today())
        decision_id, made = decisions.take(desk.connection, world, desk.case, verdict)
        desk.written += made
        if is_interim:
            if decision_id is None:
                raise NotPossible("Dit soort zaak heeft geen besluiten.")
            return decision_id
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
