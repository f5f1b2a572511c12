"""The map in PDOK's shape."""

from io import BytesIO

import pytest
from PIL import Image

from forms.maps import MapView
from portal.embedded.registers.addresses import ADDRESSES

PREFIX = "/brt/achtergrondkaart/wmts/v2_0/standaard/EPSG:3857"


def test_there_is_something_on_the_tile_of_a_house(client):
    house = ADDRESSES[0]
    left, top = MapView.around(house.latitude, house.longitude, 17).corner

    answer = client.get(f"{PREFIX}/17/{(left + 120) // 256}/{(top + 120) // 256}.png")

    tile = Image.open(BytesIO(answer.data))
    assert (answer.content_type, tile.size) == ("image/png", (256, 256))
    assert len(tile.getcolors()) > 2


@pytest.mark.parametrize("path", ["20/1/1", "15/99999999/1", "15/1/99999999", "15/1/x"])
def test_what_is_no_tile_is_not_there(client, path):
    assert client.get(f"{PREFIX}/{path}.png").status_code == 404
