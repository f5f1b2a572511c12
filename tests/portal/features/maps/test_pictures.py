"""Pictures of the map: of our own area only, and no more than somebody who looks around needs."""

from io import BytesIO

import pytest
from PIL import Image

from forms.maps import SIDE, MapView
from portal.domain.switches import MAPS, SwitchKind, SwitchReason
from portal.services.switching import switch_off
from portal.web.edge.limits import MAP
from tests.parts import look_anew

VIEW = MapView.around(52.571, 5.1525)
PATH = "/kaart/{0.zoom}/{0.column}/{0.row}.png".format


def test_everybody_gets_a_picture_which_browsers_keep(visitor):
    answer = visitor.get(PATH(VIEW))

    assert (answer.status_code, answer.content_type) == (200, "image/png")
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert Image.open(BytesIO(answer.data)).size == (SIDE, SIDE)


def test_a_point_is_drawn_on_it(visitor):
    plain = visitor.get(PATH(VIEW)).data
    marked = Image.open(BytesIO(visitor.get(f"{PATH(VIEW)}?x=100&y=200").data))

    assert marked.getpixel((100, 200)) != Image.open(BytesIO(plain)).getpixel((100, 200))


@pytest.mark.parametrize("query", ["x=1", "x=-5&y=5", "x=240&y=1", "x=a&y=b", "x=9e9&y=1"])
def test_a_point_beside_it_is_not_drawn(visitor, query):
    assert visitor.get(f"{PATH(VIEW)}?{query}").data == visitor.get(PATH(VIEW)).data


@pytest.mark.parametrize(
    "view",
    [
        MapView.around(52.37, 4.89),
        MapView(15, 0, 0),
        MapView(15, 10**30, 10**30),
        MapView.around(52.571, 5.1525, 12),
        MapView.around(52.571, 5.1525, 19),
        MapView(10**6, 1, 1),
    ],
)
def test_of_elsewhere_nothing_is_asked(visitor, world, view):
    assert visitor.get(PATH(view)).status_code == 404
    assert world.maps.shown == []


def test_a_map_that_is_down_is_no_picture(visitor, world):
    world.maps.is_down = True

    assert visitor.get(PATH(VIEW)).status_code == 503


def test_a_map_that_is_off_is_not_asked(app, visitor, world, database):
    switch_off(database, SwitchKind.SOURCE, MAPS, SwitchReason.OUTAGE, "Jo")
    look_anew(app)

    assert visitor.get(PATH(VIEW)).status_code == 404
    assert world.maps.shown == []


def test_nobody_gets_endlessly_many(browser):
    statuses = [browser.get(PATH(VIEW)).status_code for _ in range(MAP.most + 1)]

    assert statuses == [200] * MAP.most + [429]
