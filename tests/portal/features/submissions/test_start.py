"""The page before a form, and beginning, resuming and throwing away."""

from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import update

from portal.domain.days import AMSTERDAM, today
from portal.storage import housekeeping
from portal.storage.drafts import Draft
from tests.browser import form_on, heading_of, links_of, main_of
from tests.factories import THIRD_BSN, settings_for
from tests.forms_filled import MOVE, REPORT, begin, fill, page_id, send

START = f"/formulieren/{MOVE}/"


def test_start_page_says_all_that_one_wants_to_know_before(visitor):
    words = main_of(visitor.get(START))

    assert "Voor wie is dit?" in words
    assert "Dit heeft u nodig" in words
    assert "Ongeveer 10 minuten" in words
    assert "Het kost niets." in words
    assert "Wat gebeurt er daarna?" in words
    assert "Wet basisregistratie personen" in words
    assert "Bel ons" in words
    assert "balie" in words
    assert "papieren formulier" in words


def test_start_page_leads_to_digid_and_from_there_into_the_form(visitor):
    link = links_of(visitor.get(START))["Beginnen"]

    page = visitor.visit(link)

    assert page.request.path == "/inloggen/"
    assert "verder" in page.request.full_path


def test_start_page_of_somebody_logged_in_begins_at_once(browser):
    link = links_of(browser.get(START))["Beginnen"]

    assert page_id(browser.visit(link)) == "gegevens"


def test_start_page_shows_the_concept_and_until_when_it_is_kept(browser):
    fill(browser, until="dag")

    page = browser.get(START)

    assert "U bent hier al mee begonnen" in main_of(page)
    assert page_id(browser.visit(links_of(page)["Verdergaan"])) == "dag"


@pytest.mark.parametrize(
    ("days", "at", "is_kept"),
    [(30, time(0, 0, 1), True), (31, time(23, 59, 59), False)],
    ids=["on its last day", "the day after"],
)
def test_concept_is_kept_until_the_end_of_the_day_that_was_promised(
    browser, sessions, rows, days, at, is_kept
):
    fill(browser, until="dag")
    changed = datetime.combine(today() - timedelta(days=days), at, AMSTERDAM)
    with sessions() as session:
        session.execute(update(Draft).values(changed_at=changed))
        housekeeping.delete_expired(session, settings_for())
        session.commit()

    assert bool(rows(Draft)) is is_kept


def test_start_page_shows_nothing_of_a_concept_to_somebody_else(browser, other_browser, visitor):
    fill(browser, until="dag")

    for other in (other_browser, visitor):
        assert "al mee begonnen" not in main_of(other.get(START))


def test_beginning_anew_throws_the_concept_away(browser, rows):
    fill(browser, until="dag")

    page = browser.submit(browser.get(START))

    assert page_id(page) == "gegevens"
    assert [draft.revision for draft in rows(Draft)] == [1]


def test_beginning_anew_without_a_concept_just_begins(browser):
    fill(browser, until="dag")
    page = browser.get(START)
    browser.submit(page)

    again = browser.submit(page)

    assert page_id(again) == "gegevens"


def test_beginning_twice_is_beginning_once(browser, rows):
    begin(browser)
    begin(browser)

    assert len(rows(Draft)) == 1


def test_unknown_form_is_not_found_on_every_page(browser):
    for page in ("", "verder/", "controleren/", "gegevens/", "ontvangen/BCDF-GHJK/"):
        assert browser.get(f"/formulieren/bestaat-niet/{page}").status_code == 404


def test_page_of_a_form_that_was_never_begun_leads_to_the_start_page(browser):
    page = browser.visit(f"/formulieren/{MOVE}/adres/")

    assert page.request.path == START
    assert "Dit formulier staat niet meer open" in page.text


def test_a_report_begins_without_login(visitor):
    page = visitor.get(f"/formulieren/{REPORT}/")

    assert "U hoeft niet in te loggen" in main_of(page)
    assert heading_of(visitor.visit(links_of(page)["Beginnen"])) == "Waar gaat uw melding over?"


def test_a_report_stays_in_its_own_browser(visitor, app):
    fill(visitor, REPORT, until="plaats")

    other = app.test_client()

    assert page_id(begin(other, REPORT)) == "soort"
    assert page_id(begin(visitor, REPORT)) == "plaats"


def test_a_report_of_somebody_logged_in_stays_nameless(browser, do_jobs, world):
    send(browser, REPORT)
    do_jobs()

    [case] = world.intake.made.values()
    assert case.new.initiator.bsn is None
    assert case.new.initiator.name == ""


def test_list_of_forms_names_each_under_its_event(visitor):
    links = links_of(visitor.get("/formulieren/"))

    assert links["Verhuizing doorgeven"] == START
    assert links["Melding openbare ruimte"] == f"/formulieren/{REPORT}/"


def test_concept_that_nobody_touched_for_long_shows_its_last_day(browser, sessions):
    fill(browser, until="dag")
    with sessions() as session:
        session.execute(update(Draft).values(changed_at=datetime(2026, 1, 2, 12, tzinfo=UTC)))
        session.commit()

    assert "1 februari 2026" in main_of(browser.get(START))


def test_resident_whom_the_register_does_not_know_can_still_begin(app):
    stranger = app.test_client().log_in(THIRD_BSN)

    page = begin(stranger)

    assert "Wij vinden u niet in de Basisregistratie Personen (BRP)." in main_of(page)
    assert page_id(stranger.submit(page)) == "wie"


def test_form_of_a_start_page_is_protected_against_others(browser):
    fill(browser, until="dag")
    element = form_on(browser.get(START))

    answer = browser.post(element.get("action"), data={})

    assert answer.status_code == 400


def test_draft_days_pass_from_the_last_change(browser, rows):
    before = datetime.now(UTC) - timedelta(seconds=1)

    fill(browser, until="dag")

    [draft] = rows(Draft)
    assert draft.changed_at > before
