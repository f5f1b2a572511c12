"""The map of PDOK, tile by tile."""

import zlib
from io import BytesIO

import pytest
from PIL import Image

from forms.maps import SIDE, TILE, MapView
from portal.domain.failures import InvalidSourceAnswer, SourceRefused, SourceUnavailable
from portal.gateways import maps
from portal.gateways.maps.pdok import MOST_BYTES
from tests.portal.gateways.fake_server import Reply

PREFIX = "/brt/achtergrondkaart/wmts/v2_0/standaard/EPSG:3857"
VIEW = MapView.around(52.571, 5.1525, 15)
COLOURS = ("red", "green", "blue", "white")


def png(size=(TILE, TILE), colour="red", kind="PNG"):
    """A picture of one colour."""
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, kind)
    return file.getvalue()


def a_bomb():
    """A small file that says that it is very large."""
    content = bytearray(png((1, 1)))
    content[16:24] = (60_000).to_bytes(4, "big") * 2
    content[29:33] = zlib.crc32(content[12:29]).to_bytes(4, "big")
    return bytes(content)


@pytest.fixture
def pdok(settings):
    return maps.connect(settings)


def picture_of(content):
    """The picture that this is."""
    return Image.open(BytesIO(content), formats=("PNG",)).convert("RGB")


def test_tiles_are_put_together_where_they_belong(pdok, server):
    left, top = VIEW.corner
    columns, rows = (sorted({each // TILE, (each + SIDE - 1) // TILE}) for each in (left, top))
    tiles = [(column, row) for column in columns for row in rows]
    colours = dict(zip(tiles, COLOURS, strict=False))

    def answer(request):
        column, row = request.path.removesuffix(".png").split("/")[-2:]
        return Reply(body=png(colour=colours[int(column), int(row)]))

    server.answer = answer
    picture = picture_of(pdok.picture(VIEW))

    assert picture.size == (SIDE, SIDE)
    assert {each.path for each in server.requests} == {
        f"{PREFIX}/15/{column}/{row}.png" for column, row in tiles
    }
    for across, down in ((0, 0), (SIDE - 1, 0), (0, SIDE - 1), (SIDE - 1, SIDE - 1)):
        colour = colours[(left + across) // TILE, (top + down) // TILE]
        assert picture.getpixel((across, down)) == Image.new("RGB", (1, 1), colour).getpixel((0, 0))


def test_tiles_are_kept_and_outlive_an_outage(pdok, server):
    server.answers(Reply(body=png()))
    first = pdok.picture(VIEW)
    asked = len(server.requests)
    server.answers(Reply(502))

    assert pdok.picture(VIEW) == first
    assert len(server.requests) == asked
    with pytest.raises(SourceUnavailable):
        pdok.picture(VIEW.moved("left").moved("left"))


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(502, body=b""), SourceUnavailable),
        (Reply(body=png(), wait_s=3), SourceUnavailable),
        (Reply(404, body=b""), SourceRefused),
        (Reply(body=b""), InvalidSourceAnswer),
        (Reply(body=b"<html>"), InvalidSourceAnswer),
        (Reply(body=b"<svg xmlns='http://www.w3.org/2000/svg'/>"), InvalidSourceAnswer),
        (Reply(body=png()[:100]), InvalidSourceAnswer),
        (Reply(body=png((TILE, TILE - 1))), InvalidSourceAnswer),
        (Reply(body=png(kind="JPEG")), InvalidSourceAnswer),
        (Reply(body=a_bomb()), InvalidSourceAnswer),
        (Reply(body=png() + b"x" * MOST_BYTES), InvalidSourceAnswer),
    ],
)
def test_a_failure_is_never_a_picture(pdok, server, reply, error):
    server.answers(reply)

    with pytest.raises(error):
        pdok.picture(VIEW)
    server.answers(Reply(body=png()))
    assert picture_of(pdok.picture(VIEW)).size == (SIDE, SIDE), "and is not kept"
