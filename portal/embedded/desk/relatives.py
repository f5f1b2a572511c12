"""What a case worker does to what hangs together with a case: parts, other cases, and pay.

Every action writes what the HTTP API would keep, and sends the same notifications.
"""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from portal.embedded.clock import as_text, today
from portal.embedded.desk.casefile import NoSuchCase, NotPossible
from portal.embedded.desk.treating import Desk, treating
from portal.embedded.storage import ROL, ZAAK
from portal.embedded.world import World
from portal.embedded.zgw.addresses import address
from portal.embedded.zgw.catalogue import catalogue, catalogue_id
from portal.embedded.zgw.zaken.bodies import StatusBody, ZaakBody
from portal.embedded.zgw.zaken.cases import case_row, create_case, resource
from portal.embedded.zgw.zaken.changes import written
from portal.embedded.zgw.zaken.relations import OTHERS
from portal.embedded.zgw.zaken.role_bodies import RolBody
from portal.embedded.zgw.zaken.roles import add_role
from portal.embedded.zgw.zaken.statuses import set_status

RELATIONS = {
    "vervolg": "Deze zaak is een vervolg op de andere",
    "onderwerp": "Deze zaak gaat over de andere",
    "bijdrage": "Deze zaak helpt de andere verder",
    "overig": "Anders",
}
PAYMENTS = {
    "nvt": "Er zijn geen kosten",
    "nog_niet": "Nog niet betaald",
    "gedeeltelijk": "Een deel betaald",
    "geheel": "Alles betaald",
}
PAID = frozenset({"gedeeltelijk", "geheel"})


def add_sub_case(
    world: World, case_id: UUID, *, case_type: UUID, subject: str, has_applicant: bool
) -> UUID:
    """Split off a part, in its first status; with the applicant of the case where so asked.

    Returns its id. Raises `NotPossible` for a part of a part, `NoSuchCase` for an unknown kind.
    """
    if not subject.strip():
        raise NotPossible("Schrijf op waar dit deel over gaat.")
    with treating(world, case_id) as desk:
        kind = catalogue(world).case_types.get(case_type)
        if kind is None:
            raise NoSuchCase("Dit soort zaak is er niet.")
        body = {
            "bronorganisatie": world.rsin,
            "verantwoordelijkeOrganisatie": world.rsin,
            "omschrijving": subject.strip()[:80],
            "zaaktype": address(world, "zaaktype", case_type),
            "startdatum": today(),
            "hoofdzaak": address(world, "zaak", case_id),
        }
        part_id = create_case(desk.connection, world, ZaakBody.model_validate(body))
        part = case_row(desk.connection, part_id)
        desk.written.append(written(world, part, "zaak", resource(world, part)))
        if has_applicant:
            _copy_applicant(desk, part_id, kind.key)
        status = StatusBody(
            zaak=address(world, "zaak", part_id),
            statustype=address(
                world, "statustype", catalogue_id("statustype", kind.key, kind.steps[0].name)
            ),
            datum_status_gezet=datetime.now(UTC),
        )
        desk.written.append(set_status(desk.connection, world, status))
        return part_id


def relate(world: World, case_id: UUID, *, number: str, relation: str) -> None:
    """Say that this case has to do with the one of this number; raises `NotPossible`."""
    if relation not in RELATIONS:
        raise NotPossible("Kies wat de zaken met elkaar te maken hebben.")
    with treating(world, case_id) as desk:
        rows = select(ZAAK.c.id).where(ZAAK.c.identificatie == number.strip())
        other = desk.connection.scalars(rows).first()
        if other is None or other == case_id:
            raise NotPossible("Er is geen andere zaak met dit nummer.")
        others = [each for each in desk.case.data[OTHERS] if each["url"] != str(other)]
        reference: dict[str, Any] = {"url": str(other), "aardRelatie": relation}
        if relation == "overig":
            reference["overigeRelatie"] = "hoort erbij"
        desk.change(**{OTHERS: [*others, reference]})


def set_payment(world: World, case_id: UUID, *, payment: str) -> None:
    """Say what was paid of its costs: now, where something was; raises `NotPossible`."""
    if payment not in PAYMENTS:
        raise NotPossible("Kies wat er betaald is.")
    paid = as_text(datetime.now(UTC)) if payment in PAID else None
    with treating(world, case_id) as desk:
        desk.change(betalingsindicatie=payment, laatsteBetaaldatum=paid)


def _copy_applicant(desk: Desk, part_id: UUID, key: str) -> None:
    """The part has the same initiator as its main case."""
    bsn = desk.applicant_bsn()
    rows = select(ROL.c.data).where(ROL.c.zaak == desk.case.id, ROL.c.bsn == bsn)
    data = desk.connection.scalars(rows).first()
    assert data is not None  # it has this applicant
    role_type = catalogue_id("roltype", key, "initiator")
    body = RolBody.model_validate(
        {
            "zaak": address(desk.world, "zaak", part_id),
            "betrokkeneType": data["betrokkeneType"],
            "roltype": address(desk.world, "roltype", role_type),
            "roltoelichting": "Aanvrager",
            "betrokkeneIdentificatie": {"inpBsn": bsn},
        }
    )
    desk.written.append(add_role(desk.connection, desk.world, body))
