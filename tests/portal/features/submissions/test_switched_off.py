"""Forms and sources that are off: who began goes on, nobody else begins; nobody is asked."""

import pytest

from portal.domain.switches import BAG, BRP, SwitchKind, SwitchReason
from portal.services import publishing, switching
from portal.storage.consultations import ConsultationLine
from portal.storage.data_choices import DataChoice
from portal.storage.drafts import Draft
from portal.storage.submissions import Submission
from tests.browser import form_on, links_of, main_of
from tests.forms_filled import ADDRESS, MOVE, begin, fill, page_id, send
from tests.parts import look_anew
from tests.remission import FETCH, REMISSION, SUPPLY, applicant, fetching, know
from tests.remission import fill as fill_remission

START = f"/formulieren/{MOVE}/"
OFF = "U kunt dit nu niet online beginnen"
CANT_FETCH = "Wij kunnen dit nu niet ophalen bij de RDW"
CHOICE, FETCHED = f"/formulieren/{REMISSION}/auto/", f"/formulieren/{REMISSION}/auto_opgehaald/"


def ways_on(page):
    """The values of the buttons of the choice about a vehicle."""
    buttons = form_on(page, "questions").iter("input")
    return [button.get("value") for button in buttons if button.get("name") == "vehicle_choice"]


def press(browser, page, action):
    """One of the buttons beside fetched data."""
    return browser.submit(page, button=("action", action))


def not_asked(*_arguments):
    raise AssertionError("it is off, and was asked")


@pytest.fixture
def off(app, database):
    """Puts something off, and this process knows it."""

    def switch_off(kind, name):
        switching.switch_off(database, kind, name, SwitchReason.MAINTENANCE, "Jo")
        look_anew(app)

    return switch_off


@pytest.fixture
def on(app, database):
    """Puts a source on again."""

    def switch_on(name):
        switching.switch_on(database, SwitchKind.SOURCE, name)
        look_anew(app)

    return switch_on


@pytest.fixture
def applying(app, world):
    know(world)
    return applicant(app)


def test_a_form_that_is_off_says_so_with_the_phone_in_place_of_beginning(visitor, off):
    off(SwitchKind.FORM, MOVE)

    page = visitor.get(START)

    assert OFF in main_of(page)
    assert "0800 0999" in main_of(page)
    assert "Beginnen" not in links_of(page)
    assert "Langskomen" in main_of(page)


def test_a_form_that_is_off_is_begun_by_nobody(browser, off, rows):
    off(SwitchKind.FORM, MOVE)

    page = browser.visit(f"{START}verder/")

    assert page.request.path == START
    assert rows(Draft) == []


def test_who_began_goes_on_and_sends_and_the_worker_delivers(browser, off, do_jobs, rows, world):
    fill(browser, until="dag")
    off(SwitchKind.FORM, MOVE)

    start = browser.get(START)
    receipt = send(browser)
    do_jobs()

    assert OFF not in main_of(start)
    assert "Verdergaan" in links_of(start)
    assert "/ontvangen/" in receipt.request.path
    assert rows(Submission)[0].delivered_at
    assert len(world.intake.made) == 1


def test_what_was_sent_is_delivered_though_its_form_is_withdrawn(
    app, browser, database, do_jobs, rows
):
    send(browser)
    publishing.retire(database, MOVE, "Jo")
    look_anew(app)

    do_jobs()

    assert rows(Submission)[0].delivered_at


def test_a_concept_is_not_thrown_away_where_it_could_not_be_begun_again(browser, off, rows):
    fill(browser, until="dag")
    off(SwitchKind.FORM, MOVE)

    start = browser.get(START)
    after = browser.post(f"{START}opnieuw/", data={"csrf_token": browser.csrf_token()})

    assert "Gooi weg en begin opnieuw" not in main_of(start)
    assert after.status_code == 303
    assert len(rows(Draft)) == 1


def test_a_source_that_is_off_leaves_only_supplying_it(applying, off, world, rows):
    off(SwitchKind.SOURCE, "rdw")

    page = fill_remission(applying, until="auto")
    after = fill_remission(applying, until="auto_zelf")

    assert CANT_FETCH in main_of(page)
    assert ways_on(page) == [SUPPLY]
    assert page_id(after) == "auto_zelf"
    assert world.sources.asked == []


def test_a_source_that_goes_off_after_the_page_was_shown_is_not_asked(
    applying, off, on, world, rows
):
    page = fill_remission(applying, until="auto")
    off(SwitchKind.SOURCE, "rdw")

    shown = applying.submit(page, {"vehicle_choice": FETCH})

    # Not asked, not told as failed; the choice is kept for when it is on again.
    assert page_id(shown) == "auto_opgehaald"
    assert CANT_FETCH in main_of(shown)
    assert "Probeer het nog een keer" not in main_of(shown)
    assert world.sources.asked == []
    assert [line for line in rows(ConsultationLine) if line.how_chosen == "ophalen"] == []
    assert [c.outcome for c in rows(DataChoice) if c.item == "vehicle_choice"] == [""]
    on("rdw")
    fetched = applying.submit(applying.get(CHOICE), {"vehicle_choice": FETCH})
    assert "12-TGD-4" in main_of(fetched)
    assert world.sources.asked == [("rdw", ("plate", "make", "first_seen", "value"))]


def test_who_meets_a_source_that_is_off_supplies_it_and_goes_on(applying, off):
    page = fill_remission(applying, until="auto")
    off(SwitchKind.SOURCE, "rdw")
    shown = applying.submit(page, {"vehicle_choice": FETCH})

    after = press(applying, shown, SUPPLY)

    assert page_id(after) == "auto_zelf"


def test_what_was_fetched_before_stays_when_the_source_goes_off(applying, off, world):
    fill_remission(applying, fetching("auto"), until="wonen")
    off(SwitchKind.SOURCE, "rdw")

    choice, shown = applying.get(CHOICE), applying.get(FETCHED)
    again = applying.submit(choice, {"vehicle_choice": FETCH})

    assert ways_on(choice) == [FETCH, SUPPLY]
    assert "12-TGD-4" in main_of(shown)
    assert "12-TGD-4" in main_of(again)
    assert len(world.sources.asked) == 1


def test_asking_once_more_at_a_source_that_went_off_loses_nothing(applying, off, world, rows):
    world.sources.is_down = True
    shown = fill_remission(applying, fetching("auto"), until="auto_opgehaald")
    off(SwitchKind.SOURCE, "rdw")
    world.sources.is_down = False

    again = press(applying, shown, FETCH)

    assert CANT_FETCH in main_of(again)
    assert len([c for c in rows(DataChoice) if c.item == "vehicle_choice"]) == 1


def test_the_population_register_that_is_off_is_not_asked_and_the_form_asks(
    browser, off, world, rows
):
    off(SwitchKind.SOURCE, BRP)
    world.persons.person = not_asked

    page = begin(browser)

    assert "Wij kunnen deze gegevens nu niet ophalen" in main_of(page)
    assert page_id(browser.submit(page)) == "wie"
    assert [line for line in rows(ConsultationLine) if line.source == "BRP"] == []


def test_the_overview_asks_nothing_of_a_population_register_that_is_off(browser, off, world, rows):
    browser.get("/overzicht/")
    lines = [line.id for line in rows(ConsultationLine) if line.source == "BRP"]
    off(SwitchKind.SOURCE, BRP)
    world.persons.name_of = not_asked

    page = browser.get("/overzicht/")

    assert page.status_code == 200
    assert "Noor de Wit" in page.text  # as it was read before
    assert [line.id for line in rows(ConsultationLine) if line.source == "BRP"] == lines


def test_the_address_register_that_is_off_is_not_asked_and_the_address_is_kept(browser, off, world):
    page = fill(browser, until="adres")
    off(SwitchKind.SOURCE, BAG)
    world.addresses.find = not_asked

    after = browser.submit(page, ADDRESS)

    assert page_id(after) == "dag"
    assert "Wij hebben dit adres niet nagekeken." in main_of(fill(browser))
