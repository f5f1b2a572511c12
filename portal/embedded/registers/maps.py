"""The map in the shape of PDOK's WMTS (REST, EPSG:3857): Demodam, drawn with Pillow."""

import math
from functools import lru_cache
from io import BytesIO

from flask import Blueprint, Response, abort
from PIL import Image, ImageDraw, ImageFont

from portal.embedded.registers.addresses import ADDRESSES, RegisteredAddress

bp = Blueprint("kaart", __name__, url_prefix="/brt/achtergrondkaart/wmts/v2_0/standaard/EPSG:3857")
TILE, MOST_ZOOM, NAMED_FROM = 256, 19, 15
ROAD_METRES = 9.0
EQUATOR_METRES = 40_075_016.7
LAND, WATER, EDGE, ROAD, INK = (
    "#eef2e2",
    "#cfe3ef",
    "#b9b9ae",
    "#ffffff",
    "#333333",
)
MARGIN_DEGREES = 0.004


@bp.get("/<int:zoom>/<int:column>/<int:row>.png")
def tile(zoom: int, column: int, row: int) -> Response:
    """One tile of 256 by 256 pixels."""
    if zoom > MOST_ZOOM or max(column, row) >= 1 << zoom:
        abort(404)
    return Response(_drawn(zoom, column, row), content_type="image/png")


@lru_cache(maxsize=300)
def _drawn(zoom: int, column: int, row: int) -> bytes:
    image = Image.new("RGB", (TILE, TILE), WATER)
    draw = ImageDraw.Draw(image)
    corner = column * TILE, row * TILE

    def at(latitude: float, longitude: float) -> tuple[float, float]:
        across, down = _pixel(latitude, longitude, zoom)
        return across - corner[0], down - corner[1]

    south, west, north, east = _town()
    draw.rectangle((*at(north, west), *at(south, east)), fill=LAND)
    width = max(3, round(ROAD_METRES / _metres_a_pixel(zoom)))
    for colour, more in ((EDGE, 2), (ROAD, 0)):
        for houses in _streets().values():
            ends = [at(house.latitude, house.longitude) for house in (houses[0], houses[-1])]
            draw.line(ends, fill=colour, width=width + more)
    if zoom >= NAMED_FROM:
        font = ImageFont.load_default(14)
        for name, houses in _streets().items():
            for house in (houses[len(houses) // 4], houses[-len(houses) // 4]):
                place = at(house.latitude, house.longitude)
                draw.text(place, name, fill=INK, font=font, anchor="mm")
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


@lru_cache(maxsize=1)
def _streets() -> dict[str, list[RegisteredAddress]]:
    streets: dict[str, list[RegisteredAddress]] = {}
    for address in ADDRESSES:
        streets.setdefault(address.home.street, []).append(address)
    return streets


def _town() -> tuple[float, float, float, float]:
    latitudes = [each.latitude for each in ADDRESSES]
    longitudes = [each.longitude for each in ADDRESSES]
    return (
        min(latitudes) - MARGIN_DEGREES,
        min(longitudes) - MARGIN_DEGREES,
        max(latitudes) + MARGIN_DEGREES,
        max(longitudes) + MARGIN_DEGREES,
    )


def _pixel(latitude: float, longitude: float, zoom: int) -> tuple[float, float]:
    size = TILE << zoom
    up = math.asinh(math.tan(math.radians(latitude)))
    return (longitude + 180) / 360 * size, (1 - up / math.pi) / 2 * size


def _metres_a_pixel(zoom: int) -> float:
    latitude = math.radians(ADDRESSES[0].latitude)
    return EQUATOR_METRES * math.cos(latitude) / (TILE << zoom)
