"""One case on a case worker's table: all that is done to it is kept and told, or nothing is."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select
from sqlalchemy.exc import IntegrityError

from portal.embedded.desk import casefiles
from portal.embedded.desk.casefile import Choice, NoSuchCase, NotPossible
from portal.embedded.desk.handlers import ensure_handler
from portal.embedded.storage import ROL, ZAAK
from portal.embedded.world import World
from portal.embedded.zgw.addresses import address
from portal.embedded.zgw.catalogue import catalogue
from portal.embedded.zgw.notifications import Written, notify
from portal.embedded.zgw.problems import Problem
from portal.embedded.zgw.zaken.bodies import StatusBody
from portal.embedded.zgw.zaken.cases import CASES, locked_case, resource, touch
from portal.embedded.zgw.zaken.changes import written
from portal.embedded.zgw.zaken.statuses import set_status


@dataclass(slots=True)
class Desk:
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
        key = catalogue(self.world).case_types[self.case.zaaktype].key
        handler = ensure_handler(self.connection, self.world, self.case, key)
        body = StatusBody(
            zaak=address(self.world, "zaak", self.case.id),
            statustype=address(self.world, "statustype", status.id),
            datum_status_gezet=datetime.now(UTC),
            statustoelichting=explanation[:1000],
        )
        self.written += [handler] if handler else []
        self.written.append(set_status(self.connection, self.world, body))

    def change(self, **fields: Any) -> None:
        """Change these fields of the case itself; as in Open Zaak, its dates stay as they are.

        Also of a case that is too confidential for the portal.
        """
        touch(self.connection, self.case.id, **fields)
        changed = self.connection.execute(CASES.where(ZAAK.c.id == self.case.id)).one()
        body = resource(self.world, changed)
        update = written(self.world, changed, "zaak", body, action="partial_update")
        self.written.append(update)


@contextmanager
def treating(world: World, case_id: UUID, *, also_closed: bool = False) -> Iterator[Desk]:
    """One case on the table; afterwards all is kept and told, or nothing is.

    Raises `NotPossible` for a closed case unless `also_closed`, and where somebody else was
    quicker.
    """
    try:
        with world.engine.begin() as connection:
            case = _case(connection, case_id)
            if case.data["einddatum"] is not None and not also_closed:
                raise NotPossible("Deze zaak is al afgerond.")
            desk = Desk(world, connection, case)
            yield desk
    except Problem as problem:
        reasons = [param.reason for param in problem.params] or [problem.detail]
        raise NotPossible(" ".join(reasons)) from problem
    except IntegrityError as error:
        raise NotPossible("Dit is net al gedaan. Kijk opnieuw naar de zaak.") from error
    for each in desk.written:
        notify(world, each.change)


def _case(connection: Connection, case_id: UUID) -> Row[Any]:
    try:
        return locked_case(connection, case_id)
    except Problem as problem:
        raise NoSuchCase("Deze zaak is er niet.") from problem
