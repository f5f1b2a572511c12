"""Files of forms that are read again and again: each is parsed once in a test run."""

from functools import lru_cache

import pytest

from forms import yaml_file

MOST_FILES = 512


def remember_files(patch: pytest.MonkeyPatch) -> None:
    """Give the same values for the same bytes: nobody changes them, and PyYAML takes 30 ms."""
    patch.setattr(yaml_file, "placed_values", lru_cache(MOST_FILES)(yaml_file.placed_values))
