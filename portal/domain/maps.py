"""The map of the country, as pictures."""

from typing import Protocol

from forms.maps import MapView


class MapSystem(Protocol):
    """Where pictures of the map come from; raises `SourceError` when there are none to be had."""

    def picture(self, view: MapView) -> bytes:
        """A part of the map, `forms.maps.SIDE` pixels wide and high, as PNG."""
        ...
