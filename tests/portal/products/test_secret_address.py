"""Keeping an address secret, for somebody who acts alone and may be threatened."""

from datetime import timedelta

import pytest

from portal.domain.days import today
from portal.domain.people import Level
from portal.domain.persons import Relation, Relative
from portal.storage.messages import Message
from tests.browser import heading_of, links_of, main_of, words_of
from tests.factories import BSN, a_person
from tests.page_by_page import fill_pages, send_pages
from tests.paper_structure import labelled, structure_of

SECRET = "adres-geheimhouden"
MYSELF = {"voor_wie": {"for_whom": ["self"]}}
REACHED = {
    "voor_wie": {"for_whom": ["self", "p2"]},
    "bereiken": {"reach": ["call", "mail"]},
    "bellen": {"phone": "06 12345678", "careful": "Alleen tussen 9 en 12 uur."},
    "mailen": {"email": "veilig@voorbeeld.example"},
}
TELLING = ("geheim", "adres geven", "2.59", "Wet BRP", "brp", "Lila")
"""What says what it is about, or for whom."""


@pytest.fixture
def asking(app):
    return app.test_client().log_in(BSN, Level.SUBSTANTIEEL)


def a_child(key, name, age, **more):
    born = today() - timedelta(days=age * 366)
    return Relative(key=key, name=name, relation=Relation.CHILD, born=born, **more)


def a_family_with(world, *children):
    world.persons.persons[BSN] = a_person(relatives=children)


def test_from_start_page_to_receipt(asking):
    start = asking.get(f"/formulieren/{SECRET}/")
    begun = asking.visit(links_of(start)["Beginnen"])
    check = fill_pages(asking, SECRET, REACHED)
    receipt = asking.submit(check, form="send")

    assert "U hoeft niet te zeggen waarom u dit wilt." in main_of(start)
    assert "De gemeente beslist binnen 4 weken." in main_of(start)
    assert heading_of(begun) == "Bent u nu in gevaar?"
    for answer in ("Noor de Wit", "Lila Yilmaz", "Bellen", "Alleen tussen 9 en 12 uur."):
        assert answer in main_of(check)
    assert "De gemeente beslist uiterlijk op" in main_of(receipt)
    assert "Wij sturen een mail naar veilig@voorbeeld.example." in main_of(receipt)


def test_it_becomes_a_case_with_what_who_decides_needs(asking, do_jobs, world):
    send_pages(asking, SECRET, REACHED)
    do_jobs()

    [case] = world.intake.made.values()
    assert case.new.case_type == "ADRES-GEHEIM"
    assert case.new.properties == {
        "voorWie": ("Noor de Wit", "Lila Yilmaz"),
        "bereikbaar": ("bellen", "mailen"),
        "letOpBijBellen": ("Alleen tussen 9 en 12 uur.",),
    }
    assert [document.kind for document in case.new.documents] == ["Aanvraag"]
    assert case.new.initiator.bsn == BSN
    assert (case.new.due - today()).days >= 28
    assert not case.new.costs_money


def test_the_address_itself_is_shown_nowhere(asking):
    pages = [
        fill_pages(asking, SECRET, REACHED, until=name) for name in ("voor_wie", "controleren")
    ]
    receipt = asking.submit(pages[-1], form="send")

    for page in (*pages, receipt):
        assert "Lindelaan" not in main_of(page)


def test_mails_messages_and_the_description_of_the_case_tell_nothing(asking, do_jobs, world, rows):
    send_pages(asking, SECRET, REACHED)
    do_jobs()

    [case] = world.intake.made.values()
    [mail] = world.mailer.sent.values()
    [message] = rows(Message)
    words = main_of(asking.get(f"/berichten/{message.id}/"))
    document = case.new.documents[0]
    told = (mail.subject, mail.text, case.new.description, document.title)
    for text in told:
        assert not [each for each in TELLING if each.casefold() in text.casefold()], text
    assert "Verzoek over uw gegevens" in words
    assert "geheim" not in words.casefold()
    assert "U hoort uiterlijk op" in mail.text


def test_nothing_has_to_be_said_of_how_one_is_reached(asking, do_jobs, world):
    check = fill_pages(asking, SECRET, MYSELF)
    receipt = asking.submit(check, form="send")
    do_jobs()

    [case] = world.intake.made.values()
    assert case.new.properties == {"voorWie": ("Noor de Wit",)}
    assert "Wij sturen een mail naar" not in main_of(receipt)
    assert world.mailer.sent == {}


def test_who_gave_an_address_before_hears_that_mail_goes_there(asking):
    send_pages(asking, SECRET, REACHED)

    page = fill_pages(asking, SECRET, MYSELF, until="mail_van_nu")

    assert "of kies daar voor geen mail" in main_of(page)
    assert "veilig@voorbeeld.example" not in main_of(page)


def test_nobody_chosen_is_refused_with_what_to_do(asking):
    page = fill_pages(asking, SECRET, {}, until="voor_wie")

    refused = asking.submit(page, {})

    assert "Kies voor wie u dit vraagt. Dat mag ook alleen uzelf zijn." in main_of(refused)


def test_a_child_of_16_and_one_without_authority_can_not_be_chosen(asking, world):
    a_family_with(
        world,
        a_child("p1", "Mert Yilmaz", 16),
        a_child("p2", "Lila Yilmaz", 15),
        a_child("p3", "Finn Yilmaz", 9, has_authority=False),
    )
    page = fill_pages(asking, SECRET, {}, until="voor_wie")

    assert 'value="p2"' in page.text
    assert 'value="p1"' not in page.text
    assert 'value="p3"' not in page.text
    words = words_of(page)
    assert "Mert Yilmaz: dit kind is 16 jaar of ouder, en moet dit zelf vragen." in words
    assert "Finn Yilmaz: volgens de BRP heeft u geen gezag over dit kind." in words
    refused = asking.submit(page, {"for_whom": "p3"})
    assert "De lijst is veranderd." in main_of(refused)


def test_who_is_younger_than_16_is_shown_a_way_on(asking, world):
    world.persons.persons[BSN] = a_person(born=today() - timedelta(days=15 * 365), relatives=())

    page = asking.visit(f"/formulieren/{SECRET}/verder/")

    assert heading_of(page) == "Vraag dit samen met uw ouder"
    assert "0800 0999" in main_of(page)


def test_without_the_register_the_names_are_typed(asking, world, do_jobs):
    world.persons.is_down = True

    send_pages(asking, SECRET, {"voor_wie": {"for_whom-names": "Noor de Wit\nLila Yilmaz"}})
    world.persons.is_down = False
    do_jobs()

    [case] = world.intake.made.values()
    assert case.new.properties["voorWie"] == ("Noor de Wit", "Lila Yilmaz")


def test_it_can_be_filled_in_in_english(asking):
    asking.visit("/taal/?taal=en&next=/")

    receipt = send_pages(asking, SECRET, REACHED)
    page = fill_pages(asking, SECRET, {}, until="voor_wie")

    assert "Keep your address secret" in main_of(receipt)
    assert heading_of(page) == "For whom do you ask this?"
    assert "Yourself" in main_of(page)


def test_the_answers_can_be_downloaded(asking):
    receipt = send_pages(asking, SECRET, REACHED)

    paper = structure_of(asking.get(links_of(receipt)["Download uw antwoorden (pdf)"]).data)

    answers = labelled(paper)
    assert ("Voor wie", ["Noor de Wit", "Lila Yilmaz"]) in answers
    assert ("Wij mogen u", ["Bellen", "Mailen"]) in answers
    assert ("Op letten bij bellen", ["Alleen tussen 9 en 12 uur."]) in answers
