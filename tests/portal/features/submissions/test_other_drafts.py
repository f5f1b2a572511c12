"""A tab of an earlier draft brings nothing into the draft of now: no files, and no choices."""

import pytest
from sqlalchemy import delete, text

from portal.services.submissions import draft_uploads
from portal.storage.drafts import Draft, content_of
from portal.storage.uploads import Upload
from tests.browser import main_of
from tests.forms_filled import ADDRESS, CONTRACT, MOVE, begin, fill, open_page, page_id
from tests.remission import FETCH, REMISSION, SUPPLY, applicant, fetching, know
from tests.remission import fill as fill_remission


def begin_anew(browser, slug):
    """Throw the draft away and begin with an empty one."""
    browser.post(f"/formulieren/{slug}/opnieuw/", data={"csrf_token": browser.csrf_token()})


@pytest.mark.parametrize("button", [None, ("action", "stay")])
def test_file_of_an_earlier_draft_is_not_added_and_that_is_said(browser, rows, button):
    stale = fill(browser, until="contract")
    begin_anew(browser, MOVE)
    fill(browser, until="contract")

    answer = browser.submit(stale, files=CONTRACT, button=button)

    assert rows(Upload) == []
    assert "Uw bestanden zijn niet toegevoegd. Kies ze opnieuw." in answer.text


def test_file_is_added_to_the_page_that_was_opened_anew(browser, rows):
    stale = fill(browser, until="contract")
    begin_anew(browser, MOVE)
    fill(browser, until="contract")
    browser.submit(stale, files=CONTRACT)

    browser.submit(open_page(browser, "contract"), files=CONTRACT)

    assert len(rows(Upload)) == 1


@pytest.mark.parametrize("action", [SUPPLY, FETCH])
def test_choice_of_an_earlier_draft_leaves_what_was_fetched_for_the_next_one(
    app, world, rows, database, action
):
    know(world)
    browser = applicant(app)
    stale = fill_remission(browser, fetching("inkomen"), until="inkomen_opgehaald")
    begin_anew(browser, REMISSION)
    fill_remission(browser, fetching("inkomen"), until="inkomen_opgehaald")
    asked = len(world.sources.asked)

    answer = browser.submit(stale, button=("action", action))

    [draft] = rows(Draft)
    assert content_of(database, draft).answers["income_choice"] == FETCH
    assert len(world.sources.asked) == asked
    assert page_id(answer) == "inkomen_opgehaald"
    assert "Bakkerij De Korenbloem" in main_of(answer)


def test_nothing_is_locked_while_files_are_looked_at(browser, rows, sessions, monkeypatch):
    page = fill(browser, until="contract")
    usual, changed = draft_uploads.check_all, []

    def slow(*given):
        with sessions() as session:
            session.execute(text("SET lock_timeout = '100ms'"))
            changed.append(session.execute(delete(Draft)).rowcount)
            session.rollback()
        return usual(*given)

    monkeypatch.setattr(draft_uploads, "check_all", slow)
    answer = browser.submit(page, files=CONTRACT, button=("action", "stay"))

    assert answer.status_code == 200
    assert changed == [1]
    assert "contract.pdf" in main_of(answer)
    assert len(rows(Upload)) == 1


def test_draft_that_is_thrown_away_while_its_files_are_looked_at(app, browser, rows, monkeypatch):
    page = fill(browser, until="contract")
    usual = draft_uploads.check_all

    def slow(*given):
        monkeypatch.setattr(draft_uploads, "check_all", usual)
        begin_anew(app.test_client().log_in(), MOVE)
        return usual(*given)

    monkeypatch.setattr(draft_uploads, "check_all", slow)
    answer = browser.submit(page, files=CONTRACT)

    assert answer.status_code == 200
    assert answer.request.path.startswith(f"/formulieren/{MOVE}/")
    assert rows(Upload) == []


def test_file_for_a_draft_that_is_gone_leads_to_the_start_page(browser, rows):
    stale = fill(browser, until="contract")
    browser.post(f"/formulieren/{MOVE}/opnieuw/", data={"csrf_token": browser.csrf_token()})

    answer = browser.submit(stale, files=CONTRACT)

    assert answer.request.path == f"/formulieren/{MOVE}/"
    assert rows(Upload) == []


def test_draft_that_is_thrown_away_while_an_address_is_looked_up(app, browser, world, rows):
    page = fill(browser, until="adres")
    usual = world.addresses.find

    def find(postcode, number):
        world.addresses.find = usual
        begin_anew(app.test_client().log_in(), MOVE)
        return usual(postcode, number)

    world.addresses.find = find
    answer = browser.submit(page, ADDRESS)

    assert answer.request.path == f"/formulieren/{MOVE}/"
    assert rows(Draft) == []


def test_draft_that_is_begun_anew_while_an_address_is_looked_up_is_not_changed(
    app, browser, world, rows, database
):
    page = fill(browser, until="adres")
    usual, anew = world.addresses.find, app.test_client().log_in()

    def find(postcode, number):
        world.addresses.find = usual
        begin_anew(anew, MOVE)
        begin(anew)
        return usual(postcode, number)

    world.addresses.find = find
    answer = browser.submit(page, ADDRESS)

    assert page_id(answer) == "gegevens"
    assert content_of(database, rows(Draft)[0]).answers == {}


def test_file_is_kept_when_its_page_was_answered_in_another_tab(browser, rows):
    fill(browser, until="contact")
    mine, theirs = open_page(browser, "contract"), open_page(browser, "contract")
    browser.submit(theirs, {"contract-later": None}, files=CONTRACT)

    choice = browser.submit(mine, files=CONTRACT)

    assert choice.status_code == 409
    assert len(rows(Upload)) == 2


@pytest.mark.parametrize("other_page", ["wie", "adres"])
def test_what_another_tab_saves_while_an_address_is_looked_up_stays(
    app, browser, world, rows, database, other_page
):
    page = fill(browser, until="adres")
    usual, tab = world.addresses.find, app.test_client().log_in()
    others = {"wie": {"movers": ["p1"]}, "adres": {**ADDRESS, "new_address-number": "999"}}

    def find(postcode, number):
        world.addresses.find = usual
        tab.submit(open_page(tab, other_page), others[other_page], button=("action", "stay"))
        return usual(postcode, number)

    world.addresses.find = find
    answer = browser.submit(page, ADDRESS)

    content = content_of(database, rows(Draft)[0])
    if other_page == "adres":
        assert answer.status_code == 409
        assert content.raw_input["adres"]["new_address-number"] == ["999"]
    else:
        assert answer.status_code == 200
        assert content.raw_input["wie"] == {"movers": ["p1"]}
        assert "new_address" in content.answers
