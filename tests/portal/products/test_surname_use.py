"""Choosing which surname the municipality uses, for somebody who acts alone."""

import pytest

from portal.domain.days import today
from portal.domain.people import Level
from portal.domain.persons import NameParts
from tests.browser import heading_of, links_of, main_of
from tests.factories import BSN, a_person
from tests.page_by_page import fill_pages, send_pages
from tests.paper_structure import labelled, structure_of

NAMES = "naamgebruik-wijzigen"
NOOR = {
    "given": "Noor Éva",
    "prefix": "de",
    "surname": "Wit",
    "use": "E",
    "partner_prefix": "van der",
    "partner_surname": "Ñandú Özil",
}
PARTNER_FIRST = {"keuze": {"surname_use": "V"}}


@pytest.fixture
def choosing(app):
    return app.test_client().log_in(BSN, Level.MIDDEN)


@pytest.fixture
def named(world):
    """Lets the register know the names of the resident; None: it can't tell their parts."""

    def name(names=NOOR, **changes):
        parts = NameParts(**{**names, **changes}) if names else None
        world.persons.persons[BSN] = a_person(names=parts)

    name()
    return name


@pytest.mark.usefixtures("named")
def test_from_start_page_to_receipt(choosing):
    start = choosing.get(f"/formulieren/{NAMES}/")
    begun = choosing.visit(links_of(start)["Beginnen"])
    check = fill_pages(choosing, NAMES, PARTNER_FIRST)
    receipt = choosing.submit(check, form="send")

    assert "De gemeente beslist binnen 4 weken." in main_of(start)
    assert heading_of(begun) == "Wat verandert er?"
    assert "Uw paspoort, rijbewijs en bankpas veranderen niet vanzelf." in main_of(begun)
    assert "N.É. van der Ñandú Özil-de Wit" in main_of(check)
    assert "De gemeente beslist uiterlijk op" in main_of(receipt)


@pytest.mark.usefixtures("named")
def test_it_becomes_a_case_with_the_code_of_the_register(choosing, do_jobs, world):
    send_pages(choosing, NAMES, PARTNER_FIRST)
    do_jobs()

    [case] = world.intake.made.values()
    assert (case.new.case_type, case.new.description) == ("NAAMGEBRUIK", "Keuze van achternaam")
    assert case.new.properties == {"naamgebruik": ("V",)}
    assert [document.kind for document in case.new.documents] == ["Aanvraag"]
    assert (case.new.due - today()).days >= 28


@pytest.mark.usefixtures("named")
def test_each_choice_shows_how_one_will_be_written(choosing):
    words = main_of(fill_pages(choosing, NAMES, {}, until="keuze"))

    for written in (
        "N.É. de Wit",
        "N.É. van der Ñandú Özil",
        "N.É. van der Ñandú Özil-de Wit",
        "N.É. de Wit-van der Ñandú Özil",
    ):
        assert written in words
    assert "Met partner bedoelen wij ook uw ex-partner" in words


def test_who_has_the_name_of_an_ex_partner_can_take_back_the_own_one(
    choosing, named, do_jobs, world
):
    named(use="P")

    send_pages(choosing, NAMES, {"keuze": {"surname_use": "E"}})
    do_jobs()

    [case] = world.intake.made.values()
    assert case.new.properties == {"naamgebruik": ("E",)}


@pytest.mark.usefixtures("named")
def test_the_same_as_now_is_told_and_can_be_sent_all_the_same(choosing):
    same = {"keuze": {"surname_use": "E"}}

    told = fill_pages(choosing, NAMES, same, until="hetzelfde")
    check = fill_pages(choosing, NAMES, same)

    assert heading_of(told) == "Dit gebruiken wij nu ook al"
    assert "N.É. de Wit" in main_of(check)


@pytest.mark.usefixtures("named")
def test_another_than_now_goes_straight_on(choosing):
    page = fill_pages(choosing, NAMES, PARTNER_FIRST, until="contact")

    assert heading_of(page) == "Hoe kunnen wij u bereiken?"


@pytest.mark.usefixtures("named")
def test_nothing_chosen_is_refused_with_what_to_do(choosing):
    refused = choosing.submit(fill_pages(choosing, NAMES, {}, until="keuze"), {})

    assert "Kies hoe wij u schrijven. Twijfelt u?" in main_of(refused)


@pytest.mark.parametrize("surname", ["", " "])
def test_who_has_no_partner_is_shown_a_way_on(choosing, named, surname):
    named(partner_prefix="", partner_surname=surname)

    page = choosing.visit(f"/formulieren/{NAMES}/verder/")

    assert heading_of(page) == "U kunt nu niets kiezen"
    assert "0800 0999" in main_of(page)


def test_who_has_a_title_is_shown_a_way_on(choosing, named):
    named(None)

    page = choosing.visit(f"/formulieren/{NAMES}/verder/")

    assert heading_of(page) == "Bel ons voor uw keuze"
    assert "0800 0999" in main_of(page)


def test_without_the_register_one_chooses_without_seeing_the_name(choosing, world, do_jobs):
    world.persons.is_down = True

    told = fill_pages(choosing, NAMES, {}, until="niet_bekend")
    send_pages(choosing, NAMES, PARTNER_FIRST)
    world.persons.is_down = False
    do_jobs()

    assert heading_of(told) == "Wij kunnen uw naam nu niet ophalen"
    [case] = world.intake.made.values()
    assert case.new.properties == {"naamgebruik": ("V",)}


@pytest.mark.usefixtures("named")
def test_it_can_be_filled_in_in_english_and_is_on_paper_in_dutch(choosing):
    choosing.visit("/taal/?taal=en&next=/")

    page = fill_pages(choosing, NAMES, {}, until="keuze")
    receipt = send_pages(choosing, NAMES, PARTNER_FIRST)

    assert heading_of(page) == "How do you want us to write your name?"
    assert "Choose which surname we use" in main_of(receipt)
    link = next(path for path in links_of(receipt).values() if "pdf" in path)
    paper = structure_of(choosing.get(link).data)
    lines = ["N.É. van der Ñandú Özil-de Wit", "Eerst de achternaam van uw partner, dan die van u"]
    assert ("Zo schrijven wij u", lines) in labelled(paper)
