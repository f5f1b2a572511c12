"""Pointing at a place on the map of a report: a click, buttons, and the text that does the same."""

import pytest

from forms.maps import MapView
from tests.browser import form_on, main_of
from tests.factories import an_address
from tests.forms_filled import REPORT, fill, page_id

VIEW = MapView.around(52.571, 5.1525)
CLICK = {"place-at.x": "100", "place-at.y": "200"}
NEAR = "Lindelaan 14, 1234 AB Demodam"
POINT = f"Uw punt ligt bij {NEAR}."


@pytest.fixture
def page(visitor, world):
    """The page that asks where it is."""
    world.addresses.nearest = an_address(number=14)
    return fill(visitor, REPORT, until="plaats")


def move(visitor, page, how, **typed):
    """The page after this button of the map."""
    return visitor.submit(page, typed, button=("place-move", how))


def click(visitor, page, **typed):
    """The page after a click on the map."""
    return visitor.submit(page, {**CLICK, **typed})


def picture_on(page):
    """The picture of the map; None where there is none."""
    images = (each for each in form_on(page, "questions").iter("input"))
    return next((each for each in images if each.get("type") == "image"), None)


def view_on(page):
    """What of the map the page shows."""
    return MapView.read(form_on(page, "questions").find(".//*[@name='place-view']").get("value"))


def test_the_page_has_a_picture_with_its_source_and_words(page):
    picture = picture_on(page)

    assert picture.get("alt") == "Kaart. Kies de plek waar het is."
    assert picture.get("src").startswith("/kaart/15/")
    assert picture.get("tabindex") == "-1"
    assert "Kaartgegevens: Kadaster / PDOK" in main_of(page)
    assert "Dat hoeft niet." in main_of(page)


def test_a_click_sets_a_point_and_keeps_what_was_typed(visitor, page):
    shown = click(visitor, page, **{"place-street": "Bij de brug"})

    assert shown.status_code == 200
    assert page_id(shown) == "plaats"
    assert POINT in main_of(shown)
    assert picture_on(shown).get("src").endswith("?x=100&y=200")
    assert 'value="Bij de brug"' in shown.text
    assert page_id(visitor.submit(shown)) == "foto"


def test_buttons_move_the_map_and_the_point_stays(visitor, page):
    shown = click(visitor, page)
    for how in ("left", "up", "right", "down"):
        shown = move(visitor, shown, how)
        assert shown.status_code == 200
        assert POINT in main_of(shown)
    assert view_on(shown) == view_on(page)


def test_looking_around_is_no_fault(visitor, page):
    shown = move(visitor, page, "left")

    assert shown.status_code == 200
    assert "Vul een straat of plek in" not in main_of(shown)
    assert view_on(shown) != view_on(page)
    refused = visitor.submit(shown)
    assert refused.status_code == 422
    assert picture_on(refused) is not None
    assert view_on(refused) == view_on(shown)


def test_the_keyboard_sets_a_point_in_the_middle_and_takes_it_away(visitor, page):
    shown = move(visitor, page, "centre")
    assert POINT in main_of(shown)
    assert picture_on(shown).get("src").endswith("?x=120&y=120")

    gone = move(visitor, shown, "clear")

    assert "Uw punt" not in main_of(gone)
    assert "?x=" not in picture_on(gone).get("src")
    assert visitor.submit(gone).status_code == 422


def test_who_types_needs_no_map(visitor, page, world):
    world.maps.is_down = True

    assert page_id(visitor.submit(page, {"place-street": "Bij de brug"})) == "foto"


def test_a_map_that_is_down_says_so_and_the_box_stays(visitor, world):
    world.maps.is_down = True
    page = fill(visitor, REPORT, until="plaats")

    assert "De kaart doet het nu niet. Schrijf op waar het is." in main_of(page)
    assert picture_on(page) is None
    assert page_id(visitor.submit(page, {"place-street": "Bij de brug"})) == "foto"


def test_a_point_without_an_address_near_it_has_words_all_the_same(visitor, page, world):
    world.addresses.nearest = None
    assert "Uw punt staat op de kaart." in main_of(click(visitor, page))


def test_a_register_that_is_down_takes_no_point_away(visitor, page, world):
    world.addresses.is_down = True

    shown = click(visitor, page)

    assert "Uw punt staat op de kaart." in main_of(shown)
    assert page_id(visitor.submit(shown)) == "foto"


def test_it_is_checked_sent_and_printed(visitor, page, world, do_jobs):
    visitor.submit(click(visitor, page))
    check = fill(visitor, REPORT, {"plaats": {"place-street": ""}})
    assert f"Het punt op de kaart, bij {NEAR}" in main_of(check)
    again = visitor.get(f"/formulieren/{REPORT}/plaats/")
    assert POINT in main_of(again)
    assert picture_on(again).get("src").count("x=") == 1

    visitor.submit(check, form="send")
    do_jobs()

    [case] = world.intake.made.values()
    [place] = case.new.properties["plaats"]
    assert place.startswith(f"{NEAR} (52.5")
    assert case.new.description.endswith(NEAR)
