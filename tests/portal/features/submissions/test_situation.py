"""“Past uw situatie hier niet?”: from a page of a form to a question and back, by HTTP."""

from dataclasses import replace
from datetime import timedelta

import pytest

from forms import form_from_values, load_sources
from portal.storage.contact_requests import ContactRequest
from portal.web.edge.request_context import portal_of
from tests.browser import filled_in, form_on, heading_of, links_of, main_of, title_of, words_of
from tests.factories import BSN
from tests.forms.factories import a_page, a_question, form_data
from tests.forms_filled import MOVE, REPORT, begin, fill, page_id
from tests.parts import change_parts, publish_only, put_back

TEXT = "Ik woon half in Spanje."
HEADING = "Past uw situatie hier niet?"
ASIDE = ("action", "situation")
LONG_AGO = timedelta(minutes=16)


def aside(browser, page, typed=None):
    """The page with the ways on, from this page of a form."""
    return browser.submit(page, typed or {}, form="questions", button=ASIDE)


def test_what_was_typed_is_kept_and_the_way_leads_back_to_it(browser):
    page = fill(browser, until="adres")

    there = aside(browser, page, {"new_address-postcode": "12"})

    assert heading_of(there) == HEADING
    assert title_of(there).startswith(f"{HEADING} - Wat is uw nieuwe adres? - ")
    assert "Wat u invulde, is bewaard. Wij bewaren dit tot en met" in main_of(there)
    assert "0800 0999" in main_of(there)
    back = browser.visit(links_of(there)["Terug naar het formulier"])
    assert page_id(back) == "adres"
    assert filled_in(form_on(back, "questions"))["new_address-postcode"] == "12"
    assert "Fout" not in title_of(back)


def test_a_question_is_received_and_names_the_form_and_the_page_and_no_answer(
    browser, world, do_jobs, rows
):
    page = fill(browser, until="adres")
    there = aside(browser, page)

    sent = browser.submit(there, {"situation": TEXT}, form="ask")
    do_jobs()

    assert heading_of(sent) == "Wij hebben uw vraag"
    assert "Verstuurd. Wij hebben uw vraag." in words_of(sent)
    assert TEXT in main_of(sent)
    assert page_id(browser.visit(links_of(sent)["Terug naar het formulier"])) == "adres"
    [new] = world.contacts.made.values()
    assert (new.text, new.resident.bsn) == (TEXT, BSN)
    assert new.subject == "formulier “Verhuizing doorgeven”, pagina “Wat is uw nieuwe adres?”"
    [request] = rows(ContactRequest)
    card = browser.visit(f"/vragen/{request.id}/")
    assert f"Dit gaat over: {new.subject}" in main_of(card)


def test_sending_twice_is_sending_once(browser, world, do_jobs):
    there = aside(browser, fill(browser, until="adres"))
    for _click in range(2):
        browser.submit(there, {"situation": TEXT}, form="ask")
    do_jobs()

    assert len(world.contacts.made) == 1


@pytest.mark.parametrize(("typed", "fault"), [("", "Schrijf op wat er niet past."), (BSN, "BSN")])
def test_what_can_not_be_sent_says_what_to_do(browser, rows, typed, fault):
    there = aside(browser, fill(browser, until="adres"))

    refused = browser.submit(there, {"situation": typed}, form="ask")

    assert refused.status_code == 422
    assert fault in main_of(refused)
    assert "Fout:" in title_of(refused)
    assert rows(ContactRequest) == []


def test_the_register_may_be_down(browser, world, do_jobs):
    there = aside(browser, fill(browser, until="adres"))
    world.contacts.is_down = True

    sent = browser.submit(there, {"situation": TEXT}, form="ask")

    assert heading_of(sent) == "Wij hebben uw vraag"
    world.contacts.is_down = False
    do_jobs()
    assert len(world.contacts.made) == 1


def test_without_a_register_there_is_the_phone_and_what_was_written_stays(app, browser, rows):
    there = aside(browser, fill(browser, until="adres"))
    usual = change_parts(app, gateways=replace(portal_of(app).gateways, contacts=None))

    refused = browser.submit(there, {"situation": TEXT}, form="ask")
    shown = browser.visit(there.request.path)
    put_back(app, usual)

    assert refused.status_code == 503
    assert "U kunt ons nu niet schrijven." in main_of(refused)
    assert filled_in(form_on(refused, "ask"))["situation"] == TEXT
    assert "0800 0999" in main_of(shown)
    assert 'id="ask"' not in shown.text
    assert rows(ContactRequest) == []


def test_without_login_there_is_the_phone_and_the_form_stays(visitor):
    page = fill(visitor, REPORT, until="omschrijving")

    there = aside(visitor, page, {"description": "Half"})

    assert "Wat u invulde, blijft staan." in main_of(there)
    assert 'id="ask"' not in there.text
    back = visitor.visit(links_of(there)["Terug naar het formulier"])
    assert filled_in(form_on(back, "questions"))["description"] == "Half"
    data = {"csrf_token": visitor.csrf_token(), "situation": TEXT}
    assert visitor.post(there.request.path, data=data).status_code == 503


def test_the_check_leads_there_and_is_come_back_to(browser):
    check = fill(browser)

    there = browser.visit(links_of(check)[HEADING])

    assert page_id(browser.visit(links_of(there)["Terug naar het formulier"])) == "controleren"
    sent = browser.submit(there, {"situation": TEXT}, form="ask")
    assert page_id(browser.visit(links_of(sent)["Terug naar het formulier"])) == "controleren"


@pytest.mark.parametrize("name", ["bellen", "controleren", "alle-onderdelen", "niets"])
def test_one_can_not_come_from_a_page_that_is_not_open(browser, name):
    page = begin(browser)

    there = browser.visit(f"/formulieren/{MOVE}/{name}/past-niet/")

    assert there.request.path == page.request.path


def test_nobody_has_the_receipt_of_another(browser, other_browser, rows):
    there = aside(browser, fill(browser, until="adres"))
    sent = browser.submit(there, {"situation": TEXT}, form="ask")

    assert other_browser.get(sent.request.path).status_code == 404


@pytest.mark.parametrize(
    ("situation", "has_text"),
    [({"offered": False}, False), ({"text": "Woont u op een boot?"}, True)],
)
def test_an_author_writes_the_text_or_leaves_it_out(app, browser, situation, has_text):
    data = form_data(a_page(a_question("name")), slug="a-form", situation=situation)
    publish_only(app, [form_from_values(data, load_sources())])
    page = begin(browser, "a-form")

    assert (HEADING in main_of(page)) is has_text
    there = browser.get("/formulieren/a-form/on_name/past-niet/")
    assert there.status_code == (200 if has_text else 404)
    assert ("Woont u op een boot?" in main_of(there)) is has_text


def test_what_was_typed_comes_back_after_a_new_login(browser, pass_time):
    there = aside(browser, fill(browser, until="adres"))
    pass_time(idle=LONG_AGO, in_all=LONG_AGO)
    browser.submit(there, {"situation": TEXT}, form="ask")

    browser.log_in()

    again = browser.visit(there.request.path)
    assert filled_in(form_on(again, "ask"))["situation"] == TEXT
