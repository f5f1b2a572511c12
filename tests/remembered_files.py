"""Files of forms that tests load again and again are read once in each test process.

PyYAML takes a second for those of the catalogue with their fragments, for the same bytes always
with the same outcome. What is made of it (fragments written out, shapes judged) is made anew.
"""

from collections.abc import Iterator
from functools import lru_cache

import pytest

from forms import yaml_file
from forms.yaml_reading import placed_values

MOST_FILES = 256
"""More than the catalogue has, with its fragments and sources, and what one test makes."""


@pytest.fixture(scope="session", autouse=True)
def _files_remembered() -> Iterator[None]:
    """Let the content of a file be parsed once; nobody changes the values that come out of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_file, "placed_values", lru_cache(MOST_FILES)(placed_values))
        yield
