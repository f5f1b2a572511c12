"""Each test of the contract is tried on every case system that there is."""

import pytest

from portal.embedded import records, storage
from portal.embedded.seed import first_cases
from tests.portal.gateways.contract import systems


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
    if settings is None:
        names = ", ".join(systems.REAL_NEEDS)
        pytest.skip(f"no real case API was given: {systems.REAL}… with {names}")
    return systems.real(settings)


@pytest.fixture(params=["memory", "routed", "embedded", "recorded", "real"])
def system(request) -> systems.TriedSystem:
    """A case system in which our resident has a case."""
    return request.getfixturevalue(f"{request.param}_system")


@pytest.fixture(params=["memory", "routed", "embedded", "real"])
def open_system(request) -> systems.TriedSystem:
    """A case system to which something can be sent."""
    return request.getfixturevalue(f"{request.param}_system")
