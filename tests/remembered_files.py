"""Files of forms that tests load again and again are read once in each test process.

PyYAML takes a second for those of the catalogue with their fragments, for the same bytes always
with the same outcome. What is made of it (fragments written out, shapes judged) is made anew.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pytest

from forms import yaml_file
from forms.yaml_reading import PlacedValue, YamlFault, placed_values

MOST_FILES = 256
"""More than the catalogue has, with its fragments and sources, and what one test makes."""
_remembered = lru_cache(MOST_FILES)(placed_values)


def placed_values_anew(
    content: bytes, file: str = ""
) -> tuple[PlacedValue | None, list[YamlFault]]:
    """As `placed_values`; lists and keys are new ones, which a test may change."""
    root, faults = _remembered(content, file)
    return root and _anew(root), [*faults]


def _anew(place: PlacedValue) -> PlacedValue:
    if not isinstance(place.value, dict | list):
        return place
    parts = {key: _anew(part) for key, part in place.parts.items()}
    values: Any = {key: part.value for key, part in parts.items()}
    if isinstance(place.value, list):
        values = [*values.values()]
    return PlacedValue(values, place.line, place.file, parts)


@pytest.fixture(scope="session", autouse=True)
def _files_remembered() -> Iterator[None]:
    """Let the content of a file be parsed once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_file, "placed_values", placed_values_anew)
        yield
