"""A form in which one chooses: with DigiD, without, and from the one to the other."""

from datetime import timedelta

import pytest

from portal.domain.people import Level
from portal.storage.consultations import ConsultationLine
from portal.storage.drafts import Draft
from portal.storage.submissions import Submission
from tests.browser import heading_of, links_of, main_of
from tests.factories import BSN, OTHER_BSN
from tests.forms_filled import page_id
from tests.ideas import (
    ANSWERS,
    BOTH,
    SUBJECT,
    WITH,
    WITHOUT,
    fill_idea,
    go_on_filling,
    idea,
    is_login,
    publish,
    send_idea,
)
from tests.journeys.idea import FORM
from tests.papers import words_of_pdf

__all__ = ["idea", "publish"]
pytestmark = pytest.mark.usefixtures("idea")


def end_session(browser, pass_time):
    pass_time(idle=timedelta(hours=2))
    return browser


def send_by_id(browser, draft_id):
    """What answers who sends a concept by its id alone, without having its page."""
    data = {"csrf_token": browser.csrf_token(), "draft": str(draft_id), "revision": "1"}
    return browser.post(f"{FORM}controleren/", data=data)


def test_start_page_offers_both_ways(visitor):
    page = visitor.get(FORM)

    assert "U kiest zelf of u inlogt met DigiD" in main_of(page)
    assert "Dan vult u minder zelf in" in main_of(page)
    assert "U krijgt een link waarmee u kunt zien hoe het gaat." in main_of(page)
    assert links_of(page)["Beginnen met DigiD"] == WITH
    assert links_of(page)["Beginnen zonder DigiD"] == WITHOUT


def test_who_chooses_digid_logs_in_and_goes_on_as_themselves(visitor):
    asked = visitor.get(WITH)
    visitor.log_in(BSN)

    assert is_login(asked)
    assert f"niveau={int(Level.MIDDEN)}" in asked.location
    page = go_on_filling(visitor, visitor.visit(WITH), "gegevens")
    assert "Noor" in main_of(page)


def test_who_comes_to_a_page_without_a_concept_is_told_to_log_in_for_one(visitor):
    page = visitor.visit(f"{FORM}contact/")

    assert page.request.path == FORM
    assert "Log dan in om verder te gaan." in page.text


def test_who_is_logged_in_is_told_and_begins_as_themselves(browser):
    page = browser.get(FORM)

    assert "U bent ingelogd en begint als uzelf." in main_of(page)
    assert "Log dan eerst uit" in main_of(page)
    assert page_id(browser.visit(links_of(page)["Beginnen"])) == "idee"


def test_who_begins_without_login_while_logged_in_is_themselves_all_the_same(browser, rows):
    browser.visit(WITHOUT)

    assert [draft.owner_id for draft in rows(Draft)] == [browser.owner_id]


def test_nobody_begins_by_an_address_that_leaves_the_choice_open(visitor, rows):
    page = visitor.visit(f"{FORM}verder/")

    assert page.request.path == FORM
    assert rows(Draft) == []


def test_without_login_nothing_is_known_shown_or_filled_in(visitor, rows, world):
    page = fill_idea(visitor, WITHOUT, "contact")
    assert 'value="sam' not in page.text
    page = go_on_filling(visitor, page)

    assert "Sam Bakker" in main_of(page)
    assert "U verstuurt dit zonder DigiD." in main_of(page)
    assert visitor.get(f"{FORM}gegevens/").status_code == 303
    assert rows(ConsultationLine) == []
    assert world.persons.calls == []


def test_without_login_it_is_a_report_with_a_link_and_never_has_a_bsn(
    visitor, rows, do_jobs, world
):
    receipt = send_idea(visitor, WITHOUT)
    tracking = links_of(receipt)["Volg uw melding"]
    do_jobs()

    [case] = world.intake.made.values()
    [submission] = rows(Submission)
    assert (case.new.initiator.bsn, submission.ground, submission.level) == (None, "anonymous", 0)
    assert case.new.properties == {"onderwerp": (SUBJECT,), "naam": ("Sam Bakker",)}
    assert visitor.get(tracking).status_code == 200
    assert any(tracking in mail.text for mail in world.mailer.sent.values())
    assert "Nee, verstuurd zonder DigiD" in words_of_pdf(
        visitor.get(links_of(receipt)["Download uw antwoorden (pdf)"]).data
    )


def test_with_login_it_is_the_residents_own(browser, visitor, rows, do_jobs, world):
    page = fill_idea(browser, WITH)
    assert "U verstuurt dit als uzelf" in main_of(page)
    receipt = browser.submit(page, form="send")
    do_jobs()

    [case] = world.intake.made.values()
    [submission] = rows(Submission)
    assert case.new.initiator.bsn == BSN
    assert (submission.owner_id, submission.ground, submission.tracking_hash) == (
        browser.owner_id,
        "self",
        None,
    )
    assert "Volg uw melding" not in links_of(receipt)
    assert is_login(visitor.get(receipt.request.path))
    paper = links_of(receipt)["Download uw antwoorden (pdf)"]
    assert "Ingelogd Met DigiD" in words_of_pdf(browser.get(paper).data)


def test_concept_with_login_is_found_again_anywhere(app, browser):
    fill_idea(browser, WITH, "gegevens")
    again = app.test_client().log_in(BSN)

    assert f"{FORM}verder/" in links_of(again.get("/overzicht/")).values()
    assert page_id(again.visit(links_of(again.get(FORM))["Verdergaan"])) == "gegevens"


def test_concept_without_login_stays_in_its_browser(app, visitor):
    fill_idea(visitor, WITHOUT, "wie")

    assert page_id(visitor.visit(links_of(visitor.get(FORM))["Verdergaan"])) == "wie"
    assert "Beginnen zonder DigiD" in links_of(app.test_client().get(FORM))


@pytest.mark.parametrize("way", ["page", "send"])
def test_session_that_expires_gives_the_login_and_then_the_same_page(browser, pass_time, way, rows):
    page = fill_idea(browser, WITH, "contact" if way == "page" else "controleren")
    end_session(browser, pass_time)

    form = {} if way == "page" else {"form": "send"}
    asked = browser.submit(
        page, {"email": "nieuw@voorbeeld.example"}, follow_redirects=False, **form
    )

    assert is_login(asked)
    assert rows(Submission) == []
    browser.log_in(BSN)
    again = browser.visit(page.request.path)
    assert page_id(again) == page_id(page)
    if way == "page":
        assert "nieuw@voorbeeld.example" in again.text


def test_whose_session_expired_may_begin_without_login_and_has_both_then(browser, pass_time, rows):
    own = fill_idea(browser, WITH, "contact")
    end_session(browser, pass_time)
    page = browser.visit(links_of(browser.get(FORM))["Beginnen zonder DigiD"])

    assert page_id(page) == "idee"
    assert SUBJECT not in page.text
    page = browser.submit(page, {"subject": "Iets anders"})
    assert page_id(page) == "wie"
    assert is_login(browser.submit(own, ANSWERS["contact"], follow_redirects=False))
    assert len(rows(Draft)) == 2
    browser.log_in(BSN)
    assert heading_of(browser.visit(WITH)) == BOTH


def test_somebody_else_sees_nothing_of_a_residents_concept(browser, other_browser, visitor, rows):
    fill_idea(browser, WITH, "contact")

    for other in (other_browser, visitor):
        for path in ("idee/", "gegevens/", "controleren/"):
            answer = other.get(FORM + path)
            assert answer.status_code == 303
            assert answer.location in {FORM, f"{FORM}controleren/"}
    [draft] = rows(Draft)
    assert send_by_id(visitor, draft.id).location == FORM
    assert rows(Submission) == []


def test_what_a_resident_sent_is_opened_by_no_draft_id_without_login(browser, visitor, rows):
    page = fill_idea(browser, WITH)
    browser.submit(page, form="send")

    assert send_by_id(visitor, rows(Submission)[0].draft_id).location == FORM


def test_who_logged_in_too_low_is_asked_to_log_in_higher(app, publish):
    publish(level="hoog")
    low = app.test_client().log_in(BSN, Level.MIDDEN)

    for path in (WITH, WITHOUT, f"{FORM}verder/", f"{FORM}idee/"):
        answer = low.get(path)
        assert is_login(answer), path
        assert f"niveau={int(Level.HOOG)}" in answer.location


def test_another_resident_at_the_same_browser_gets_nothing_of_the_first(visitor, app, pass_time):
    first = app.test_client().log_in(OTHER_BSN)
    fill_idea(first, WITH, "contact")
    end_session(first, pass_time)
    first.log_in(BSN)

    assert page_id(first.visit(WITH)) == "idee"
    assert SUBJECT not in first.get(f"{FORM}idee/").text


def test_a_form_that_leaves_no_choice_begins_as_ever_by_both_ways(visitor, browser):
    for path in ("met-digid/", "zonder-digid/"):
        assert is_login(visitor.get(f"/formulieren/verhuizing-doorgeven/{path}"))
        page = visitor.visit(f"/formulieren/melding-openbare-ruimte/{path}")
        assert page_id(page) == "soort"
