"""The people of Demodam who treat cases: fictitious, one team for each case type."""

from dataclasses import dataclass

from sqlalchemy import Connection, exists, select

from portal.embedded.storage import ROL
from portal.embedded.world import World
from portal.embedded.zgw.addresses import address
from portal.embedded.zgw.catalogue import catalogue_id
from portal.embedded.zgw.notifications import Written
from portal.embedded.zgw.zaken.cases import CaseRow
from portal.embedded.zgw.zaken.role_bodies import RolBody
from portal.embedded.zgw.zaken.roles import add_role

PHONE = "08000999"


@dataclass(frozen=True, slots=True)
class Handler:
    """One case worker, and how to reach them."""

    account: str
    """Internal account name: never meant for residents."""
    initials: str
    surname: str
    function: str

    @property
    def name(self) -> str:
        """The name that residents see."""
        return f"{self.initials} {self.surname}"


_DEFAULT = Handler("k.jansen", "K.", "Jansen", "Medewerker klantcontact")
HANDLERS: dict[str, Handler] = {
    "VERHUIZING": Handler("f.smits", "F.", "Smits", "Medewerker burgerzaken"),
    "UITTREKSEL-BRP": Handler("f.smits", "F.", "Smits", "Medewerker burgerzaken"),
    "PARKEERVERGUNNING": Handler("r.okafor", "R.", "Okafor", "Medewerker vergunningen"),
    "KWIJTSCHELDING": Handler("l.visser", "L.", "Visser", "Medewerker belastingen"),
    "MELDING-OR": Handler("t.hendriks", "T.", "Hendriks", "Wijkbeheerder"),
}


def ensure_handler(connection: Connection, world: World, case: CaseRow, key: str) -> Written | None:
    """Put the handler of its case type (`CaseType.key`) in the case; None where it has one."""
    has_one = exists().where(ROL.c.zaak == case.id, ROL.c.omschrijving_generiek == "behandelaar")
    if connection.scalar(select(has_one)):
        return None
    handler = HANDLERS.get(key.partition("/")[0], _DEFAULT)
    role_type = catalogue_id("roltype", key, "behandelaar")
    body = RolBody.model_validate(
        {
            "zaak": address(world, "zaak", case.id),
            "betrokkeneType": "medewerker",
            "roltype": address(world, "roltype", role_type),
            "roltoelichting": "Behandelaar",
            "contactpersoonRol": {
                "naam": handler.name,
                "emailadres": "zaken@demodam.example.nl",
                "telefoonnummer": PHONE,
                "functie": handler.function,
            },
            "betrokkeneIdentificatie": {
                "identificatie": handler.account,
                "achternaam": handler.surname,
                "voorletters": handler.initials,
            },
        }
    )
    return add_role(connection, world, body)
