"""An error page of who is logged in is a page of the portal: a menu, a way out and a way on."""

from contextlib import contextmanager

import pytest
from sqlalchemy import event

from portal.storage.contact_requests import ContactRequest
from portal.web.edge.request_context import portal_of
from tests.browser import heading_of, links_of, main_of, words_of
from tests.case_keys import a_key
from tests.factories import BSN, a_case_file

LOGOUT = 'action="/uitloggen/"'


def has_ways(page) -> bool:
    """Whether the page has the menu, logout, and the languages."""
    ways = ('href="/overzicht/"', 'href="/zaken/"', LOGOUT)
    languages = ('href="/taal/', 'value="taal:en"')  # a button where what was typed goes along
    return all(way in page.text for way in ways) and any(way in page.text for way in languages)


@pytest.fixture
def database_out(app):
    """Lets no statement reach the database for as long as it is entered."""
    engine = portal_of(app).sessions.kw["bind"]

    def refuse(connection, *_rest) -> None:
        connection.connection.dbapi_connection.close()

    @contextmanager
    def out():
        event.listen(engine, "before_cursor_execute", refuse)
        try:
            yield
        finally:
            event.remove(engine, "before_cursor_execute", refuse)

    return out


@pytest.mark.parametrize(
    ("path", "status"),
    [("/bestaat-niet/", 404), ("/zaken/onbekend/", 404), ("/sessie/verlengen", 405)],
)
def test_error_page_has_the_menu_logout_and_languages(browser, path, status):
    page = browser.get(path)

    assert page.status_code == status
    assert has_ways(page)


def test_page_that_is_sent_from_elsewhere_has_them_too(browser):
    page = browser.post("/sessie/verlengen", data={"csrf_token": "wrong"})

    assert page.status_code == 400
    assert has_ways(page)


def test_nobody_is_shown_a_way_out_who_is_not_in(visitor):
    assert LOGOUT not in visitor.get("/bestaat-niet/").text


def test_document_that_does_not_come_leads_back_to_its_case(browser, world):
    file = a_case_file()
    world.cases.files[BSN] = [file]
    case = f"/zaken/{a_key(file.case.number).id}/"
    world.cases.is_down = True

    page = browser.get(f"{case}documenten/{file.documents[0].id}")

    assert page.status_code == 503
    assert links_of(page)["Een stap terug"] == case
    assert links_of(page)["Probeer het opnieuw"] == f"{case}documenten/{file.documents[0].id}"


def test_page_above_an_address_that_does_not_exist_is_offered(browser):
    assert links_of(browser.get("/berichten/onbekend/nog-iets"))["Een stap terug"] == "/berichten/"
    assert "Een stap terug" not in links_of(browser.get("/bestaat-niet/"))


def test_without_database_there_is_a_way_out(browser, database_out):
    with database_out():
        page = browser.get("/zaken/")

    assert page.status_code == 503
    assert LOGOUT in page.text
    assert "U wordt om" not in words_of(page)


def test_browser_forgets_its_session_where_logging_out_meets_no_database(browser, database_out):
    token = browser.csrf_token()

    with database_out():
        page = browser.post("/uitloggen/", data={"csrf_token": token})

    assert page.status_code == 503
    assert LOGOUT not in page.text
    assert heading_of(page) == "U bent op dit apparaat uitgelogd"
    assert "Dat gebeurt vanzelf binnen 15 minuten." in words_of(page)
    assert "Misschien bent u bij DigiD nog ingelogd." in words_of(page)
    assert page.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert browser.get("/zaken/").status_code == 303


QUESTION = "Wanneer komt mijn vergunning?"


def test_what_was_typed_can_be_sent_once_more_where_the_database_did_not_answer(
    browser, database_out, rows
):
    form = browser.get("/vragen/vraag/")

    with database_out():
        page = browser.submit(form, {"text": QUESTION}, form="ask")

    assert page.status_code == 503
    assert "Wat u invulde, is er nog." in main_of(page)
    assert "Laat deze pagina open" in main_of(page)
    assert "bestanden" not in main_of(page)
    assert "Probeer het opnieuw" not in links_of(page)
    again = browser.submit(page, form="again")
    assert QUESTION in main_of(again)
    assert len(rows(ContactRequest)) == 1


def test_what_was_typed_can_be_sent_once_more_after_a_fault_of_ours(
    browser, app, monkeypatch, rows
):
    form = browser.get("/vragen/vraag/")
    with monkeypatch.context() as broken:
        broken.setitem(app.view_functions, "contacts.send", lambda what: what.missing)
        page = browser.submit(form, {"text": QUESTION}, form="ask")

    assert page.status_code == 500
    assert "Wat u invulde, is er nog." in main_of(page)
    assert QUESTION in main_of(browser.submit(page, form="again"))
    assert len(rows(ContactRequest)) == 1


def test_of_a_button_alone_the_page_that_it_stood_on_is_asked_for(browser, world):
    file = a_case_file(documents=())
    world.cases.files[BSN] = [file]
    address = f"/zaken/{file.case.key.id}/intrekken/"
    page = browser.get(address)
    world.cases.is_down = True

    failed = browser.submit(page)

    assert failed.status_code == 503
    assert links_of(failed)["Probeer het opnieuw"] == address
    assert "Wat u" not in main_of(failed)
    assert "Was deze pagina duidelijk?" not in links_of(failed)


def test_only_pages_of_forms_say_that_what_was_filled_in_is_kept(browser, database_out):
    kept = "Wat u eerder invulde, is bewaard."

    with database_out():
        of_form = browser.get("/formulieren/melding-openbare-ruimte/soort/")
        other = browser.get("/zaken/")

    assert (of_form.status_code, other.status_code) == (503, 503)
    assert kept in main_of(of_form)
    assert kept not in main_of(other)
