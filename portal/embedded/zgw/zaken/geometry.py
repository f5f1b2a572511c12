"""Points, lines and areas on the map (GeoJSON), checked as far as the API needs."""

import math
from typing import Any

_DEPTHS = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
"""How many lists lie around each pair of coordinates."""
_LEAST = {"LineString": 2, "MultiPoint": 1, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 1}


def checked_geometry(value: Any) -> dict[str, Any] | None:
    """The geometry with only its type and coordinates; raises `ValueError` for anything else."""
    if value is None:
        return None
    given = value if isinstance(value, dict) else {}
    kind, coordinates = given.get("type"), given.get("coordinates")
    if not isinstance(kind, str) or kind not in _DEPTHS:
        raise ValueError("Onbekende soort geometrie.")
    if not _is_nested(coordinates, _DEPTHS[kind], _LEAST.get(kind, 0)):
        raise ValueError("Ongeldige coördinaten.")
    return {"type": kind, "coordinates": coordinates}


def _is_nested(value: Any, depth: int, least: int) -> bool:
    if depth == 0:
        return _is_position(value)
    return (
        isinstance(value, list)
        and len(value) >= max(least, 1)
        and all(_is_nested(item, depth - 1, _ring(depth)) for item in value)
    )


def _ring(depth: int) -> int:
    """A line within something else has two points at least."""
    return 2 if depth == 2 else 1  # noqa: PLR2004


def _is_position(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) in (2, 3)
        and all(
            isinstance(number, int | float)
            and not isinstance(number, bool)
            and math.isfinite(number)
            for number in value
        )
    )
