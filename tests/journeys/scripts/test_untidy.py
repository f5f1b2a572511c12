"""Residents who are not tidy: cases alike, long names, odd cases, many lines.

Each meets states that others met before: here they are looked at once more (`whose`).
"""

import pytest

from tests.journeys import moving

pytestmark = [pytest.mark.journey, pytest.mark.stress]
CORNELIS, CORNELIS_BSN = "Cornelis van der Berg", "999995571"
LONGEST_WORD = "Aansprakelijkheidswaardevaststellingsveranderingen"
LONG = f"Vergunning voor {LONGEST_WORD} aan de Burgemeester van Heemstra-Sybrandystraat 1234 A-bis"
REPORT = "/formulieren/melding-openbare-ruimte/"


@pytest.fixture
def untidy(inspection):
    """Looks at states once more, for somebody of whom one says this."""

    def look_for(whose: str) -> None:
        inspection.whose = whose

    yield look_for
    inspection.whose = ""


def test_cases_that_are_alike_and_odd_ones(resident, world, untidy):
    cases = moving.cases_of(world, CORNELIS_BSN)
    assert len(cases) > 10
    for case in cases[:2]:
        world.change_case(case["url"], omschrijving=LONG[:80], toelichting=f"{LONG}. " * 7)
    moving.log_in(resident, CORNELIS)
    untidy("of somebody with cases alike and long names")
    resident.open("/overzicht/")
    resident.open("/zaken/")
    resident.see(LONGEST_WORD)
    links = resident.browser.driver.find_elements("css selector", ".cases .card a")
    paths = [link.get_attribute("href").removeprefix(resident.portal) for link in links]
    assert len(paths) > 5
    for path in paths:
        resident.open(path)


def test_who_looked_at_much(resident, untidy):
    moving.log_in(resident, CORNELIS)
    untidy("with many lines")
    resident.open("/gegevensgebruik/")
    resident.open("/gegevensgebruik/?periode=12")
    assert resident.browser.has(".looks")
    resident.open("/gegevensgebruik/waarvoor/")
    resident.open("/berichten/")
    resident.open("/mijn-gegevens/")


def test_who_types_long_words_and_begins_the_same_twice(resident, untidy, contract):
    long_name = contract.with_name(f"huurcontract van {LONGEST_WORD} (definitief, versie 2).pdf")
    long_name.write_bytes(contract.read_bytes())
    resident.open(REPORT)
    resident.press("Beginnen")
    resident.choose("Stoep of weg")
    resident.press("Volgende")
    untidy("of somebody with long words")
    resident.fill("Wat is er aan de hand?", LONGEST_WORD * 4)
    resident.press("Volgende")
    resident.fill("Straat of plek", LONG)
    resident.press("Volgende")
    resident.press("Volgende")
    resident.press("Volgende")
    assert resident.reads(LONG)
    untidy("")
    moving.begin(resident)
    untidy("of somebody with long words")
    moving.fill_in_all(resident, long_name)
    resident.press("Verhuizing versturen")
    resident.open(moving.FORM)
    resident.press("Beginnen")
    resident.open("/overzicht/")
    assert resident.browser.has(".card--draft")
