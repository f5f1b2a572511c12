"""Looking a number plate up at the RDW: as plain HTML, as a block for htmx, and after sending."""

from datetime import date

import pytest
from sqlalchemy import select

from forms import form_from_values, load_sources
from portal.domain.switches import VEHICLES, SwitchKind, SwitchReason
from portal.domain.vehicles import Vehicle
from portal.services.switching import switch_off
from portal.storage.drafts import Draft
from tests.browser import links_of, main_of, title_of
from tests.factories import PORTAL
from tests.forms.factories import a_page, a_question, form_data
from tests.forms_filled import begin, page_id
from tests.papers import words_of_pdf
from tests.parts import look_anew, publish_only

CARS = "auto-doorgeven"
PAGE = f"/formulieren/{CARS}/on_car/"
HTMX = {"HX-Request": "true", "HX-Current-URL": PORTAL + PAGE}
LOOK_UP = ("look_up", "car")
GOLF = Vehicle(make="Volkswagen", model="Golf", colour="grijs", inspected_until=date(2090, 12, 11))
SHOWN = "Volkswagen Golf, grijs, APK tot en met 11 december 2090"
FOUND = f"De RDW zegt bij dit kenteken: {SHOWN}. Is dit het goede voertuig?"
UNKNOWN = "De RDW kent dit kenteken niet."
UNASKED = "Wij konden dit kenteken nu niet nakijken bij de RDW. U kunt wel verdergaan."
PLATE = {"car": "ab123c"}


@pytest.fixture
def page(app, browser, world):
    """The page that asks for a plate."""
    world.vehicles.vehicles["AB123C"] = GOLF
    asked = a_question("car", "licence_plate", label="Kenteken", look_up=True)
    pages = [a_page(asked), a_page(a_question("why", label="Waarom"))]
    data = form_data(*pages, slug=CARS, title="Auto doorgeven")
    data["case"] |= {"properties": {"kenteken": "car"}, "about": {"car": "licence_plate"}}
    publish_only(app, [form_from_values(data, load_sources())])
    return begin(browser, CARS)


def test_the_page_says_beforehand_what_is_asked_of_whom(page):
    assert "Daarin staat niet van wie een voertuig is." in main_of(page)
    assert "De RDW zegt" not in main_of(page)


def test_the_vehicle_is_shown_and_the_page_is_kept(browser, page):
    shown = browser.submit(page, PLATE, button=LOOK_UP)

    assert shown.status_code == 200
    assert page_id(shown) == "on_car"
    assert FOUND in main_of(shown)
    again = browser.get(PAGE)
    assert 'value="ab123c"' in again.text
    assert page_id(browser.submit(again)) == "on_why"


def test_htmx_gets_the_question_alone(browser, page):
    block = browser.submit(page, PLATE, button=LOOK_UP, headers=HTMX)

    assert "<main" not in block.text
    assert 'id="question-car"' in block.text
    assert FOUND in block.text


def test_who_goes_straight_on_sees_the_vehicle_on_the_next_page(browser, page):
    after = browser.submit(page, PLATE)

    assert page_id(after) == "on_why"
    assert f"Kenteken: AB-123-C, {SHOWN}" in main_of(after)
    assert links_of(after)["Wijzig Kenteken"] == PAGE


def test_an_unknown_plate_of_the_right_shape_lets_one_go_on(browser, page):
    told = browser.submit(page, {"car": "99-zz-99"}, button=LOOK_UP)

    assert told.status_code == 200
    assert f"{UNKNOWN} Kijk na of u het goed typte. Klopt het? Dan kunt u verder." in main_of(told)
    after = browser.submit(told)
    assert page_id(after) == "on_why"
    assert f"99-ZZ-99, {UNKNOWN}" in main_of(after)


def test_what_is_no_plate_is_refused_and_not_asked(browser, page, world, monkeypatch):
    monkeypatch.setattr(world.vehicles, "find", _not_asked)

    refused = browser.submit(page, {"car": "ab12"}, button=LOOK_UP)

    assert refused.status_code == 422
    assert title_of(refused).startswith("Fout: ")
    assert "Dit is geen Nederlands kenteken." in main_of(refused)


def test_a_register_that_is_down_is_named_and_lets_one_go_on(browser, page, world):
    world.vehicles.is_down = True

    told = browser.submit(page, PLATE, button=LOOK_UP)

    assert told.status_code == 200
    assert UNASKED in main_of(told)
    assert UNKNOWN not in main_of(told)
    assert page_id(browser.submit(told)) == "on_why"


def test_an_outage_takes_away_nothing_that_was_said(browser, page, world):
    browser.submit(page, PLATE)
    world.vehicles.is_down = True

    again = browser.submit(browser.get(PAGE), button=LOOK_UP)

    assert FOUND in main_of(again)


def test_a_register_that_is_off_is_not_asked(app, browser, page, world, database, monkeypatch):
    monkeypatch.setattr(world.vehicles, "find", _not_asked)
    switch_off(database, SwitchKind.SOURCE, VEHICLES, SwitchReason.OUTAGE, "Jo")
    look_anew(app)

    assert UNASKED in main_of(browser.submit(page, PLATE, button=LOOK_UP))


def test_nothing_is_locked_while_the_register_is_asked(browser, page, world, sessions, monkeypatch):
    def find(_plate):
        with sessions() as session:
            session.execute(select(Draft.id).with_for_update(nowait=True))
        return GOLF

    monkeypatch.setattr(world.vehicles, "find", find)

    assert page_id(browser.submit(page, PLATE)) == "on_why"


def test_it_is_checked_sent_and_printed_with_the_vehicle(browser, page, world, do_jobs):
    check = browser.submit(browser.submit(page, PLATE), {"why": "Daarom"})
    world.vehicles.is_down = True
    receipt = browser.submit(check, form="send")
    do_jobs()

    [case] = world.intake.made.values()
    paper = words_of_pdf(browser.get(f"{receipt.request.path}antwoorden.pdf").data)
    for line in ("AB-123-C", "Volkswagen Golf, grijs", "APK tot en met 11 december 2090"):
        assert line in main_of(check)
        assert line in " ".join(paper.split())
    assert case.new.properties == {"kenteken": ("AB123C",)}


def _not_asked(_plate):
    raise AssertionError("it was asked")
