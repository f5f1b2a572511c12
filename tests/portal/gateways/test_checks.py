"""`check` of each gateway: one question about nobody, which a right answer and a wrong key show."""

import pytest

from portal.domain.failures import InvalidSourceAnswer, SourceError, SourceRefused
from portal.embedded.objects.product_requests import PRODUCT_REQUEST_TYPE
from portal.wiring import checks
from tests.factories import BSN, OTHER_BSN
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import settings_of_the_world

SYSTEMS = {
    "oidc",
    "zaken",
    "catalogi",
    "documenten",
    "besluiten",
    "objecten",
    "brp",
    "locatieserver",
    "vehicles",
    "maps",
    "uwv",
    "belastingdienst",
    "rdw",
    "mail",
    "consultation_log",
    "contacts",
    "payments",
    "productaanvraag",
}


def with_all(base, **changes):
    """Settings that connect every system there can be."""
    kind = f"{base}/objecttypen/api/v2/objecttypes/{PRODUCT_REQUEST_TYPE}"
    return settings_of_the_world(base, **{"record_objecttype_url": kind, **changes})


@pytest.mark.parametrize("name", sorted(SYSTEMS))
def test_each_system_of_the_embedded_world_answers(world, meddler, name):
    checks(with_all(world[0]))[name]()

    assert set(checks(with_all(world[0]))) == SYSTEMS


@pytest.mark.parametrize("name", sorted(SYSTEMS))
@pytest.mark.parametrize("status", [401, 403, 500])
def test_a_system_that_refuses_or_fails_is_not_well(server, name, status):
    server.answers(Reply(status))

    with pytest.raises(SourceError):
        checks(with_all(server.url))[name]()


@pytest.mark.parametrize("name", sorted(SYSTEMS))
def test_a_page_of_somebody_else_is_not_well(server, name):
    server.answers(Reply(body=b"<html>Welkom</html>"))

    with pytest.raises(SourceError):
        checks(with_all(server.url))[name]()


def test_a_source_that_knows_nobody_is_well(server):
    server.answers(Reply(404))

    assert checks(with_all(server.url))["uwv"]() is None
    server.answers(Reply(403))
    with pytest.raises(SourceRefused):
        checks(with_all(server.url))["uwv"]()


@pytest.mark.parametrize("count", [1, 900])
def test_case_system_that_ignores_the_filter_for_a_person_is_not_well(server, count):
    server.answers(Reply(json={"count": count, "next": None, "results": [{"url": "x"}]}))

    with pytest.raises(InvalidSourceAnswer, match="not filtered"):
        checks(with_all(server.url))["zaken"]()


def test_nobody_is_asked_about_and_each_is_asked_once(server):
    server.answers(Reply(403))
    for name, ask in checks(with_all(server.url)).items():
        server.requests.clear()
        with pytest.raises(SourceError):
            ask()
        assert len(server.requests) == 1, name
        sent = f"{server.requests[0].url} {server.requests[0].body}"
        assert BSN not in sent
        assert OTHER_BSN not in sent


def test_what_is_off_is_not_asked(server):
    named = checks(with_all(server.url, sources_off="bag,brp,rdw"))

    assert set(named) == SYSTEMS - {"locatieserver", "brp", "rdw"}


def test_a_register_of_records_that_nobody_named_is_not_asked(server):
    assert checks(with_all(server.url, record_objecttype_url=None)).keys() == SYSTEMS - {
        "productaanvraag"
    }
