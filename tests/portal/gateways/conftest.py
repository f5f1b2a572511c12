"""What the tests of the gateways share: settings, a resident, and a server to talk to."""

import logging
from uuid import uuid4

import pytest

from portal.domain.consultations import ConsultationProof
from portal.domain.people import Party
from portal.gateways.breaker import breaker_of
from portal.gateways.cases.zgw import intake, reading, uploads
from portal.gateways.http import Api
from portal.settings import Settings
from tests.factories import BSN
from tests.portal.gateways.deliveries import PART_BYTES
from tests.portal.gateways.fake_server import Reply, serving
from tests.portal.gateways.givens import ENOUGH_S, LITTLE_S, settings_for
from tests.portal.gateways.half_made import half_made
from tests.portal.gateways.meddler import Meddler
from tests.portal.gateways.recordings import OpenZaak
from tests.worlds import SECRET, served_world


@pytest.fixture
def patience(request) -> float:
    """How many seconds an outside system gets: little where its answer comes too late anyway.

    In all other tests the answer counts, however busy this machine is.
    """
    values = request.node.callspec.params.values() if hasattr(request.node, "callspec") else ()
    replies = [value for value in values if isinstance(value, Reply)]
    return LITTLE_S if any(reply.wait_s or reply.drip_s for reply in replies) else ENOUGH_S


@pytest.fixture
def server():
    with serving() as fake:
        yield fake


@pytest.fixture(autouse=True)
def _closed_breakers():
    """No test inherits the failures of another: a port can come back."""
    yield
    breaker_of.cache_clear()


@pytest.fixture
def recorded() -> ConsultationProof:
    return ConsultationProof(uuid4(), Party.resident(BSN, uuid4()))


@pytest.fixture
def api(server, patience) -> Api:
    return Api(system="tested", base_url=f"{server.url}/v1", limit_s=patience)


@pytest.fixture
def zgw(server) -> OpenZaak:
    """A case system as it was recorded, in which our resident has one case."""
    return OpenZaak.at(server, BSN)


@pytest.fixture
def half(zgw) -> OpenZaak:
    """Our case is there, with its applicant, but without status."""
    return half_made(zgw)


@pytest.fixture
def worker(settings):
    return intake.connect(settings)


@pytest.fixture
def cases(settings):
    return reading.connect(settings)


@pytest.fixture
def settings(server, patience) -> Settings:
    return settings_for(server.url, register_seconds=patience, case_timeout_seconds=patience)


@pytest.fixture(scope="module")
def world(postgres):
    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("portal.embedded.zgw.documenten.documents.PART_BYTES", PART_BYTES)
        patch.setattr(uploads, "SMALL", 100)
        with served_world(postgres.url("world of gateways"), Meddler, client_secret="c" * 32) as (
            app,
            meddler,
        ):
            yield app.extensions["world"].base_url, meddler


@pytest.fixture(scope="module")
def portal_settings(world):
    return settings_for(
        world[0],
        case_client_secret=SECRET,
        register_seconds=ENOUGH_S,
        case_timeout_seconds=ENOUGH_S,
    )


@pytest.fixture(scope="module")
def impatient(portal_settings):
    return portal_settings.model_copy(update={"case_timeout_seconds": 0.2})


@pytest.fixture(scope="module")
def case_intake(portal_settings):
    return intake.connect(portal_settings)


@pytest.fixture
def meddler(world):
    world[1].begin({})
    return world[1]
