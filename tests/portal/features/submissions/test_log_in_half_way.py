"""Who began without login, and logs in half-way: all that was filled in goes along."""

import pytest

from portal.storage.drafts import Draft, content_of
from portal.storage.submissions import Submission
from portal.storage.uploads import Upload
from tests.browser import heading_of, links_of, main_of
from tests.factories import BSN
from tests.files_made import a_picture
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
)
from tests.journeys.idea import FORM

__all__ = ["idea", "publish"]
pytestmark = pytest.mark.usefixtures("idea")
NOT_OPEN = "Dit formulier staat niet meer open"
TAKEN_ALONG = "Wat u al invulde, is er nog."
PHOTO = {"photo": ("plek.png", a_picture())}


def test_who_logs_in_half_way_keeps_all_that_was_filled_in(visitor, rows, do_jobs, world):
    page = visitor.submit(visitor.visit(WITHOUT), ANSWERS["idee"], files=PHOTO)
    asked = visitor.submit(
        page, {"name": "Sam B"}, button=("action", "log_in"), follow_redirects=False
    )
    assert asked.location == WITH
    assert is_login(visitor.get(WITH))
    visitor.log_in(BSN)

    page = visitor.visit(WITH)

    assert TAKEN_ALONG in page.text
    assert page_id(page) == "gegevens"
    [draft], [upload] = rows(Draft), rows(Upload)
    assert {draft.owner_id, upload.owner_id} == {visitor.owner_id}
    assert "plek.jpg" in main_of(visitor.get(f"{FORM}idee/"))
    visitor.submit(go_on_filling(visitor, page), form="send")
    do_jobs()
    [submission] = rows(Submission)
    [case] = world.intake.made.values()
    assert case.new.initiator.bsn == BSN
    assert sorted(each.file_name for each in case.new.documents)[1] == "plek.jpg"
    assert (submission.owner_id, submission.ground) == (visitor.owner_id, "self")


def test_what_was_typed_comes_along_unjudged(visitor):
    visitor.submit(visitor.visit(WITHOUT), {"subject": "Half"}, button=("action", "log_in"))
    visitor.log_in(BSN)

    page = visitor.visit(WITH)

    assert page_id(page) == "idee"
    assert 'value="Half"' in page.text


def test_who_comes_back_with_digid_is_told_of_what_this_browser_has(visitor):
    fill_idea(visitor, WITHOUT, "wie")
    visitor.log_in(BSN)

    page = visitor.get(FORM)

    assert "al ingevuld zonder DigiD" in main_of(page)
    assert "Dan verstuurt u het als uzelf." in main_of(page)
    assert page_id(visitor.visit(links_of(page)["Verdergaan"])) == "gegevens"


def test_who_comes_back_with_digid_may_throw_it_away(visitor, rows):
    fill_idea(visitor, WITHOUT, "wie")
    visitor.log_in(BSN)

    page = visitor.submit(visitor.get(FORM))

    assert page_id(page) == "idee"
    assert SUBJECT not in page.text
    assert [draft.owner_id for draft in rows(Draft)] == [visitor.owner_id]


@pytest.mark.parametrize("path", ["idee/", "controleren/"])
def test_a_page_that_was_open_before_login_goes_on_after_it(visitor, path):
    fill_idea(visitor, WITHOUT, "controleren")
    visitor.log_in(BSN)

    page = visitor.visit(FORM + path)

    assert page_id(page) == "gegevens"
    assert NOT_OPEN not in page.text


def test_a_tab_of_before_login_loses_nothing(visitor, rows, database):
    page = fill_idea(visitor, WITHOUT, "wie")
    visitor.log_in(BSN)

    on = visitor.submit(page, {"name": "Net getypt"})

    assert page_id(on) == "gegevens"
    [draft] = rows(Draft)
    assert draft.owner_id == visitor.owner_id
    assert content_of(database, draft).answers["name"] == "Net getypt"


@pytest.fixture
def two(app, visitor, browser):
    """The browser of a resident who has one concept with login, and one of before."""
    fill_idea(browser, WITH, "contact")
    fill_idea(visitor, WITHOUT, "wie")
    return visitor.log_in(BSN)


def test_who_has_both_chooses_and_nothing_is_overwritten(two, rows):
    page = two.visit(WITH)

    assert heading_of(page) == BOTH
    assert "U bent gebleven bij: Hoe kunnen wij u bereiken?" in main_of(page)
    assert "U bent gebleven bij: Wie bent u?" in main_of(page)
    assert "twee keer in" in main_of(two.get(FORM))
    assert len(rows(Draft)) == 2


@pytest.mark.parametrize(("kept", "on"), [("own", "contact"), ("browser", "gegevens")])
def test_the_one_that_was_chosen_goes_on(two, rows, kept, on):
    page = two.submit(two.visit(WITH), button=("keep", kept))

    assert page_id(page) == on
    [draft] = rows(Draft)
    assert draft.owner_id == two.owner_id


def test_choosing_twice_or_from_an_old_page_throws_nothing_away(two, rows):
    page = two.visit(WITH)
    two.submit(page, button=("keep", "browser"))
    [draft] = rows(Draft)

    two.submit(page, button=("keep", "own"))

    assert [each.id for each in rows(Draft)] == [draft.id]


def test_choosing_nothing_changes_nothing(two, rows):
    page = two.submit(two.visit(WITH), button=("keep", "x"))

    assert heading_of(page) == BOTH
    assert len(rows(Draft)) == 2


def test_a_tab_of_before_login_of_who_has_both_keeps_what_was_typed(two, app, rows):
    page = two.get(f"{FORM}idee/")
    assert page.status_code == 200
    [mine] = [draft for draft in rows(Draft) if draft.owner_id == two.owner_id]
    [other] = [draft for draft in rows(Draft) if draft.owner_id != two.owner_id]

    answer = two.submit(page, {"subject": "Uit het andere venster", "draft": str(other.id)})

    assert heading_of(answer) == BOTH
    assert {draft.id for draft in rows(Draft)} == {mine.id, other.id}
    assert "Uit het andere venster" in main_of(
        go_on_filling(two, two.submit(answer, button=("keep", "browser")))
    )
