"""Tests of the workshop look into each file themselves."""

import pytest

from portal.files import workshop
from tests.remembered_looks import LOOK_INTO


@pytest.fixture(autouse=True)
def _each_look_is_real(monkeypatch):
    monkeypatch.setattr(workshop, "_look_into", LOOK_INTO)
