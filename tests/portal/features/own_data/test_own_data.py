"""My data: what the BRP says, honest about what can't be known, and how one is reached."""

import re
from dataclasses import replace

import pytest

from portal.domain.failures import MissingPart
from portal.domain.messages import MessageKind
from portal.domain.persons import RELATIVE, PersonPart, Remark
from portal.storage import logins
from portal.storage.consultations import ConsultationLine
from portal.storage.messages import add_message_and_notify, contact_of
from tests.browser import links_of, main_of, title_of, words_of
from tests.factories import BSN
from tests.forms_filled import fill, send

PAGE, CONTACT = "/mijn-gegevens/", "/mijn-gegevens/contact/"
EMAIL = "noor@voorbeeld.example"
LINK = re.compile(r"https?://[^/]+(/mijn-gegevens/bevestigen/\S+/)")


def words(page):
    """What the page says, without the spaces of its lines."""
    return " ".join(main_of(page).split())


@pytest.fixture
def confirm(browser, do_jobs, world):
    """Press the button behind the link that was mailed last, on another device."""

    def press():
        do_jobs()
        [link] = LINK.findall(list(world.mailer.sent.values())[-1].text)
        device = browser.application.test_client()
        return device.submit(device.get(link))

    return press


@pytest.fixture
def person(world):
    """Lets the BRP say something else of the resident."""

    def change(**changes):
        world.persons.persons[BSN] = replace(world.persons.persons[BSN], **changes)

    return change


def test_what_the_brp_says_stands_there_with_whom_to_tell_what_is_wrong(browser):
    page = browser.get(PAGE)

    assert "Naam Noor de Wit" in words(page)
    assert "Adres" in words(page)
    assert "Klopt dit niet?" in words(page)
    assert "0800 0999" in words(page)
    assert "Gemeente Demodam houdt de BRP bij." in words(page)
    assert "Klopt uw naam, uw geboortedatum of uw gezin niet?" in words(page)
    assert "Dan houdt die gemeente uw gegevens bij." in words(page)
    assert links_of(page)["Verander hoe wij u bereiken"] == CONTACT
    assert "/formulieren/verhuizing-doorgeven/" in links_of(page).values()


def test_it_is_read_with_one_line(browser, rows):
    browser.get(PAGE)

    [line] = [line for line in rows(ConsultationLine) if line.activity == "mijn-gegevens"]
    assert line.source == "BRP"


def test_register_that_is_down_is_not_a_person_without_data(browser, world):
    world.persons.is_down = True

    page = browser.get(PAGE)

    assert "Wij weten dus niet wat er staat." in words(page)
    assert "Hierover staat niets in de BRP." not in words(page)
    assert "Hoe wij u bereiken" in words(page)


def test_register_that_went_down_shows_what_it_said_before_with_the_time(browser, world):
    browser.get(PAGE)
    world.persons.is_down = True

    page = browser.get(f"{PAGE}?ververs=gegevens")

    assert "Noor de Wit" in words(page)
    assert "Bijgewerkt:" in words(page)


def test_a_relative_that_could_not_be_read_is_told_and_the_others_are_there(browser, world, person):
    person(relatives=())
    world.persons.odd = (MissingPart(RELATIVE, "no name"),)

    page = browser.get(PAGE)

    assert "Wij konden niet iedereen van uw gezin lezen." in words(page)
    assert "Hierover staat niets in de BRP." not in words(page)


def test_who_has_no_family_in_the_brp_reads_so(browser, person):
    person(relatives=())

    assert "Hierover staat niets in de BRP." in words(browser.get(PAGE))


def test_a_part_that_could_not_be_read_is_not_nothing(browser, person):
    person(address=None, unread=(PersonPart.ADDRESS,), remarks=(Remark.CONFIDENTIAL,))

    page = browser.get(PAGE)

    assert "Adres Dit konden wij niet lezen." in words(page)
    assert "Uw gegevens zijn geheim." in words(page)


def test_who_is_not_in_the_brp_reads_so(browser, world):
    world.persons.persons.clear()

    assert "U staat niet in de BRP." in words(browser.get(PAGE))


def test_how_one_is_reached_can_be_changed_and_is_used_in_the_next_form(browser, confirm):
    page = browser.submit(browser.get(CONTACT), {"email": EMAIL, "phone": "06 12345678"})

    next_step = "Bewaard. Open nog de link in de mail die u van ons krijgt."
    assert next_step in words_of(page), "the address isn't used before that"
    assert "Telefoonnummer 06 12345678" in words(page)
    confirm()
    assert f"E-mailadres {EMAIL}" in words(browser.get(PAGE))
    page = browser.submit(browser.get(CONTACT), {"phone": "06 87654321"})
    assert "Wij hebben bewaard hoe wij u bereiken." in words_of(page)
    assert f'value="{EMAIL}"' in fill(browser, changes={"wie": {}}, until="contact").text


def test_it_is_changed_with_a_line(browser, rows):
    browser.submit(browser.get(CONTACT), {"email": EMAIL})

    [line] = [line for line in rows(ConsultationLine) if line.action == "changed"]
    assert line.activity == "mijn-gegevens"
    page = words(browser.get("/gegevensgebruik/"))
    assert EMAIL not in page


def test_what_is_wrong_is_told_as_in_a_form_and_nothing_is_kept(browser, sessions):
    page = browser.submit(browser.get(CONTACT), {"email": "noor", "phone": "12"})

    assert page.status_code == 422
    assert title_of(page).startswith("Fout: ")
    assert 'value="noor"' in page.text
    with sessions() as session:
        assert contact_of(session, browser.owner_id) == {}


def test_an_address_can_be_taken_away_by_who_wants_no_mail(browser, sessions, confirm):
    browser.submit(browser.get(CONTACT), {"email": EMAIL})
    confirm()

    refused = browser.submit(browser.get(CONTACT), {"email": "", "notices": "mail"})
    with sessions() as session:
        assert contact_of(session, browser.owner_id)["email"] == EMAIL
    browser.submit(refused, {"notices": "none"})

    assert refused.status_code == 422
    assert "Op welk e-mailadres wilt u mail krijgen?" in words(refused)
    assert "E-mailadres Niet bij ons bekend" in words(browser.get(PAGE))
    with sessions() as session:
        assert "email" not in contact_of(session, browser.owner_id)


def test_who_wants_no_mail_gets_none_also_after_the_next_form(browser, sessions, do_jobs, world):
    browser.submit(browser.get(CONTACT), {"email": EMAIL, "notices": "none"})
    send(browser, changes={"contact": {"email": EMAIL}})
    with sessions() as session:
        facts = {"reference": "7K2M-XW9P", "title": "Verhuizing"}
        kind = MessageKind.RECEIVED
        add_message_and_notify(session, browser.owner_id, kind, about="x", facts=facts)
        session.commit()
    do_jobs()

    assert world.mailer.sent == {}
    assert "Mail bij een nieuw bericht Nee" in words(browser.get(PAGE))


def test_what_was_typed_when_the_session_ended_comes_back(browser, sessions):
    with sessions() as session:
        fields = [["email", "half@"], ["notices", "none"]]
        logins.keep_expired_input(session, browser.owner_id, CONTACT, fields)
        session.commit()

    page = browser.get(CONTACT)

    assert 'value="half@"' in page.text
