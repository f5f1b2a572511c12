"""Journey 3: "Kwijtschelding aanvragen", in which one chooses: fetch it or supply it.

Exactly the chosen source is called, after the choice is stored; counted at the embedded sources.
"""

import pytest

from tests.journeys import moving
from tests.journeys.remission import FETCH, SUPPLY, begin, choose
from tests.journeys.variants import BOTH_IN_STRESS
from tests.journeys.world import eventually
from tests.papers import words_of_pdf

pytestmark = pytest.mark.journey
SOURCES = ("uwv", "belastingdienst", "rdw")
SIZES = """
    return [...document.querySelectorAll(arguments[0])].map((one) => {
        const box = one.getBoundingClientRect();
        return [Math.round(box.width), Math.round(box.height)];
    });
"""


def calls(world) -> dict[str, int]:
    """How often each source was called."""
    return {source: world.calls(source) for source in SOURCES}


def only(**counts: int) -> dict[str, int]:
    """These, and none of the others."""
    return dict.fromkeys(SOURCES, 0) | counts


def choices(world) -> list[tuple[str, ...]]:
    """What is stored, in the order in which it was chosen."""
    return world.sql("SELECT item, choice, outcome FROM data_choice ORDER BY made_at")


def supply(resident, label: str, amount: str) -> None:
    """An amount, with its proof later where proof is asked."""
    resident.fill(label, amount)
    if resident.reads("Ik stuur het later"):
        resident.choose("Ik stuur het later")
    resident.press("Volgende")


def tell_about_partner(resident) -> None:
    """Whose data is never fetched."""
    resident.see("Wij halen niets op over uw partner.")
    resident.fill("Hoeveel spaargeld heeft uw partner?", "88,41")
    supply(resident, "Hoeveel krijgt uw partner netto per maand?", "412,80")


def tell_costs(resident) -> None:
    """Rent and care; then the calculation stands there."""
    resident.fill("Huurtoeslag per maand", "310,22")
    supply(resident, "Huur of hypotheek per maand", "640")
    resident.fill("Zorgtoeslag per maand", "211")
    supply(resident, "Premie per maand", "296,50")
    assert resident.heading == "Krijgt u kwijtschelding?"


def to_the_check(resident) -> None:
    """Past the calculation and the contact details."""
    resident.press("Volgende")
    resident.press("Volgende")
    assert resident.heading == "Klopt alles?"


def properties_of_the_case(world) -> dict[str, str]:
    """What the case says, once it is complete."""
    case = eventually(lambda: next((one for one in moving.cases_of(world) if one["status"]), None))
    found = world.zgw(f"/zaken/api/v1/zaken/{case['uuid']}/zaakeigenschappen")
    return {one["naam"]: one["waarde"] for one in found}


@BOTH_IN_STRESS
class TestSomeIsFetched:
    def test_1_the_two_ways_are_equal_and_all_is_told_beforehand(self, resident, world):
        begin(resident)
        resident.press_here("Wat halen wij precies op?")
        resident.see("U kiest", "Werkgever of uitkering", "Netto per maand", "UWV", "2 maanden oud")
        resident.see(
            "U kunt dit veranderen tot u verstuurt. Wat u ook kiest: wij beslissen net zo snel."
        )
        # Nothing is chosen, and both have one size, on a phone and on a desk
        assert not resident.is_chosen(FETCH)
        assert not resident.is_chosen(SUPPLY)
        for width in (360, 1280):
            resident.browser.resize(width, 900)
            one, other = resident.browser.driver.execute_script(SIZES, ".data-choice .option")
            assert one == other
        # And nobody was asked anything
        assert calls(world) == only()

    def test_2_without_a_choice_one_stays_here(self, resident, world):
        resident.press("Volgende")
        assert resident.title.startswith("Fout: ")
        resident.see("Kies: haal dit voor mij op, of ik stuur dit zelf.")
        assert (choices(world), calls(world)) == ([], only())

    def test_3_income_is_fetched_once_and_shown_with_source_and_day(self, resident, world):
        choose(resident, FETCH)
        assert resident.heading == "Uw inkomen volgens het UWV"
        resident.see("Volgens het UWV, opgehaald op", "Bakkerij De Korenbloem", "€ 684,25")
        assert not resident.browser.has("main input:not([type=hidden])")
        assert choices(world) == [("income_choice", "fetch", "ok")]
        assert calls(world) == only(uwv=1)
        # The line says that it was a choice
        lines = world.sql("SELECT how_chosen, action FROM consultation WHERE source = 'UWV'")
        assert lines == [("ophalen", "fetched")]
        resident.press("Volgende")

    def test_4_savings_are_supplied_and_nobody_else_is_asked(self, resident, world):
        tell_about_partner(resident)
        choose(resident, SUPPLY)
        supply(resident, "Hoeveel staat er nu op uw rekeningen?", "1.252,09")
        choose(resident, SUPPLY)
        supply(resident, "Hoeveel is uw auto of motor nu waard?", "1.450")
        assert calls(world) == only(uwv=1)

    def test_5_the_calculation_is_shown_step_by_step_as_an_estimate(self, resident):
        tell_costs(resident)
        resident.see("U hoeft de aanslag waarschijnlijk niet te betalen.", "Dit is een schatting")
        resident.press_here("Bekijk hoe wij rekenen")
        resident.see("Inkomen per maand € 1.533,20", "Huur die u zelf betaalt", "€ 114,07")
        resident.see("Zoveel hoeft u misschien niet te betalen € 412,50")
        resident.see("Welke vaste bedragen gebruiken wij?", "Participatiewet, artikel 21")

    def test_6_the_check_says_of_each_where_it_comes_from(self, resident, world):
        to_the_check(resident)
        resident.see("Volgens het UWV, opgehaald op", "Wij halen het op bij het UWV.")
        resident.see("U stuurt dit zelf.", "€ 1.252,09")
        assert calls(world) == only(uwv=1)

    def test_7_sent_with_what_was_fetched_in_the_paper_and_in_the_case(self, resident, world):
        resident.press("Aanvraag versturen")
        resident.see("Gelukt! Wij hebben het ontvangen", "Wij willen uiterlijk op")
        paper = words_of_pdf(resident.download("Download uw antwoorden (pdf)"))
        assert "Volgens het UWV, opgehaald op" in paper
        assert "Bakkerij De Korenbloem" in paper
        case = properties_of_the_case(world)
        assert case["inkomenHerkomst"] == "opgehaald"
        assert case["inkomenOpgehaald"] == "1120,40"
        assert case["spaargeldHerkomst"] == "aangeleverd"
        assert case["spaargeldOpgegeven"] == "1252,09"
        assert calls(world) == only(uwv=1)


@BOTH_IN_STRESS
class TestAllIsRefused:
    def test_1_who_supplies_all_gets_to_the_end_without_a_single_call(self, resident, world):
        begin(resident)
        choose(resident, SUPPLY)
        supply(resident, "Hoeveel krijgt u netto per maand?", "1.120,40")
        tell_about_partner(resident)
        choose(resident, SUPPLY)
        supply(resident, "Hoeveel staat er nu op uw rekeningen?", "940")
        choose(resident, SUPPLY)
        supply(resident, "Hoeveel is uw auto of motor nu waard?", "0")
        tell_costs(resident)
        to_the_check(resident)
        assert not resident.browser.has("main .alert--warning")
        resident.press("Aanvraag versturen")
        resident.see("Gelukt! Wij hebben het ontvangen", "Wij willen uiterlijk op")
        assert calls(world) == only()

    def test_2_it_is_a_complete_case(self, world):
        case = properties_of_the_case(world)
        for item in ("inkomen", "spaargeld", "voertuig"):
            assert case[f"{item}Herkomst"] == "aangeleverd"
            assert case[f"{item}Opgegeven"]
        assert case["schatting"] == "412,50"

    def test_3_what_was_to_come_later_is_brought_on_paper(self, resident, world):
        [(task,)] = world.sql("SELECT id FROM own_task ORDER BY id LIMIT 1")
        resident.open(f"/taken/{task}/")
        resident.press("Ik heb het gebracht of met de post gestuurd")
        resident.see("U zei op", "dat u dit bracht of met de post stuurde.")
        resident.press("Ik heb het toch nog niet gebracht")
        resident.see("Doe dit uiterlijk")

    def test_4_who_withdraws_it_is_asked_for_nothing_more(self, resident, world):
        resident.open(f"/zaken/{moving.cases_of(world)[0]['identificatie']}/")
        resident.press("Aanvraag intrekken")
        resident.press("Ja, aanvraag intrekken")
        resident.see("Gelukt. Wij geven uw intrekking door.", "U heeft deze aanvraag ingetrokken")
        for (task,) in world.sql("SELECT id FROM own_task ORDER BY id LIMIT 1"):
            resident.open(f"/taken/{task}/")
            resident.see("U hoeft dit niet meer te sturen.", "U heeft deze aanvraag ingetrokken")
        resident.open("/overzicht/")
        assert not resident.reads("Stuur nog:")


@BOTH_IN_STRESS
class TestSourceDown:
    def test_1_the_source_is_named_and_there_are_two_ways_on(self, resident, world):
        begin(resident)
        with world.broken("uwv", "uit"):
            choose(resident, FETCH)
            resident.see("Het lukt nu niet om dit op te halen bij het UWV", "Er is niets weg.")
        assert not resident.reads("Volgende")
        one, other = resident.browser.driver.execute_script(SIZES, ".fetched__way")
        assert one == other
        assert choices(world)[0][2] == "failed"

    def test_2_trying_again_gets_it(self, resident, world):
        resident.press("Probeer het nog een keer")
        resident.see("Volgens het UWV, opgehaald op", "Bakkerij De Korenbloem")
        assert calls(world) == only(uwv=2)

    def test_3_when_it_is_not_right_one_supplies_it_and_what_was_fetched_is_gone(
        self, resident, world
    ):
        resident.press_here("Klopt dit niet?")
        resident.press(SUPPLY)
        assert resident.heading == "Wat is uw inkomen?"
        supply(resident, "Hoeveel krijgt u netto per maand?", "1.120,40")
        tell_about_partner(resident)
        assert choices(world)[-1][:2] == ("income_choice", "supply")

    def test_4_a_source_that_hangs_is_given_up_in_time(self, resident, world):
        with world.broken("belastingdienst", "hangt"):
            choose(resident, FETCH)
            resident.see("Het lukt nu niet om dit op te halen bij de Belastingdienst")
            resident.press(SUPPLY)
        supply(resident, "Hoeveel staat er nu op uw rekeningen?", "940")
        choose(resident, SUPPLY)
        supply(resident, "Hoeveel is uw auto of motor nu waard?", "0")
        tell_costs(resident)
        to_the_check(resident)
        assert not resident.reads("Bakkerij")
        assert calls(world) == only(uwv=2, belastingdienst=1)
