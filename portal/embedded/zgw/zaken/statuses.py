"""Setting a status, and what closing a case takes."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Row, exists, insert, select

from portal.embedded import clock
from portal.embedded.clock import AMSTERDAM, as_text
from portal.embedded.storage import DOCUMENT, RESULTAAT, STATUS, ZAAK, ZAAKINFORMATIEOBJECT
from portal.embedded.world import World
from portal.embedded.zgw.addresses import address, referred
from portal.embedded.zgw.catalogue import RESULT_YEARS, catalogue
from portal.embedded.zgw.notifications import Written
from portal.embedded.zgw.problems import forbidden, invalid
from portal.embedded.zgw.zaken.bodies import StatusBody
from portal.embedded.zgw.zaken.cases import locked_case, touch
from portal.embedded.zgw.zaken.changes import written
from portal.embedded.zgw.zaken.parts import newest_status, status_resource


def set_status(connection: Connection, world: World, body: StatusBody) -> Written:
    """Give a case a status; the last one of its case type closes the case.

    Raises a 400 for a moment in the future, for a status of another case type and for closing
    without result; a 403 for a case that is closed already.
    """
    case = locked_case(connection, referred(world, "zaak", body.zaak, field="zaak"))
    type_id = type_of_case(world, case, "statustype", body.statustype)
    if body.datum_status_gezet > clock.moment():
        raise invalid(
            "datumStatusGezet", "date-in-future", "Deze datum mag niet in de toekomst zijn"
        )
    if case.data["einddatum"] is not None:
        raise forbidden(
            "Het heropenen van een gesloten zaak is niet toegestaan zonder de scope zaken.heropenen"
        )
    closing = {}
    if catalogue(world).resources["statustype"][type_id]["isEindstatus"]:
        closing = _closing(connection, case.id, body.datum_status_gezet)
    row = connection.execute(
        insert(STATUS)
        .values(
            id=uuid4(),
            zaak=case.id,
            statustype=type_id,
            set_at=body.datum_status_gezet,
            data=_fields(body),
        )
        .returning(STATUS)
    ).one()
    touch(connection, case.id, **closing)
    newest = connection.scalar(select(newest_status(STATUS.c.id)).where(ZAAK.c.id == case.id))
    resource = status_resource(world, row, is_last=newest == row.id)
    return written(world, case, "status", resource)


def type_of_case(world: World, case: Row[Any], kind: str, url: str) -> UUID:
    """The id of a type that belongs to the case type of this case; raises a 400 otherwise."""
    type_id = referred(world, kind, url, field=kind)
    found = catalogue(world).get(kind, type_id)
    if found is None or found["zaaktype"] != address(world, "zaaktype", case.zaaktype):
        raise invalid(kind, "zaaktype-mismatch", f"De {kind} hoort niet bij het zaaktype.")
    return type_id


def _fields(body: StatusBody) -> dict[str, str | None]:
    return {
        "datumStatusGezet": as_text(body.datum_status_gezet),
        "statustoelichting": body.statustoelichting,
        "gezetdoor": body.gezetdoor,
    }


def _closing(connection: Connection, case_id: UUID, moment: datetime) -> dict[str, str]:
    """The fields of a case that its end status fills; raises a 400 if it can't be closed yet."""
    if not connection.scalar(select(exists().where(RESULTAAT.c.zaak == case_id))):
        raise invalid("nonFieldErrors", "resultaat-does-not-exist", "Zaak has no resultaat.")
    documents = connection.execute(
        select(DOCUMENT.c.lock, DOCUMENT.c.data)
        .join(ZAAKINFORMATIEOBJECT, ZAAKINFORMATIEOBJECT.c.informatieobject == DOCUMENT.c.id)
        .where(ZAAKINFORMATIEOBJECT.c.zaak == case_id)
    ).all()
    if any(document.lock is not None for document in documents):
        raise invalid(
            "nonFieldErrors",
            "informatieobject-locked",
            "Er zijn gerelateerde informatieobjecten die nog gelocked zijn.",
        )
    if any(document.data["indicatieGebruiksrecht"] is None for document in documents):
        raise invalid(
            "nonFieldErrors",
            "indicatiegebruiksrecht-unset",
            "Er zijn gerelateerde informatieobjecten zonder `indicatieGebruiksrecht`.",
        )
    ended = moment.astimezone(AMSTERDAM).date()
    return {
        "einddatum": ended.isoformat(),
        "archiefnominatie": "vernietigen",
        "archiefactiedatum": _years_later(ended, RESULT_YEARS).isoformat(),
        "startdatumBewaartermijn": ended.isoformat(),
    }


def _years_later(start: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 28 February."""
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return start.replace(year=start.year + years, day=28)
