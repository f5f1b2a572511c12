"""Each test of the contract is tried on every case system that there is."""

import pytest

from portal.embedded import records, storage
from portal.embedded.seed import first_cases
from tests.portal.gateways.contract import systems

REAL = ["real"] if systems.real_settings() else []
"""The one that `PORTAL_TEST_CASE_API_*` name; without them there is none to try."""


@pytest.fixture(scope="module")
def embedded_system(world):
    base, meddler = world
    engine = meddler.app.extensions["world"].engine
    storage.forget(engine)
    records.forget(engine)
    first_cases.plant(meddler.app.extensions["world"])
    return systems.embedded(base)


@pytest.fixture
def memory_system():
    return systems.in_memory()


@pytest.fixture
def routed_system():
    return systems.routed()


@pytest.fixture
def recorded_system(zgw):
    return systems.recorded(zgw)


@pytest.fixture(scope="session")
def real_system():
    settings = systems.real_settings()
    assert settings is not None
    return systems.real(settings)


@pytest.fixture(params=["memory", "routed", "embedded", "recorded", *REAL])
def system(request) -> systems.TriedSystem:
    """A case system in which our resident has a case."""
    return request.getfixturevalue(f"{request.param}_system")


@pytest.fixture(params=["memory", "routed", "embedded", *REAL])
def open_system(request) -> systems.TriedSystem:
    """A case system to which something can be sent."""
    return request.getfixturevalue(f"{request.param}_system")


@pytest.fixture(params=["memory", "routed", "embedded"])
def recording_system(request) -> systems.TriedSystem:
    """A case system beside which there is a register of records."""
    return request.getfixturevalue(f"{request.param}_system")


@pytest.fixture(params=["embedded", "recorded", *REAL])
def remote_system(request) -> systems.TriedSystem:
    """A case system that something can be in the way of: it is asked over HTTP."""
    return request.getfixturevalue(f"{request.param}_system")
