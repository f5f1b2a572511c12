"""The map that one points at without a script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.maps import FARTHEST, FIRST, NEAREST, SIDE, TILE, MapArea, MapView

TOWN = MapArea(52.566, 5.143, 52.576, 5.162)
LATITUDES, LONGITUDES = st.floats(50.5, 53.6), st.floats(3.3, 7.3)
ZOOMS = st.integers(FARTHEST, NEAREST)


def tiles_of(view):
    """How many tiles a picture needs."""
    return [(each + SIDE - 1) // TILE - each // TILE + 1 for each in view.corner]


@given(LATITUDES, LONGITUDES, ZOOMS)
def test_a_place_is_in_the_picture_around_it_and_comes_back_from_its_pixel(north, east, zoom):
    view = MapView.around(north, east, zoom)

    pixel = view.pixel_of(north, east)

    assert pixel is not None
    assert all(SIDE / 2 - 49 <= each <= SIDE / 2 + 49 for each in pixel), "near the middle"
    assert view.place_at(*pixel) == pytest.approx((north, east), abs=0.0003)
    assert view.pixel_of(*view.place_at(*pixel)) == pixel
    assert max(tiles_of(view)) <= 2


@given(LATITUDES, LONGITUDES, ZOOMS)
def test_a_picture_is_written_and_read(north, east, zoom):
    view = MapView.around(north, east, zoom)

    assert MapView.read(str(view)) == view


@pytest.mark.parametrize(
    "text",
    [
        *("", "15", "15.1", "15.1.2.3", "a.b.c", "15.-1.2", "12.1.1", "19.1.1", "15.1.٣", "15..2"),
        "9" * 5000 + ".1.1",
        "15.1." + "9" * 30,
    ],
)
def test_what_is_no_picture_is_none(text):
    assert MapView.read(text) is None


def test_a_known_tile():
    """As worked out by the formula that is written with a secant."""
    dam = MapView.around(52.3731, 4.8926, 15)

    assert [each // TILE for each in (dam.corner[0] + SIDE // 2, dam.corner[1] + SIDE // 2)] == [
        16829,
        10768,
    ]


def test_it_moves_to_where_the_button_says():
    view = MapView.around(*TOWN.middle)
    north, east = view.middle

    assert view.moved("left").middle[1] < east
    assert view.moved("right").middle[1] > east
    assert view.moved("up").middle[0] > north
    assert view.moved("down").middle[0] < north
    assert view.moved("in").zoom == FIRST + 1
    assert view.moved("out").zoom == FIRST - 1
    assert view.moved("left").moved("right") == view
    assert view.moved("sideways") == view


def test_it_comes_no_nearer_and_no_farther_than_there_is():
    nearest = MapView.around(*TOWN.middle, NEAREST)
    farthest = MapView.around(*TOWN.middle, FARTHEST)

    assert nearest.moved("in") == nearest
    assert farthest.moved("out") == farthest


@given(st.lists(st.sampled_from(["left", "right", "up", "down", "in", "out"]), max_size=60))
def test_however_one_moves_within_the_area_there_is_something_of_it(moves):
    view = MapView.around(*TOWN.middle)
    for move in moves:
        moved = view.moved(move)
        view = moved if moved.is_in(TOWN) else view

    assert view.is_in(TOWN)


def test_elsewhere_is_not_in_the_area():
    assert not MapView.around(52.37, 4.89).is_in(TOWN)
    assert not MapView(15, 0, 0).is_in(TOWN)
    assert not MapView(15, 10**9, 10**9).is_in(TOWN)
