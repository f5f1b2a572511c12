"""Files that are read in tests: those of forms once in a test run, standards by a fast parser."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from forms import yaml_file
from forms.yaml_reading import PlacedValue, YamlFault

SPECS = Path(__file__).parent / "specs"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""PyYAML has its parser in C in all its wheels; it takes a tenth of the time."""
MOST_FILES = 512
Read = tuple[PlacedValue | None, list[YamlFault]]


def remember_files(patch: pytest.MonkeyPatch) -> None:
    """Parse the same bytes once: PyYAML takes 30 ms. Each reader may change what it gets."""
    remembered = lru_cache(MOST_FILES)(yaml_file.placed_values)

    def placed_values(content: bytes, file: str = "") -> Read:
        root, faults = remembered(content, file)
        return root and _anew(root), [*faults]

    patch.setattr(yaml_file, "placed_values", placed_values)


def read_spec(name: str) -> Any:
    """What the file of a standard says, in a copy of its own."""
    return yaml.load((SPECS / name).read_bytes(), LOADER)


def _anew(place: PlacedValue) -> PlacedValue:
    """The same, in lists and keys of its own."""
    if not isinstance(place.value, dict | list):
        return place
    parts = {key: _anew(part) for key, part in place.parts.items()}
    values: Any = {key: part.value for key, part in parts.items()}
    if isinstance(place.value, list):
        values = [*values.values()]
    return PlacedValue(values, place.line, place.file, parts)
