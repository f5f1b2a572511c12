"""The field of a place, with the map that one can point at."""

import re
from collections.abc import Mapping
from typing import Any

from wtforms.form import BaseForm

from forms.fields.base import QuestionField
from forms.kinds.base import RawInput
from forms.kinds.place import CLICK, MAP, POSITION, PlaceQuestion, point_in_words, position_text
from forms.maps import FARTHEST, NEAREST, SIDE, MapArea, MapView
from forms.values import text_in

CENTRE, CLEAR = "centre", "clear"
"""Buttons that put the point in the middle of what is shown, and that take it away."""
_MARKED_ZOOM = 17
_PIXEL = re.compile("[0-9]{1,3}")
NOWHERE = {"latitude": "", "longitude": "", "by": ""}


class PlaceField(QuestionField[PlaceQuestion]):
    """A text, and what of the map is shown.

    What was done with the map is taken in as the field is filled: a button moves it, a click puts
    the point there. So `raw` holds the point itself, and which part of the map to show again.
    """

    is_map_pressed = False
    """Whether it was sent to look around on the map or set the point: then it isn't judged."""
    is_map_down = False
    """Whether there is no picture of it now; for who shows the page to say."""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Take what was typed, and what was done with the map."""
        super().process(formdata, data, extra_filters)
        if self.has_map and self.context.map_area is not None:
            self.is_map_pressed = bool(self.raw["move"] or self.raw[CLICK[0]])
            self.raw = _after(self.raw, self.context.map_area)

    def validate(self, form: BaseForm, extra_validators: Any = ()) -> bool:
        """Judge what was typed, unless one only looks around."""
        return self.is_map_pressed or super().validate(form, extra_validators)

    @property
    def has_map(self) -> bool:
        """Whether one can point at the place."""
        return self.question.map and self.context.map_area is not None

    @property
    def view(self) -> MapView:
        """What of the map is shown."""
        view = MapView.read(self.raw["view"])
        assert view is not None
        return view

    @property
    def is_pointed(self) -> bool:
        """Whether there is a point on the map."""
        return self.raw["by"] == MAP and _position(self.raw) is not None

    @property
    def mark(self) -> tuple[int, int] | None:
        """Where the point is in what is shown: across, down; None where it isn't in it."""
        position = _position(self.raw)
        return self.view.pixel_of(*position) if position else None

    @property
    def near(self) -> str:
        """The address that is nearest to the point, where that is known."""
        near = self.context.nearest.get((self.raw["latitude"], self.raw["longitude"]), "")
        return near or (text_in(self.answer, "near") if self._is_stored else "")

    @property
    def can_zoom_in(self) -> bool:
        """Whether one can come nearer."""
        return self.view.zoom < NEAREST

    @property
    def can_zoom_out(self) -> bool:
        """Whether one can go farther off."""
        return self.view.zoom > FARTHEST

    @property
    def as_typed(self) -> tuple[str, ...]:
        """The text, and the point in words."""
        point = (point_in_words(self.near, self.context),) if self.is_pointed else ()
        return tuple(filter(None, (self.raw["street"], *point)))

    def points_to_name(self) -> tuple[tuple[str, str], ...]:
        """The point, where it is on the map."""
        is_asked = self.question.map and self.is_pointed
        return ((self.raw["latitude"], self.raw["longitude"]),) if is_asked else ()

    @property
    def _is_stored(self) -> bool:
        return all(text_in(self.answer, each) == self.raw[each] for each in POSITION)


def _after(raw: RawInput, area: MapArea) -> RawInput:
    """What was typed, after the button or click on the map that came with it."""
    view, move = _view(raw, area), raw["move"]
    changes: Mapping[str, str] = {}
    pixel = _clicked(raw)
    if move == CLEAR:
        changes = NOWHERE
    elif move == CENTRE or pixel:
        across, down = pixel or (SIDE // 2, SIDE // 2)
        changes = _pointed(view.place_at(across, down))
    elif move:
        moved = _moved(view, move, _position(raw))
        view = moved if moved.is_in(area) else view
    texts = {part: raw[part] for part in ("street", *POSITION, "by")}
    return RawInput.of(**{**texts, **changes, "view": str(view)})


def _moved(view: MapView, move: str, position: tuple[float, float] | None) -> MapView:
    """The picture after this button; nearer by or farther off, a point in it gets in the middle."""
    moved = view.moved(move)
    if position is None or moved.zoom == view.zoom or view.pixel_of(*position) is None:
        return moved
    return MapView.around(*position, moved.zoom)


def _pointed(degrees: tuple[float, float]) -> dict[str, str]:
    latitude, longitude = position_text(degrees)
    return {"latitude": latitude, "longitude": longitude, "by": MAP}


def _view(raw: RawInput, area: MapArea) -> MapView:
    """What was shown; else what is around the point, else the middle of all of it."""
    shown, position = MapView.read(raw["view"]), _position(raw)
    around = MapView.around(*position, _MARKED_ZOOM) if position else None
    views = (view for view in (shown, around) if view and view.is_in(area))
    return next(views, MapView.around(*area.middle))


def _clicked(raw: RawInput) -> tuple[int, int] | None:
    """The pixel that was clicked on; a key that presses an image says 0, 0, which is no place."""
    texts = [raw[part] for part in CLICK]
    if not all(map(_PIXEL.fullmatch, texts)):
        return None
    across, down = map(int, texts)
    is_on_it = (across or down) and max(across, down) < SIDE
    return (across, down) if is_on_it else None


def _position(raw: RawInput) -> tuple[float, float] | None:
    try:
        latitude, longitude = float(raw["latitude"]), float(raw["longitude"])
    except ValueError:
        return None
    is_on_earth = abs(latitude) <= 90 and abs(longitude) <= 180  # noqa: PLR2004
    return (latitude, longitude) if is_on_earth else None
