"""The end of a session: what is typed is kept, and nothing personal stays on the screen."""

import re
from datetime import timedelta

import pytest

from portal.storage.consents.consents import ConsentEvent
from portal.storage.logins import ExpiredInput
from tests.browser import filled_in, form_on, heading_of, links_of, title_of
from tests.consents_given import give_consent
from tests.factories import BSN
from tests.forms_filled import ADDRESS, CONTRACT, MOVE, fill

MINUTE = timedelta(minutes=1)
SCRIPT = {"Accept": "application/json"}
TYPED = {"new_address-postcode": "1234 AB", "new_address-number": "77"}
PAGE = f"/formulieren/{MOVE}/adres/"
REFRESH = re.compile(r'<noscript>\s*<meta http-equiv="refresh"\s+content="(\d+); url=([^"]*)"')


@pytest.fixture
def keep(browser):
    """Does what the script of the page does shortly before the end."""

    def post(page):
        fields = {**filled_in(form_on(page)), **TYPED, "next": PAGE}
        return browser.post("/sessie/bewaren", data=fields, headers=SCRIPT)

    return post


def typed_on(page) -> dict[str, str]:
    """What stands in the boxes of the address."""
    fields = filled_in(form_on(page))
    return {name: fields[name] for name in TYPED}


def test_what_is_typed_comes_back_after_logging_in_again(browser, keep, pass_time):
    page = fill(browser, until="adres")

    assert keep(page).status_code == 204
    pass_time(idle=16 * MINUTE)
    assert browser.visit(PAGE).request.path == "/inloggen/"

    browser.log_in()
    assert typed_on(browser.visit(PAGE)) == TYPED


def test_keeping_is_no_sign_of_the_resident(browser, keep, pass_time):
    page = fill(browser, until="adres")
    pass_time(idle=14 * MINUTE)

    keep(page)
    pass_time(idle=1 * MINUTE)

    assert browser.get("/overzicht/").status_code == 303


def test_what_is_sent_later_holds_not_what_was_kept_before(browser, keep, rows):
    page = fill(browser, until="adres")
    keep(page)

    browser.submit(page, {**ADDRESS, "kept": "1"})

    assert rows(ExpiredInput) == []
    assert typed_on(browser.visit(PAGE)) != TYPED


def test_nothing_is_kept_for_nobody_or_for_a_page_that_gives_nothing_back(visitor, browser, rows):
    fields = {**TYPED, "csrf_token": visitor.csrf_token(), "next": PAGE}
    assert visitor.post("/sessie/bewaren", data=fields).status_code == 303

    fields = {**TYPED, "csrf_token": browser.csrf_token(), "next": "/overzicht/"}
    assert browser.post("/sessie/bewaren", data=fields, headers=SCRIPT).status_code == 404

    assert rows(ExpiredInput) == []


def test_page_without_form_goes_to_the_login_page_by_itself(browser, visitor):
    [(seconds, address)] = REFRESH.findall(browser.get("/zaken/").text)

    assert 14 * 60 < int(seconds) <= 15 * 60 + 2
    assert address == "/sessie/einde?next=/zaken/"
    assert not REFRESH.search(visitor.get("/").text)


def test_page_with_a_form_stays(browser):
    page = fill(browser, until="adres")

    assert heading_of(page) == "Wat is uw nieuwe adres?"
    assert not REFRESH.search(page.text)


def test_another_language_keeps_what_is_typed(browser):
    page = fill(browser, until="adres")

    english = browser.submit(page, TYPED, button=("action", "taal:en"))

    assert heading_of(english) == "What is your new address?"
    assert typed_on(english) == TYPED
    assert 'value="taal:nl"' in english.text


@pytest.mark.parametrize("value", ["taal:xx", "taal:", "taal"])
def test_language_that_does_not_exist_is_no_language(browser, value):
    page = fill(browser, until="adres")

    after = browser.submit(page, TYPED, button=("action", value))

    assert after.status_code in {200, 422}
    assert 'lang="nl"' in after.text


def test_success_is_the_beginning_of_the_title_and_has_focus(browser):
    page = fill(browser, until="adres")

    kept = browser.submit(page, TYPED, button=("action", "stay"))

    assert title_of(kept).startswith("Gelukt: Wat is uw nieuwe adres?")
    assert re.search(
        r'class="container flash"\s+role="status"\s+tabindex="-1"\s+data-focus', kept.text
    )
    assert "Gelukt" not in title_of(browser.visit(PAGE))


def test_file_that_is_added_or_taken_away_is_told(browser):
    page = fill(browser, until="contract")

    added = browser.submit(page, button=("action", "stay"), files=CONTRACT)
    assert "Uw bestand is toegevoegd." in added.text
    [identifier] = re.findall(r'name="remove"\s+value="([^"]+)"', added.text)
    removed = browser.submit(added, button=("remove", identifier))

    assert "Het bestand is weggehaald." in removed.text
    assert title_of(removed).startswith("Gelukt: ")


def test_what_is_typed_is_also_kept_once_the_session_is_over(browser, keep, pass_time):
    page = fill(browser, until="adres")
    pass_time(idle=16 * MINUTE)

    assert keep(page).status_code == 204

    browser.log_in()
    assert typed_on(browser.visit(PAGE)) == TYPED


def test_page_that_was_open_so_long_makes_no_session_go_on(browser, pass_time):
    pass_time(idle=14 * MINUTE)

    told = browser.get("/sessie/einde", headers=SCRIPT)
    page = browser.get("/sessie/einde?next=/zaken/")

    assert 0 < told.json["seconds"] <= 60
    assert "Wij hebben deze pagina gesloten" in heading_of(page)
    assert links_of(page)["Ga verder"] == "/zaken/"
    assert REFRESH.findall(page.text)[0][1] == "/sessie/einde?next=/zaken/"
    pass_time(idle=1 * MINUTE)
    assert browser.get("/sessie/einde", headers=SCRIPT).status_code == 401
    login = browser.get("/sessie/einde?next=/zaken/")
    assert login.headers["Location"] == "/inloggen/?next=/zaken/"


def test_keeping_answers_no_question_about_a_consent(app, browser, rows):
    consent, _event = give_consent(app, BSN)
    page = f"/toestemmingen/{consent}/antwoord/"
    fields = {**filled_in(form_on(browser.get(page))), "answer": "no", "next": page}

    assert browser.post("/sessie/bewaren", data=fields, headers=SCRIPT).status_code == 204

    assert len(rows(ConsentEvent)) == 1


def test_what_is_not_taken_in_leaves_what_was_kept(browser, keep, rows):
    page = fill(browser, until="adres")
    other = browser.visit(PAGE)
    keep(page)
    browser.submit(other, ADDRESS)

    conflict = browser.submit(page, {**TYPED, "kept": "1"})

    assert conflict.status_code == 409
    assert len(rows(ExpiredInput)) == 1


def test_check_of_all_answers_goes_too(browser):
    assert REFRESH.search(fill(browser).text)
