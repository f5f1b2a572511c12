"""Cases: how they are kept, written, and answered as a `zaak`."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Row, ScalarSelect, Select, func, insert, select, update
from sqlalchemy.dialects.postgresql import aggregate_order_by

from portal.embedded.clock import as_text, today
from portal.embedded.storage import (
    RESULTAAT,
    ROL,
    STATUS,
    ZAAK,
    ZAAKEIGENSCHAP,
    ZAAKINFORMATIEOBJECT,
    ZAAKOBJECT,
)
from portal.embedded.world import World
from portal.embedded.zgw import quirks
from portal.embedded.zgw.addresses import address, property_address, referred
from portal.embedded.zgw.case_type import CaseType
from portal.embedded.zgw.catalogue import catalogue
from portal.embedded.zgw.confidentiality import CLIENT_MAX, READABLE
from portal.embedded.zgw.numbers import next_number
from portal.embedded.zgw.problems import closed, forbidden, invalid, not_found
from portal.embedded.zgw.zaken import relations
from portal.embedded.zgw.zaken.bodies import ZaakBody
from portal.embedded.zgw.zaken.parts import newest_status

CaseRow = Row[Any]


def _ids_of(child: Any) -> ScalarSelect[Any]:
    """The ids of everything of one kind in a case, in the order in which it was made."""
    ids = select(func.array_agg(aggregate_order_by(child.c.id, child.c.seq)))
    return ids.where(child.c.zaak == ZAAK.c.id).correlate(ZAAK).scalar_subquery()


def _result() -> ScalarSelect[Any]:
    found = select(RESULTAAT.c.id).where(RESULTAAT.c.zaak == ZAAK.c.id)
    return found.correlate(ZAAK).scalar_subquery()


CASES: Select[Any] = select(
    ZAAK,
    _ids_of(ROL).label("rollen"),
    _ids_of(ZAAKEIGENSCHAP).label("eigenschappen"),
    _ids_of(ZAAKINFORMATIEOBJECT).label("zaakinformatieobjecten"),
    _ids_of(ZAAKOBJECT).label("zaakobjecten"),
    newest_status(STATUS.c.id).label("status"),
    _result().label("resultaat"),
    relations.MAIN_CASE.label("hoofdzaak"),
    relations.PARTS.label("deelzaken"),
)
"""Cases with the ids of all that belongs to them, in one query."""


def case_row(connection: Connection, case_id: UUID) -> CaseRow:
    """One case; raises the 404 or, for a case too secret for the client, the 403."""
    row = connection.execute(CASES.where(ZAAK.c.id == case_id)).one_or_none()
    if row is None:
        raise not_found()
    if row.data["vertrouwelijkheidaanduiding"] not in READABLE:
        raise forbidden()
    return row


def locked_case(connection: Connection, case_id: UUID, *, field: str = "zaak") -> CaseRow:
    """A case that is about to be written in, so that others wait; raises a 400 without it."""
    row = connection.execute(
        select(ZAAK).where(ZAAK.c.id == case_id).with_for_update()
    ).one_or_none()
    if row is None:
        raise invalid(field, "does_not_exist", "Ongeldige hyperlink - Object bestaat niet.")
    return row


def open_case(connection: Connection, case_id: UUID, *, field: str = "zaak") -> CaseRow:
    """The same, and raises the 403 of a case that is closed."""
    row = locked_case(connection, case_id, field=field)
    if row.data["einddatum"] is not None:
        raise closed()
    return row


def touch(connection: Connection, case_id: UUID, **fields: Any) -> None:
    """Note that something in the case changed, and change these of its own fields."""
    connection.execute(
        update(ZAAK)
        .where(ZAAK.c.id == case_id)
        .values(changed_at=datetime.now(UTC), data=ZAAK.c.data.op("||")(fields))
    )


def create_case(connection: Connection, world: World, body: ZaakBody) -> UUID:
    """Make a case; raises a 400 for an unknown case type."""
    type_id = referred(world, "zaaktype", body.zaaktype, field="zaaktype")
    case_type = catalogue(world).case_types.get(type_id)
    if case_type is None:
        raise invalid("zaaktype", "bad-url", "Het zaaktype bestaat niet.")
    fields = _with_defaults(body, case_type)
    is_own = quirks.is_on(world, quirks.Quirk.OWN_NUMBERS)
    number = (not is_own and body.identificatie) or next_number(connection, ZAAK, "ZAAK")
    case_id = uuid4()
    connection.execute(
        insert(ZAAK).values(
            id=case_id,
            identificatie=number,
            bronorganisatie=body.bronorganisatie,
            zaaktype=type_id,
            changed_at=datetime.now(UTC),
            data={
                **relations.kept(connection, world, fields),
                "identificatie": number,
                "einddatum": None,
            },
        )
    )
    relations.set_main_case(connection, world, case_id, body.hoofdzaak)
    return case_id


def change_case(
    connection: Connection, world: World, case_id: UUID, body: ZaakBody, given: Sequence[str]
) -> None:
    """Change the given fields of an open case; raises a 400 for one that may not change."""
    row = locked_case(connection, case_id)
    if row.data["einddatum"] is not None:
        raise forbidden("Modifying a closed case with current scope is forbidden")
    fields = body.as_json()
    fixed = {
        "zaaktype": address(world, "zaaktype", row.zaaktype),
        "identificatie": row.identificatie,
        "bronorganisatie": row.bronorganisatie,
    }
    for name, value in fixed.items():
        if name in given and fields[name] != value:
            raise invalid(name, "wijzigen-niet-toegelaten", "Dit veld mag niet gewijzigd worden.")
    changes = {name: fields[name] for name in given if name in fields and name not in fixed}
    if changes.get("vertrouwelijkheidaanduiding", READABLE[0]) not in READABLE:
        raise forbidden()
    if relations.MAIN in changes:
        relations.set_main_case(connection, world, case_id, body.hoofdzaak)
    touch(connection, case_id, **relations.kept(connection, world, changes))


def resource(world: World, row: CaseRow) -> dict[str, Any]:
    """The case as the API answers it, without `_expand`."""
    fields = dict(row.data)
    return {
        "url": address(world, "zaak", row.id),
        "uuid": str(row.id),
        **fields,
        "zaaktype": address(world, "zaaktype", row.zaaktype),
        "betalingsindicatieWeergave": _PAYMENT[fields["betalingsindicatie"]],
        "laatstGemuteerd": as_text(row.changed_at),
        **relations.answered(world, row),
        "eigenschappen": [
            property_address(world, row.id, each) for each in row.eigenschappen or ()
        ],
        "rollen": [address(world, "rol", each) for each in row.rollen or ()],
        "status": address(world, "status", row.status) if row.status else None,
        "zaakinformatieobjecten": [
            address(world, "zaakinformatieobject", each)
            for each in row.zaakinformatieobjecten or ()
        ],
        "zaakobjecten": [address(world, "zaakobject", each) for each in row.zaakobjecten or ()],
        "resultaat": address(world, "resultaat", row.resultaat) if row.resultaat else None,
    }


_PAYMENT = {
    "": "",
    "nvt": "Er is geen sprake van te betalen, met de zaak gemoeide, kosten.",
    "nog_niet": "De met de zaak gemoeide kosten zijn (nog) niet betaald.",
    "gedeeltelijk": "De met de zaak gemoeide kosten zijn gedeeltelijk betaald.",
    "geheel": "De met de zaak gemoeide kosten zijn geheel betaald.",
}


def _with_defaults(body: ZaakBody, case_type: CaseType) -> dict[str, Any]:
    """The fields of a new case; terms and secrecy follow from the case type, as in Open Zaak."""
    now = today()
    if body.registratiedatum is not None and body.registratiedatum > now:
        raise invalid(
            "registratiedatum", "date-in-future", "Deze datum mag niet in de toekomst zijn"
        )
    fields = body.as_json()
    defaults = {
        "registratiedatum": now.isoformat(),
        "einddatumGepland": (body.startdatum + timedelta(case_type.service_days)).isoformat(),
        "uiterlijkeEinddatumAfdoening": (
            body.startdatum + timedelta(case_type.legal_days)
        ).isoformat(),
        "vertrouwelijkheidaanduiding": CLIENT_MAX,
        "opschorting": {"indicatie": False, "eerdereOpschorting": False, "reden": ""},
    }
    return {
        name: value if value or name not in defaults else defaults[name]
        for name, value in fields.items()
    }
