"""Filling in "Verhuizing doorgeven", for stories that are about what comes after it."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.journeys import ahead
from tests.journeys.resident import Resident
from tests.journeys.world import World, eventually
from tests.papers import words_of_pdf

FORM = "/formulieren/verhuizing-doorgeven/"
MAIL = "noor@voorbeeld.example"
NOOR, NOOR_BSN = "Noor de Wit", "999993653"
Json = dict[str, Any]
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def moving_day(days: int = 7) -> date:
    """A day that many days from now, in Demodam."""
    return datetime.now(AMSTERDAM).date() + timedelta(days=days)


def log_in(resident: Resident, name: str = NOOR) -> None:
    """Be at the overview, logged in."""
    resident.open("/inloggen/?next=/overzicht/")
    resident.log_in_as(name)


def begin(resident: Resident, name: str = NOOR) -> None:
    """Be at the first page of the form, logged in."""
    resident.open(FORM)
    resident.press("Beginnen")
    resident.log_in_as(name)
    assert resident.path == f"{FORM}gegevens/"


def fill_in_address(resident: Resident, number: str = "20") -> None:
    """The page with the new address."""
    resident.fill("Postcode", "1234 AB")
    resident.fill("Huisnummer", number)
    resident.press("Volgende")


def fill_in_day(resident: Resident) -> None:
    """The page with the day, a week from now."""
    day = moving_day()
    resident.fill("Dag", str(day.day))
    resident.fill("Maand", str(day.month))
    resident.fill("Jaar", str(day.year))
    resident.press("Volgende")


def fill_in_until_contact(resident: Resident, contract: Path) -> None:
    """From the first page to the one that asks how the resident can be reached."""
    resident.press("Volgende")
    resident.choose("Sam Yilmaz")
    resident.press("Volgende")
    fill_in_address(resident)
    fill_in_day(resident)
    resident.choose("Ik ga huren")
    resident.press("Volgende")
    resident.add("Kies een bestand", contract)
    resident.press("Volgende")


def fill_in_contact(resident: Resident, phone: str = "06 12345678") -> None:
    """The page before the question about calling; without a number that is not asked."""
    resident.fill("E-mailadres", MAIL)
    resident.fill("Telefoonnummer", phone)
    resident.press("Volgende")


def fill_in_all(resident: Resident, contract: Path) -> None:
    """From the first page to the check of all answers, quickly: see `ahead`."""
    ahead.fill_in(resident, FORM, answers(contract))
    assert resident.heading == "Klopt alles?"


def answers(contract: Path) -> dict[str, ahead.Answers]:
    """What is filled in on each page."""
    day = moving_day()
    return {
        "gegevens": {},
        "wie": {"movers": ahead.Person("Sam Yilmaz")},
        "adres": {"new_address-postcode": "1234 AB", "new_address-number": "20"},
        "dag": {
            "moving_date-day": str(day.day),
            "moving_date-month": str(day.month),
            "moving_date-year": str(day.year),
        },
        "wonen": {"living": "rent"},
        "contract": {"contract": (contract.name, contract.read_bytes())},
        "contact": {"email": MAIL, "phone": ""},
    }


def cases_of(world: World, bsn: str = NOOR_BSN) -> list[Json]:
    """The cases in the case API with this resident as the one who asked."""
    who = "rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn"
    return list(world.zgw(f"/zaken/api/v1/zaken?{who}={bsn}")["results"])


def complete_case(world: World, movers: str = "Sam Yilmaz") -> Json:
    """The one case that came of it, once it is complete; fails when it never is, or is double."""

    def look() -> Json:
        cases = cases_of(world)
        assert len(cases) <= 1, "doubled"
        return cases[0] if cases and cases[0]["status"] else {}

    case = eventually(look)
    zaken, about = "/zaken/api/v1", f"?zaak={case['url']}"
    roles = world.zgw(f"{zaken}/rollen{about}")["results"]
    assert [role["omschrijvingGeneriek"] for role in roles] == ["initiator"]
    assert roles[0]["betrokkeneIdentificatie"]["inpBsn"] == NOOR_BSN
    properties = world.zgw(f"{case['url']}/zaakeigenschappen")
    assert sorted((one["naam"], one["waarde"]) for one in properties) == sorted(
        [
            ("verhuisdatum", f"{moving_day():%Y%m%d}"),
            ("nieuwAdres", "Lindelaan 20, 1234 AB Demodam"),
            *(("meeverhuizers", name) for name in movers.split(", ")),
            ("woonsituatie", "huur"),
        ]
    )
    documents = _documents_of(world, case)
    assert sorted(one["titel"] for one in documents) == ["Verhuizing doorgeven", "huurcontract"]
    assert all(one["bestandsomvang"] > 100 for one in documents)
    assert len(world.zgw(f"{zaken}/statussen{about}")["results"]) == 1
    return case


def told_of(world: World, case: Json) -> str:
    """All that the case API was told with this case, and what can be read on its papers."""
    about = f"/zaken/api/v1/rollen?zaak={case['url']}"
    documents = _documents_of(world, case)
    told = [case, world.zgw(about), world.zgw(f"{case['url']}/zaakeigenschappen"), documents]
    papers = [words_of_pdf(world.zgw_file(one["inhoud"])) for one in documents]
    return " ".join([json.dumps(told, ensure_ascii=False), *papers])


def _documents_of(world: World, case: Json) -> list[Json]:
    relations = world.zgw(f"/zaken/api/v1/zaakinformatieobjecten?zaak={case['url']}")
    return [world.zgw(one["informatieobject"]) for one in relations]
