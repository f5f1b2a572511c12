"""A map that one points at without a script: which part of it is shown, and where a pixel is.

Web Mercator (EPSG:3857), in the pixels of the usual tiles: 256 by 256, as many as 2 to the power of
the zoom level beside each other. A picture begins at a multiple of `STEP`, so that there are not
endlessly many, and none needs more than four tiles.
"""

import math
from dataclasses import dataclass
from typing import Self

TILE, SIDE, STEP = 256, 240, 80
"""Pixels: of a tile, of a picture, and between where one picture can begin and the next."""
FARTHEST, NEAREST, FIRST = 13, 18, 15
"""Levels of zoom: the least, the most, and the one to begin with."""
_STEPS_A_MOVE = 2
MOVES = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
ZOOMS = {"in": 1, "out": -1}
_FARTHEST_NORTH = 85.0


@dataclass(frozen=True, slots=True)
class MapArea:
    """What can be looked at, in degrees (WGS 84)."""

    south: float
    west: float
    north: float
    east: float

    @property
    def middle(self) -> tuple[float, float]:
        """Latitude and longitude."""
        return (self.south + self.north) / 2, (self.west + self.east) / 2


@dataclass(frozen=True, slots=True)
class MapView:
    """One picture; `column` and `row` are where it begins, in steps from the north-west."""

    zoom: int
    column: int
    row: int

    @classmethod
    def around(cls, latitude: float, longitude: float, zoom: int = FIRST) -> Self:
        """The picture with this place in or near its middle."""
        across, down = _pixel(latitude, longitude, zoom)
        return cls(zoom, round((across - SIDE / 2) / STEP), round((down - SIDE / 2) / STEP))

    @classmethod
    def read(cls, text: str) -> Self | None:
        """As `str` writes it; None for what is no picture."""
        parts = text.split(".")
        is_one = len(parts) == 3 and all(p.isascii() and p.isdecimal() for p in parts)  # noqa: PLR2004
        if not is_one or max(map(len, parts)) > len(str(TILE << NEAREST)):
            return None
        view = cls(*map(int, parts))
        return view if FARTHEST <= view.zoom <= NEAREST else None

    def __str__(self) -> str:
        return f"{self.zoom}.{self.column}.{self.row}"

    @property
    def corner(self) -> tuple[int, int]:
        """The pixel of the whole map at which it begins: across, down."""
        return self.column * STEP, self.row * STEP

    @property
    def middle(self) -> tuple[float, float]:
        """Latitude and longitude of its middle."""
        return self.place_at(SIDE // 2, SIDE // 2)

    def place_at(self, across: int, down: int) -> tuple[float, float]:
        """Latitude and longitude of a pixel of it."""
        left, top = self.corner
        return _place(left + across, top + down, self.zoom)

    def pixel_of(self, latitude: float, longitude: float) -> tuple[int, int] | None:
        """Where a place is on it: across, down; None where it is not on it."""
        across, down = _pixel(latitude, longitude, self.zoom)
        left, top = self.corner
        pixel = round(across - left), round(down - top)
        return pixel if all(0 <= each < SIDE for each in pixel) else None

    def moved(self, how: str) -> Self:
        """The picture beside it, or nearer by or farther off; itself where there is none."""
        if how in MOVES:
            across, down = (each * _STEPS_A_MOVE for each in MOVES[how])
            return type(self)(self.zoom, self.column + across, self.row + down)
        zoom = self.zoom + ZOOMS.get(how, 0)
        return type(self).around(*self.middle, zoom) if FARTHEST <= zoom <= NEAREST else self

    def is_in(self, area: MapArea) -> bool:
        """Whether its middle is in this area, or as near to it as its own half."""
        left, top = _pixel(area.north, area.west, self.zoom)
        right, bottom = _pixel(area.south, area.east, self.zoom)
        across, down = (each + SIDE / 2 for each in self.corner)
        half = SIDE / 2
        return left - half <= across <= right + half and top - half <= down <= bottom + half


def _pixel(latitude: float, longitude: float, zoom: int) -> tuple[float, float]:
    """The pixel of the whole map: across from the west, down from the north."""
    size = TILE << zoom
    latitude = max(-_FARTHEST_NORTH, min(_FARTHEST_NORTH, latitude))
    up = math.asinh(math.tan(math.radians(latitude)))
    return (longitude + 180) / 360 * size, (1 - up / math.pi) / 2 * size


def _place(across: float, down: float, zoom: int) -> tuple[float, float]:
    size = TILE << zoom
    up = math.pi * (1 - 2 * down / size)
    return math.degrees(math.atan(math.sinh(up))), across / size * 360 - 180
