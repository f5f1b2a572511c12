"""A place that one points at on a map; the text always does the same."""

import pytest

from forms.fields import points_to_name, raw_input, values
from forms.kinds import KINDS
from forms.maps import SIDE, MapArea, MapView
from tests.forms.factories import OneQuestion, a_context

TOWN = MapArea(52.566, 5.143, 52.576, 5.162)
VIEW = MapView.around(*TOWN.middle)
NEAR = "Lindelaan 12, 1234 AB Demodam"
HERE = {"latitude": "52.570000", "longitude": "5.150000"}
POINT = {"text": "", **HERE, "by": "map"}


def on_map(map_=True, **context):
    """A place on a map of this town."""
    return OneQuestion("place", a_context(map_area=TOWN, **context), map=map_)


def pressed(*pairs, question=None, **given):
    """The field after something was done with the map."""
    return (question or on_map()).sent(("view", str(VIEW)), *pairs, **given)["q"]


def clicked(across, down):
    """A click on the picture."""
    return ("at.x", str(across)), ("at.y", str(down))


def test_a_click_is_a_place():
    field = pressed(*clicked(100, 200), ("street", "Bij de brug"))

    assert field.is_pointed
    assert field.mark == (100, 200)
    assert field.raw["street"] == "Bij de brug"
    assert (float(field.raw["latitude"]), float(field.raw["longitude"])) == pytest.approx(
        VIEW.place_at(100, 200), abs=1e-6
    )


@pytest.mark.parametrize(
    "pair",
    [(0, 0), (SIDE, 5), (5, 9999), ("x", 5), (-4, 5), ("1" * 5000, 1), (1.5, 2)],
)
def test_a_key_on_the_picture_or_a_pixel_beside_it_is_no_place(pair):
    field = pressed(*clicked(*pair))

    assert not field.is_pointed
    assert not field.errors


def test_the_middle_can_be_taken_with_a_button_and_the_point_taken_away():
    field = pressed(("move", "centre"))
    assert field.mark == (SIDE // 2, SIDE // 2)

    gone = pressed(("move", "clear"), *HERE.items(), ("by", "map"))

    assert not gone.is_pointed
    assert gone.mark is None


@pytest.mark.parametrize("move", ["left", "right", "up", "down", "in", "out"])
def test_looking_around_changes_nothing_that_was_typed_and_judges_nothing(move):
    field = pressed(("move", move), *HERE.items(), ("by", "map"), ("street", ""))

    assert field.errors in ((), [])
    assert field.is_pointed
    alone = pressed(("move", move))
    assert alone.errors in ((), [])
    assert alone.view == VIEW.moved(move)


@pytest.mark.parametrize("move", ["in", "out"])
def test_nearer_by_or_farther_off_the_point_gets_in_the_middle(move):
    field = pressed(("move", move), *HERE.items(), ("by", "map"))

    assert field.view.zoom != VIEW.zoom
    assert all(SIDE / 2 - 49 <= each <= SIDE / 2 + 49 for each in field.mark)


def test_one_does_not_leave_the_area():
    edge = VIEW
    while edge.moved("left").is_in(TOWN):
        edge = edge.moved("left")

    field = on_map().sent(("view", str(edge)), ("move", "left"))["q"]

    assert field.view == edge


@pytest.mark.parametrize("view", ["", "15.0.0", "onzin", "15.999999999.1", "99.1.1"])
def test_a_picture_of_elsewhere_is_the_middle_of_the_area(view):
    assert on_map().sent(("view", view))["q"].view == VIEW
    far = (("latitude", "52.0907"), ("longitude", "5.1214"))
    assert on_map().sent(("view", view), *far)["q"].view == VIEW


def test_the_point_is_kept_with_the_address_near_it():
    point = (HERE["latitude"], HERE["longitude"])
    question = on_map(nearest={point: NEAR})
    form = question.sent(*HERE.items(), ("by", "map"))

    assert points_to_name(form) == (point,)
    assert values(form)["q"] == {**POINT, "near": NEAR}
    assert on_map().value(*HERE.items(), ("by", "map")) == POINT
    again = on_map().sent(*HERE.items(), ("by", "map"), stored={**POINT, "near": NEAR})
    assert values(again)["q"] == {**POINT, "near": NEAR}


def test_where_the_device_is_stays_what_it_was():
    question = on_map()

    assert question.value(*HERE.items()) == {"text": "", **HERE}
    assert points_to_name(question.sent(*HERE.items())) == ()


def test_a_form_without_a_map_or_a_municipality_without_one_takes_no_point():
    without = on_map(map_=False)

    form = without.sent(*clicked(100, 200), *HERE.items(), ("by", "map"))

    assert not form["q"].has_map
    assert values(form)["q"] == {"text": "", **HERE}
    assert points_to_name(form) == ()
    no_area = OneQuestion("place", map=True)
    assert not no_area.shown().has_map
    assert no_area.fault(*clicked(100, 200)).errors


def test_what_is_stored_is_shown_again_on_the_map():
    field = on_map().shown(q={**POINT, "near": NEAR})

    assert field.mark is not None
    assert field.near == NEAR
    assert field.as_typed == (f"Het punt op de kaart, bij {NEAR}",)


def test_what_was_pressed_is_not_kept_as_input():
    form = on_map().sent(("view", str(VIEW)), *clicked(100, 200), ("move", "left"))

    assert set(raw_input(form)) <= {"q-view", "q-latitude", "q-longitude", "q-by"}


@pytest.mark.parametrize(
    ("value", "lines", "property_", "subject"),
    [
        (
            {"text": "De brug", **HERE, "by": "map", "near": NEAR},
            ("De brug", f"Het punt op de kaart, bij {NEAR}"),
            "De brug (52.570000, 5.150000)",
            "De brug",
        ),
        (
            {**POINT, "near": NEAR},
            (f"Het punt op de kaart, bij {NEAR}",),
            f"{NEAR} (52.570000, 5.150000)",
            NEAR,
        ),
        (POINT, ("Het punt op de kaart",), "52.570000, 5.150000", "52.570000, 5.150000"),
        (
            {"text": "x" * 300, **HERE, "by": "map"},
            ("x" * 300, "Het punt op de kaart"),
            "x" * 300,
            "x" * 300,
        ),
    ],
)
def test_it_is_words_for_people_and_a_position_for_the_case(value, lines, property_, subject):
    kind, asked = KINDS["place"], on_map().form.pages[0].questions[0]

    assert kind.display(asked, value, a_context()) == lines
    assert kind.as_property(asked, value, a_context()) == (property_,)
    assert kind.in_subject(asked, value, a_context()) == subject
