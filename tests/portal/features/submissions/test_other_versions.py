"""Drafts and what was sent go by the version they were made with, whatever counts now."""

import pytest

from forms import form_from_values, load_sources
from portal.domain.people import Level
from portal.services import publishing
from portal.storage.drafts import Draft
from portal.storage.submissions import Submission
from portal.storage.uploads import Upload
from tests.browser import links_of, main_of
from tests.factories import BSN
from tests.forms_filled import MOVE, REPORT, begin, fill, page_id, send
from tests.parts import look_anew

START = f"/formulieren/{MOVE}/"
GONE = "U kunt dit niet meer online beginnen"


def with_level(form, level):
    """A version of this form that asks for this level; None: for no login."""
    values = form.model_dump(mode="json", exclude_defaults=True)
    return form_from_values(
        values | {"level": level, "login": "required" if level else "none"}, load_sources()
    )


@pytest.fixture
def publish(app, database):
    """Publish this version; this process knows it."""

    def publish_(form):
        publishing.publish(database, form, "Jo")
        look_anew(app)

    return publish_


@pytest.fixture
def retire(app, database):
    """Retire a form; this process knows it."""

    def retire_(slug, **how):
        publishing.retire(database, slug, "Jo", **how)
        look_anew(app)

    return retire_


@pytest.fixture
def report(candidates):
    """The form for a report, that asks for no login."""
    return candidates.form(REPORT)


def is_asked_higher(answer, level):
    """Whether one has to log in at this level first."""
    return answer.status_code == 303 and f"niveau={int(level)}" in answer.location


def test_what_was_sent_is_there_after_its_form_is_retired(browser, retire):
    receipt = send(browser).request.path
    retire(MOVE)

    assert browser.get(receipt).status_code == 200
    assert browser.get(f"{receipt}antwoorden.pdf").mimetype == "application/pdf"
    assert browser.get(f"{receipt}intrekken/").status_code == 200
    assert "Verhuizing doorgeven" in main_of(browser.get("/zaken/"))


def test_a_report_is_followed_after_its_form_is_retired(visitor, retire):
    followed = links_of(send(visitor, REPORT))["Volg uw melding"]
    retire(REPORT)

    assert visitor.get(followed).status_code == 200


def test_a_retired_form_says_what_to_do_and_is_begun_by_nobody(browser, visitor, retire, rows):
    retire(MOVE)

    start = visitor.get(START)

    assert start.status_code == 200
    assert GONE in main_of(start)
    assert "0800 0999" in main_of(start)
    assert "Beginnen" not in links_of(start)
    assert browser.visit(f"{START}verder/").request.path == START
    assert rows(Draft) == []
    assert START not in links_of(visitor.get("/formulieren/")).values()


def test_who_had_begun_with_a_retired_form_finishes(browser, retire, rows):
    fill(browser, until="dag")
    retire(MOVE)

    start = browser.get(START)

    assert GONE not in main_of(start)
    assert page_id(browser.visit(links_of(start)["Verdergaan"])) == "dag"
    assert "Gooi weg en begin opnieuw" not in main_of(start)
    assert "/ontvangen/" in send(browser).request.path
    assert rows(Submission)


def test_where_drafts_end_too_residents_are_told_and_send_nothing(browser, retire, rows):
    page = fill(browser, until="dag")
    retire(MOVE, ends_drafts=True)

    answer = browser.submit(page)
    overview = browser.get("/overzicht/")

    assert answer.request.path == START
    assert "U kunt dit niet meer versturen" in main_of(answer)
    assert "wij zeggen u wat u nu kunt doen" in main_of(answer)
    assert "Verdergaan" not in links_of(answer)
    assert links_of(overview)["U kunt dit niet meer versturen: Verhuizing doorgeven"] == START
    assert browser.visit(f"{START}controleren/").request.path == START
    assert len(rows(Draft)) == 1
    browser.post(f"{START}opnieuw/", data={"csrf_token": browser.csrf_token()})
    assert rows(Draft) == []


def test_a_newer_version_with_a_lower_level_opens_no_draft_of_a_higher_one(
    app, browser, candidates, publish
):
    publish(with_level(candidates.form(MOVE), "hoog"))
    high = app.test_client().log_in(BSN, Level.HOOG)
    fill(high, until="dag")
    publish(candidates.form(MOVE))

    for path in ("verder/", "dag/", "controleren/"):
        assert is_asked_higher(browser.get(START + path), Level.HOOG), path
    sent = browser.post(f"{START}dag/", data={"csrf_token": browser.csrf_token()})
    assert is_asked_higher(sent, Level.HOOG)
    assert page_id(high.get(f"{START}dag/")) == "dag"


def test_a_newer_version_with_a_higher_level_asks_for_it_in_drafts_too(
    app, browser, candidates, publish
):
    fill(browser, until="dag")
    publish(with_level(candidates.form(MOVE), "hoog"))

    assert is_asked_higher(browser.get(f"{START}dag/"), Level.HOOG)
    assert page_id(app.test_client().log_in(BSN, Level.HOOG).get(f"{START}dag/")) == "dag"


@pytest.mark.parametrize("newer", ["midden", None])
def test_what_was_sent_keeps_its_level_and_its_owner(app, report, publish, newer):
    publish(with_level(report, "hoog"))
    high = app.test_client().log_in(BSN, Level.HOOG)
    receipt = send(high, REPORT).request.path
    publish(with_level(report, newer))

    low = app.test_client().log_in(BSN, Level.MIDDEN)

    for path in ("", "antwoorden.pdf", "intrekken/"):
        assert is_asked_higher(low.get(receipt + path), Level.HOOG), path
        assert high.get(receipt + path).status_code == 200


def test_what_was_sent_asks_for_no_more_than_it_was_sent_with(browser, candidates, publish):
    receipt = send(browser).request.path
    publish(with_level(candidates.form(MOVE), "hoog"))

    assert browser.get(receipt).status_code == 200


def test_a_draft_stays_its_owners_where_the_form_asks_for_no_login_any_more(
    browser, visitor, report, publish, rows
):
    publish(with_level(report, "midden"))
    fill(browser, REPORT, until="plaats")
    publish(report)

    start = browser.get(f"/formulieren/{REPORT}/")

    assert page_id(browser.visit(links_of(start)["Verdergaan"])) == "plaats"
    assert "/ontvangen/" in send(browser, REPORT).request.path
    [submission] = rows(Submission)
    assert (submission.owner_id, submission.ground) == (browser.owner_id, "self")
    begin(visitor, REPORT)
    assert [draft.owner_id != browser.owner_id for draft in rows(Draft)] == [True]


def test_what_was_filled_in_without_login_goes_on_where_the_form_asks_for_one_now(
    app, visitor, report, publish, rows
):
    page = fill(visitor, REPORT, until="contact")
    publish(with_level(report, "midden"))
    path = f"/formulieren/{REPORT}/verder/"
    asked = visitor.get(path)
    visitor.log_in(BSN)

    on = visitor.visit(path)

    assert asked.location.startswith("/inloggen/")
    assert page_id(on) == page_id(page)
    [draft] = rows(Draft)
    assert draft.owner_id == visitor.owner_id
    assert all(file.owner_id == visitor.owner_id for file in rows(Upload))
