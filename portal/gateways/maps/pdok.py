"""Tiles of the BRT Achtergrondkaart by the WMTS of PDOK, put together to one picture.

    GET <url>/{zoom}/{column}/{row}.png    200, a tile of 256 by 256 pixels as PNG

In Web Mercator (EPSG:3857), so that where a pixel is can be reckoned without the grid of the RD.
Nothing of who looks is sent. The map is CC BY 4.0: a page that shows it names Kadaster and PDOK.
"""

from dataclasses import dataclass, field
from functools import partial
from io import BytesIO

from PIL import Image

from forms.maps import SIDE, TILE, MapView
from portal.domain.failures import InvalidSourceAnswer
from portal.gateways.calls import Call
from portal.gateways.deadlines import Deadline
from portal.gateways.http import Api
from portal.gateways.kept import Kept
from portal.gateways.links import link_of
from portal.settings import Settings

SYSTEM = "maps"
MOST_BYTES = 300_000
"""Of a tile; those of PDOK have some 30,000."""
MOST_KEPT = 400
"""Tiles of each process: some ten megabytes."""
UNREADABLE = (OSError, SyntaxError, ValueError, Image.DecompressionBombError)
"""What Pillow raises where a picture is odd."""
THE_COUNTRY = (7, 65, 42)
"""A tile that is there for sure."""


@dataclass(frozen=True, slots=True)
class PdokMap:
    """A `MapSystem` on the tiles of PDOK."""

    api: Api
    kept: Kept = field(default_factory=partial(Kept, most=MOST_KEPT), repr=False)

    def picture(self, view: MapView) -> bytes:
        """A part of the map as PNG; raises `SourceError`."""
        api = self.api.within(Deadline.of_call(self.api.limit_s))
        left, top = view.corner
        picture = Image.new("RGB", (SIDE, SIDE))
        for column in range(left // TILE, (left + SIDE - 1) // TILE + 1):
            for row in range(top // TILE, (top + SIDE - 1) // TILE + 1):
                tile = self._tile(api, view.zoom, column, row)
                picture.paste(_decoded(tile), (column * TILE - left, row * TILE - top))
        file = BytesIO()
        picture.save(file, "PNG")
        return file.getvalue()

    def check(self) -> None:
        """Ask once whether there are tiles; raises `SourceError`."""
        _read(self.api, "/".join(map(str, THE_COUNTRY)))

    def _tile(self, api: Api, zoom: int, column: int, row: int) -> bytes:
        path = f"{zoom}/{column}/{row}"
        tile: bytes = self.kept.get(path, partial(_read, api, path))
        return tile


def connect(settings: Settings) -> PdokMap:
    """The map of these settings."""
    return PdokMap(
        Api(
            system=SYSTEM,
            link=link_of(settings, SYSTEM),
            base_url=str(settings.maps_url).rstrip("/"),
            limit_s=settings.register_seconds,
        )
    )


def _read(api: Api, path: str) -> bytes:
    """A tile that can be used, as it came; raises `SourceError`."""
    call = Call(method="GET", path=f"{path}.png", accept="image/png", tries=2)
    content = api.send(call).content
    if len(content) > MOST_BYTES:
        raise InvalidSourceAnswer(SYSTEM, "a tile of too many bytes")
    _decoded(content)
    return content


def _decoded(content: bytes) -> Image.Image:
    """The picture; raises `InvalidSourceAnswer` where it is none, or of another size."""
    try:
        with Image.open(BytesIO(content), formats=("PNG",)) as tile:
            if tile.size == (TILE, TILE):
                return tile.convert("RGB")
    except UNREADABLE:
        raise InvalidSourceAnswer(SYSTEM, "a tile is no PNG") from None
    raise InvalidSourceAnswer(SYSTEM, "a tile of another size")
