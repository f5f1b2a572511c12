"""Contacts by phone or at the counter stand with the case that they were about."""

from datetime import UTC, datetime, timedelta
from time import perf_counter
from uuid import uuid4

import pytest

from portal.domain.contacts import ContactChannel, ContactMoment
from portal.domain.failures import MissingPart
from portal.storage.base import FRESH_FOR
from tests.browser import main_of
from tests.case_keys import a_key
from tests.factories import BSN, OTHER_BSN, a_case_file

BLOCK = {"HX-Request": "true"}


def a_moment(key, subject, **changes):
    values = {
        "id": uuid4(),
        "at": datetime(2026, 11, 20, 9, tzinfo=UTC),
        "channel": ContactChannel.PHONE,
        "subject": subject,
        "case_key": key,
        "request_id": None,
        "kind": None,
        "text": "",
        "answer": "",
        "is_handled": False,
        "is_reached": True,
        "follows": None,
    }
    return ContactMoment(**{**values, **changes})


@pytest.fixture
def file(world):
    """A case of the resident, about which there was a call; and one about another."""
    file = a_case_file()
    world.cases.files[BSN] = [file]
    world.contacts.contacts[BSN] = [
        a_moment(file.case.key, "Vraag over de duur"),
        a_moment(a_key("ZAAK-9"), "Over een andere zaak"),
        a_moment(None, "Over geen zaak"),
    ]
    world.contacts.contacts[OTHER_BSN] = [a_moment(file.case.key, "Van een ander")]
    return file


@pytest.fixture
def address(file):
    """Of the page of the case."""
    return f"/zaken/{file.case.key.id}/"


def test_contact_about_a_case_stands_on_its_page(browser, address):
    page = main_of(browser.get(address))

    assert "Vraag over de duur" in page
    assert "20 november 2026" in page
    assert "Telefoon" in page
    for other in ("Over een andere zaak", "Over geen zaak", "Van een ander"):
        assert other not in page


def test_page_of_a_case_asks_for_contacts_once(browser, address, world, app, monkeypatch):
    sessions = app.extensions["portal"].sessions
    monkeypatch.setitem(sessions.kw["info"], FRESH_FOR, timedelta(minutes=1))
    browser.get(address)
    browser.get(address)
    browser.get("/vragen/")

    assert world.contacts.calls == ["contacts_of"]


def test_register_that_is_down_hides_nothing_else_of_a_case(browser, address, world, file):
    world.contacts.is_down = True

    page = browser.get(address)

    assert page.status_code == 200
    assert file.case.number in main_of(page)
    assert "Wij kunnen nu niet zien of wij contact met u hadden over deze zaak." in main_of(page)
    assert "Stel een vraag over deze zaak" in main_of(page)
    world.contacts.is_down = False
    block = browser.get(f"{address}?ververs=vragen&poging=1", headers=BLOCK)
    assert "Vraag over de duur" in block.text
    assert "<h1" not in block.text


def test_register_that_answers_late_makes_no_page_late(browser, address, world, file):
    world.contacts.slow_s = 2.5
    began = perf_counter()

    page = main_of(browser.get(address))

    assert perf_counter() - began < 2.3
    assert file.case.number in page
    assert "Wij kunnen nu niet zien of wij contact met u hadden over deze zaak." in page


def test_what_was_known_stays_with_its_time(browser, address, world):
    browser.get(address)
    world.contacts.is_down = True

    page = main_of(browser.get(f"{address}?ververs=vragen"))

    assert "Vraag over de duur" in page
    assert "Bijgewerkt:" in page


def test_odd_contact_is_told_and_hides_no_other(browser, address, world):
    world.contacts.odd = (MissingPart("contact", "odd"),)

    page = main_of(browser.get(address))

    assert "Vraag over de duur" in page
    assert "Wij kunnen 1 contact nu niet laten zien." in page


def test_copy_on_paper_asks_for_no_contacts(browser, address, world):
    assert browser.get(f"{address}overzicht.pdf").status_code == 200

    assert world.contacts.calls == []
