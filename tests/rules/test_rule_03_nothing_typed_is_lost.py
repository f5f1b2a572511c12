"""Rule 3: nothing a resident typed is lost."""

from datetime import timedelta

import pytest

from portal.storage.drafts import Draft, content_of
from portal.storage.logins import ExpiredInput
from portal.storage.submissions import Submission
from tests.browser import filled_in, form_on, heading_of, links_of, main_of
from tests.consents_given import give_consent
from tests.factories import BSN, PORTAL, a_task
from tests.forms_filled import (
    ADDRESS,
    CONTRACT,
    MOVE,
    REPORT,
    begin,
    fill,
    open_page,
    page_id,
)

LONG_AGO = timedelta(minutes=16)
TYPED = {"new_address-postcode": "1234 AB", "new_address-number": "1", "new_address-letter": "Ω"}


def answers_of(database):
    """What the draft holds now."""
    database.expire_all()
    [draft] = database.query(Draft)
    return content_of(database, draft).answers


def log_in_again(browser):
    """As after the login page, in the same browser."""
    return browser.log_in()


def test_rule_03_every_page_is_saved_as_it_is_sent(browser, database):
    page = fill(browser, until="adres")

    browser.submit(page, ADDRESS)

    assert answers_of(database)["new_address"]["street"] == "Lindelaan"


def test_rule_03_an_expired_session_gives_the_login_page_and_then_the_same_text(browser, pass_time):
    page = fill(browser, until="adres")
    pass_time(idle=LONG_AGO, in_all=LONG_AGO)

    login = browser.submit(page, TYPED)
    log_in_again(browser)
    again = browser.visit(f"/formulieren/{MOVE}/adres/")

    assert login.request.path == "/inloggen/"
    assert f"next=/formulieren/{MOVE}/adres/" in login.text
    typed = filled_in(form_on(again))
    assert {name: typed[name] for name in TYPED} == TYPED


def test_rule_03_what_was_typed_before_an_expired_session_is_there_for_its_owner_only(
    browser, pass_time, other_browser
):
    page = fill(browser, until="adres")
    fill(other_browser, until="adres")
    pass_time(idle=LONG_AGO, in_all=LONG_AGO)
    browser.submit(page, TYPED)
    other_browser.log_in("999990019")

    other_page = other_browser.get(f"/formulieren/{MOVE}/adres/")

    assert filled_in(form_on(other_page))["new_address-letter"] == ""


def test_rule_03_an_expired_session_at_the_check_leads_back_to_the_check(browser, pass_time, rows):
    check = fill(browser)
    pass_time(idle=LONG_AGO, in_all=LONG_AGO)

    login = browser.submit(check, form="send")
    log_in_again(browser)

    assert login.request.path == "/inloggen/"
    assert rows(Submission) == []
    assert heading_of(browser.get(f"/formulieren/{MOVE}/controleren/")) == "Klopt alles?"


@pytest.mark.parametrize("changes", [{}, {"text": "of another text"}], ids=["same", "other text"])
def test_rule_03_an_answer_to_a_consent_comes_back_to_the_same_text_only(
    app, browser, pass_time, changes
):
    consent, _event = give_consent(app, BSN)
    path = f"/toestemmingen/{consent}/antwoord/"
    page = browser.get(path)
    pass_time(idle=LONG_AGO, in_all=LONG_AGO)

    login = browser.submit(page, {"answer": "no", **changes})
    again = log_in_again(browser).get(path)

    assert "Er is niets weg" in main_of(login)
    assert filled_in(form_on(again)).get("answer") == (None if changes else "no")
    assert "answer" not in filled_in(form_on(browser.get(path)))


def test_rule_03_files_for_a_task_are_not_said_to_be_kept(browser, world, pass_time, rows):
    task = a_task()
    world.tasks.tasks[BSN].append(task)
    page = browser.get(f"/taken/{task.id}/")
    pass_time(idle=LONG_AGO, in_all=LONG_AGO)

    login = browser.submit(page, files={"documents": CONTRACT["contract"]})

    assert "Uw bestanden zijn niet verstuurd. Kies ze na het inloggen opnieuw." in main_of(login)
    assert "is er nog" not in main_of(login)
    assert "Er is niets weg" not in main_of(login)
    assert rows(ExpiredInput) == []


def test_rule_03_two_tabs_with_different_answers_give_a_choice(browser, database):
    first = fill(browser, until="wonen")
    second = open_page(browser, "wonen")
    browser.submit(first, {"living": "own"})

    choice = browser.submit(second, {"living": "rent"})

    assert choice.status_code == 409
    assert "Kies welk antwoord u wilt houden" in heading_of(choice)
    assert "Ik ga huren" in main_of(choice)
    assert "Ik heb de woning gekocht" in main_of(choice)
    assert answers_of(database)["living"] == "own"


def test_rule_03_of_two_tabs_the_newer_answer_can_be_kept(browser, database):
    first = fill(browser, until="wonen")
    second = open_page(browser, "wonen")
    browser.submit(first, {"living": "own"})
    choice = browser.submit(second, {"living": "rent"})

    after = browser.submit(choice)

    assert page_id(after) == "contract"
    assert answers_of(database)["living"] == "rent"


def test_rule_03_of_two_tabs_the_kept_answer_can_stay(browser, database):
    first = fill(browser, until="wonen")
    second = open_page(browser, "wonen")
    browser.submit(first, {"living": "own"})
    choice = browser.submit(second, {"living": "rent"})

    after = browser.visit(links_of(choice)["Houd wat al was bewaard"])

    assert page_id(after) == "contact"
    assert answers_of(database)["living"] == "own"


def test_rule_03_two_tabs_with_the_same_answer_just_go_on(browser):
    first = fill(browser, until="wonen")
    second = open_page(browser, "wonen")
    browser.submit(first, {"living": "own"})

    assert page_id(browser.submit(second, {"living": "own"})) == "contact"


def test_rule_03_two_tabs_with_different_faults_give_a_choice_too(browser):
    first = fill(browser, until="dag")
    second = open_page(browser, "dag")
    browser.submit(first, {"moving_date-day": "99"})

    choice = browser.submit(second, {"moving_date-day": "77"})

    assert choice.status_code == 409
    assert ("moving_date-day", "77") in filled_in(form_on(choice)).items()


def test_rule_03_answers_that_changed_in_another_tab_are_not_sent_unseen(browser, rows):
    check = fill(browser)
    browser.submit(open_page(browser, "wonen"), {"living": "own"})

    again = browser.submit(check, form="send")

    assert again.status_code == 409
    assert "Ik heb de woning gekocht" in main_of(again)
    assert rows(Submission) == []
    browser.submit(again, form="send")
    assert len(rows(Submission)) == 1


def test_rule_03_tabs_on_different_pages_do_not_hinder_each_other(browser):
    fill(browser)
    address, living = open_page(browser, "adres"), open_page(browser, "wonen")
    browser.submit(living, {"living": "own"})

    assert browser.submit(address, ADDRESS).status_code == 200


def test_rule_03_a_page_with_faults_is_kept_as_it_was_typed(browser):
    page = fill(browser, until="adres")
    browser.submit(page, {**TYPED, "new_address-postcode": "12"})

    later = begin(browser)

    assert page_id(later) == "adres"
    assert filled_in(form_on(later))["new_address-postcode"] == "12"


def test_rule_03_a_wrong_csrf_token_gives_a_page_that_keeps_the_text_and_can_send_it(
    browser, database
):
    page = fill(browser, until="adres")

    refused = browser.submit(page, {**ADDRESS, "csrf_token": "wrong"})
    after = browser.submit(refused)

    assert refused.status_code == 400
    assert "Wat u invulde, is er nog." in main_of(refused)
    assert page_id(after) == "dag"
    assert answers_of(database)["new_address"]["number"] == "14"


@pytest.mark.parametrize("token", [None, "", "x" * 5000])
def test_rule_03_any_other_csrf_token_keeps_the_text_too(browser, token):
    page = fill(browser, until="adres")

    refused = browser.submit(page, {**TYPED, "csrf_token": token})

    kept = filled_in(form_on(refused))
    assert {name: kept[name] for name in TYPED} == TYPED


def test_rule_03_a_csrf_page_sends_a_report_without_cookies_again(visitor, rows):
    check = fill(visitor, REPORT)

    refused = visitor.submit(check, {"csrf_token": "wrong"}, form="send")
    visitor.submit(refused)

    assert len(rows(Submission)) == 1


def test_rule_03_stopping_and_logging_out_and_in_keeps_everything(browser):
    page = fill(browser, until="contract")
    browser.submit(page, files=CONTRACT, button=("action", "stop"))
    browser.log_out()
    assert browser.get("/overzicht/").status_code == 303

    log_in_again(browser)
    overview = browser.get("/overzicht/")
    page = browser.visit(links_of(overview)["Verder met: Verhuizing doorgeven"])

    assert page_id(page) == "contract"
    assert "contract.pdf" in main_of(page)


def test_rule_03_more_time_in_the_session_bar_keeps_what_was_typed(browser):
    page = fill(browser, until="adres")

    after = browser.submit(page, TYPED, button=("action", "stay"))

    assert filled_in(form_on(after))["new_address-letter"] == "Ω"


def test_rule_03_a_file_survives_a_fault_elsewhere_on_the_page(browser):
    page = fill(browser, until="contract")

    faulty = browser.submit(page, files={"contract": [CONTRACT["contract"], ("a.exe", b"MZ")]})

    assert "contract.pdf" in main_of(faulty)


def test_rule_03_back_after_logout_shows_nothing_but_the_draft_is_there(browser):
    fill(browser, until="adres")
    browser.log_out()

    page = open_page(browser, "adres", base_url=PORTAL)

    assert page.status_code == 303
    assert page.headers["Cache-Control"] == "no-store"
    log_in_again(browser)
    assert open_page(browser, "adres").status_code == 200
