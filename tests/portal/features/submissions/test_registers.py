"""Filling in a form: registers that are down, addresses, places, answers that no longer hold."""

from portal.storage.drafts import Draft, content_of
from tests.browser import (
    filled_in,
    form_on,
    main_of,
)
from tests.factories import a_person, missing
from tests.files_made import a_pdf
from tests.forms_filled import (
    ADDRESS,
    MOVE,
    REPORT,
    begin,
    fill,
    move_answers,
    open_page,
    page_id,
)


def kept(database):
    """What the only draft holds."""
    [draft] = database.query(Draft)
    return content_of(database, draft)


def test_partner_and_children_are_not_said_to_live_at_the_address(browser):
    start = main_of(browser.get(f"/formulieren/{MOVE}/"))
    known = begin(browser)
    names = browser.submit(known)

    assert "Uw partner en kinderen" in start
    assert "Uw partner en kinderen" in main_of(known)
    assert "op uw adres" not in start + main_of(known)
    assert "Alleen wie nu bij u woont." in main_of(names)


def test_form_goes_on_while_the_population_register_is_down(browser, world):
    world.persons.is_down = True

    page = begin(browser)

    assert "Wij kunnen deze gegevens nu niet ophalen" in main_of(page)
    names = browser.submit(page)
    assert page_id(names) == "wie"
    after = browser.submit(names, {"movers-names": "Sam Yilmaz\nLila Yilmaz"})
    assert page_id(after) == "adres"


def test_register_that_is_back_is_asked_again_on_the_next_page(browser, world):
    world.persons.is_down = True
    page = begin(browser)
    world.persons.is_down = False

    after = browser.submit(page)

    assert "Sam Yilmaz" in main_of(after)


def test_resident_who_lives_alone_is_not_asked_who_moves_along(browser, world):
    world.persons.persons = dict.fromkeys(world.persons.persons, a_person(relatives=()))

    page = browser.submit(begin(browser))

    assert page_id(page) == "adres"


def test_household_of_which_one_is_odd_is_asked_by_name(browser, world):
    world.persons.odd = missing("relative")

    page = begin(browser)
    names = browser.submit(page)

    assert "Wij kunnen deze gegevens nu niet ophalen" in main_of(page)
    assert "Noor de Wit" in main_of(page)
    assert page_id(names) == "wie"
    assert page_id(browser.submit(names, {"movers-names": "Sam en Lila Yilmaz"})) == "adres"


def test_who_is_not_in_the_register_is_told_so_and_goes_on(browser, world):
    world.persons.persons.clear()

    page = begin(browser)

    assert "Wij vinden u niet in de Basisregistratie Personen (BRP)." in main_of(page)
    assert "nu niet ophalen" not in main_of(page)
    assert page_id(browser.submit(page)) == "wie"


def test_form_goes_on_while_the_address_register_is_down(browser, world):
    page = fill(browser, until="adres")
    world.addresses.is_down = True

    after = browser.submit(page, ADDRESS)

    assert page_id(after) == "dag"
    words = main_of(fill(browser))
    assert "Wij hebben dit adres niet nagekeken." in words


def test_address_with_several_homes_lets_one_choose(browser):
    page = fill(browser, until="adres")

    choice = browser.submit(page, {**ADDRESS, "new_address-number": "16"})

    assert choice.status_code == 422
    assert "Welk adres bedoelt u?" in main_of(choice)
    after = browser.submit(choice, {"new_address-pick": "1234 AB 16 B"})
    assert page_id(after) in {"dag", "adres"}


def test_address_that_the_register_does_not_know_can_be_typed(browser):
    page = fill(browser, until="adres")

    after = browser.submit(
        page,
        {
            "new_address-postcode": "1234 ZZ",
            "new_address-number": "1",
            "new_address-manual": "y",
            "new_address-street": "Nieuwe Weg",
            "new_address-city": "Demodam",
        },
    )

    assert page_id(after) == "dag"


def test_language_switch_keeps_the_page_and_its_answers(browser):
    fill(browser, until="dag")

    page = browser.visit(f"/taal/?taal=en&next=/formulieren/{MOVE}/adres/")

    assert 'lang="en"' in page.text
    assert filled_in(form_on(page))["new_address-postcode"] == "1234 AB"


def test_report_has_nothing_to_stop_with(visitor):
    page = begin(visitor, REPORT)

    assert "Stoppen en later verdergaan" not in main_of(page)
    assert "Wij bewaren dit" not in main_of(page)


def test_place_by_the_position_of_the_device_is_enough(visitor):
    page = fill(visitor, REPORT, until="plaats")

    after = visitor.submit(
        page,
        {"place-street": "", "place-latitude": "52.0907", "place-longitude": "5.1214"},
    )

    assert page_id(after) == "foto"


def test_answers_that_no_longer_hold_are_asked_again(browser, database):
    fill(browser)
    [draft] = database.query(Draft)
    content = content_of(database, draft)
    content.answers["moving_date"] = "2020-01-01"
    from portal.storage.drafts import save

    save(database, draft, content)
    database.commit()

    assert page_id(begin(browser)) == "dag"


def test_new_contract_takes_the_place_of_later(browser, database):
    page = fill(browser, until="contract")
    page = browser.submit(page, {"contract-later": "y"}, files={"contract": ("c.pdf", a_pdf())})

    answer = kept(database).answers["contract"]

    assert answer["later"] is False
    assert len(answer["files"]) == 1
    words = main_of(open_page(browser, "contract"))
    assert "Kies nog een bestand, of maak nog een foto" in words
    assert "Ik stuur het later" not in words, "it would count for nothing beside a file"


def test_answers_of_the_journey_are_those_that_were_given(browser, database):
    fill(browser)

    answers = kept(database).answers

    assert answers["movers"] == {"keys": ["p1"], "names": ["Sam Yilmaz"]}
    assert answers["new_address"]["street"] == "Lindelaan"
    assert answers["living"] == move_answers()["wonen"]["living"]
