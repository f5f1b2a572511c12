"""A form whose newer version says something else of logging in: all goes on as it was begun."""

from datetime import timedelta
from itertools import permutations

import pytest

from portal.domain.people import Level
from portal.storage.drafts import Draft
from portal.storage.submissions import Submission
from tests.browser import links_of, main_of
from tests.factories import BSN
from tests.forms_filled import page_id
from tests.ideas import (
    SUBJECT,
    WITH,
    WITHOUT,
    fill_idea,
    go_on_filling,
    is_login,
    publish,
    send_idea,
)
from tests.journeys.idea import FORM

__all__ = ["publish"]
EXPIRED = timedelta(hours=2)
LOGINS = ("required", "optional", "none")
BEGIN = f"{FORM}verder/"
CHANGES = list(permutations(LOGINS, 2))
WITH_LOGIN = [change for change in CHANGES if change[0] != "none"]
WITHOUT_LOGIN = [change for change in CHANGES if change[0] != "required"]


def begin_without(visitor, login, until):
    """Fill it in without login, by the way that this version has."""
    return fill_idea(visitor, WITHOUT if login == "optional" else BEGIN, until)


@pytest.mark.parametrize(("before", "now"), WITH_LOGIN)
def test_a_residents_concept_stays_theirs_and_is_sent_as_theirs(
    browser, visitor, publish, rows, before, now
):
    publish(before)
    fill_idea(browser, BEGIN, "contact")
    publish(now)

    page = browser.visit(links_of(browser.get(FORM))["Verdergaan"])

    assert page_id(page) == "contact"
    assert SUBJECT not in visitor.visit(f"{FORM}idee/").text
    browser.submit(go_on_filling(browser, page), form="send")
    [submission] = rows(Submission)
    assert (submission.owner_id, submission.ground) == (browser.owner_id, "self")
    assert submission.tracking_hash is None


@pytest.mark.parametrize(("before", "now"), WITH_LOGIN)
def test_a_session_that_expires_meanwhile_gives_the_login_and_the_same_page(
    browser, publish, pass_time, before, now
):
    publish(before)
    page = fill_idea(browser, BEGIN, "contact")
    publish(now)
    pass_time(idle=EXPIRED)

    asked = browser.submit(page, {"email": "nieuw@voorbeeld.example"}, follow_redirects=False)

    assert is_login(asked)
    assert is_login(browser.get(BEGIN))
    browser.log_in(BSN)
    assert "nieuw@voorbeeld.example" in browser.visit(page.request.path).text


@pytest.mark.parametrize(("before", "now"), WITHOUT_LOGIN)
def test_what_was_begun_without_login_goes_on_without_as_long_as_that_is_allowed(
    visitor, publish, rows, before, now
):
    publish(before)
    page = begin_without(visitor, before, "contact")
    publish(now)

    on = visitor.get(page.request.path)

    if now == "required":
        assert is_login(on)
        visitor.log_in(BSN)
        on = visitor.visit(BEGIN)
    assert SUBJECT in main_of(go_on_filling(visitor, on))
    visitor.submit(visitor.get(f"{FORM}controleren/"), form="send")
    [submission] = rows(Submission)
    assert (submission.ground == "self") == (now == "required")


@pytest.mark.parametrize(("before", "now"), WITHOUT_LOGIN)
def test_what_was_begun_without_login_is_taken_over_where_one_can_log_in(
    visitor, publish, rows, before, now
):
    publish(before)
    begin_without(visitor, before, "contact")
    publish(now)
    visitor.log_in(BSN)

    visitor.visit(WITH)

    [draft] = rows(Draft)
    assert (draft.owner_id == visitor.owner_id) == (now != "none")


@pytest.mark.parametrize("version", LOGINS[1:])
def test_what_was_taken_over_stays_the_residents_where_nobody_logs_in_any_more(
    visitor, app, publish, version
):
    publish(version)
    begin_without(visitor, version, "contact")
    publish("required")
    visitor.log_in(BSN)
    visitor.visit(BEGIN)
    publish("none")

    again = app.test_client().log_in(BSN)

    assert SUBJECT in again.visit(f"{FORM}idee/").text
    assert SUBJECT not in app.test_client().visit(f"{FORM}idee/").text


@pytest.mark.parametrize(("before", "now"), WITH_LOGIN)
def test_what_a_resident_sent_is_theirs_whatever_the_form_asks_now(
    app, browser, visitor, other_browser, publish, before, now
):
    publish(before)
    receipt = send_idea(browser, BEGIN).request.path
    publish(now)

    for part in ("", "antwoorden.pdf", "intrekken/"):
        assert browser.get(receipt + part).status_code == 200, part
        assert other_browser.get(receipt + part).status_code == 404, part
        assert visitor.get(receipt + part).status_code in {303, 404}, part


@pytest.mark.parametrize(("before", "now"), WITHOUT_LOGIN)
def test_what_was_sent_without_login_is_followed_by_its_link_only(
    browser, visitor, publish, rows, before, now
):
    publish(before)
    page = begin_without(visitor, before, "controleren")
    followed = links_of(visitor.submit(page, form="send"))["Volg uw melding"]
    publish(now)
    [submission] = rows(Submission)

    assert visitor.get(followed).status_code == 200
    own = f"{FORM}ontvangen/{submission.reference}/"
    assert browser.get(own).status_code == 404
    assert visitor.get(own).status_code in {303, 404}


def test_a_concept_of_a_higher_level_asks_for_it_where_one_may_choose_now(app, publish, browser):
    publish("required", "hoog")
    fill_idea(app.test_client().log_in(BSN, Level.HOOG), BEGIN, "contact")
    publish("optional", "midden")

    for path in ("verder/", "met-digid/", "idee/", "controleren/"):
        answer = browser.get(FORM + path)
        on = browser.get(answer.location) if answer.location == BEGIN else answer
        assert is_login(on), path
        assert f"niveau={int(Level.HOOG)}" in on.location


def test_what_was_begun_without_login_on_a_version_of_a_higher_level_asks_for_it_once_taken_over(
    visitor, publish
):
    publish("optional", "hoog")
    fill_idea(visitor, WITHOUT, "contact")
    publish("optional", "midden")
    visitor.log_in(BSN)

    assert f"niveau={int(Level.HOOG)}" in visitor.get(BEGIN).location
    high = visitor.log_in(BSN, Level.HOOG)
    assert SUBJECT in high.visit(f"{FORM}idee/").text


def test_running_concepts_of_both_kinds_go_on_with_a_newer_version(
    app, browser, visitor, publish, rows
):
    publish()
    fill_idea(browser, WITH, "contact")
    fill_idea(visitor, WITHOUT, "contact")
    publish(title="Idee voor uw straat", drafts={"from": "older"})

    for client in (browser, visitor):
        assert "Dit formulier is veranderd" in client.visit(BEGIN).text
    assert len({draft.version for draft in rows(Draft)}) == 1
