"""Values that know where they stand, put together anew."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from forms.yaml_reading import PlacedValue


def with_parts(place: PlacedValue, parts: Mapping[str, PlacedValue]) -> PlacedValue:
    """Keys with these values, at the place of the first."""
    values = {key: part.value for key, part in parts.items()}
    return PlacedValue(values, place.line, place.file, dict[str | int, PlacedValue](parts.items()))


def with_items(place: PlacedValue, items: Iterable[PlacedValue]) -> PlacedValue:
    """A list of these, at the place of the first."""
    every = tuple(items)
    values = [item.value for item in every]
    return PlacedValue(values, place.line, place.file, dict(enumerate(every)))


def plain(place: PlacedValue, value: Any) -> PlacedValue:
    """A text, number, yes or nothing, at this place."""
    return PlacedValue(value, place.line, place.file)


def keys_of(place: PlacedValue | None) -> dict[str, PlacedValue]:
    """The keys that stand here; none where no keys do."""
    if place is None or not isinstance(place.value, dict):
        return {}
    return {str(key): part for key, part in place.parts.items()}


def items_of(place: PlacedValue | None) -> list[PlacedValue]:
    """The items of a list; none where no list stands."""
    return list(place.parts.values()) if place and isinstance(place.value, list) else []


def each_part(
    place: PlacedValue, change: Callable[[str | int, PlacedValue], PlacedValue]
) -> PlacedValue:
    """The same keys or list, with what `change` makes of each."""
    if not place.parts:
        return place
    parts = {key: change(key, part) for key, part in place.parts.items()}
    if isinstance(place.value, list):
        return with_items(place, parts.values())
    return with_parts(place, {str(key): part for key, part in parts.items()})
