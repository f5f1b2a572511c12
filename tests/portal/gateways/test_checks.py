"""`check` of each gateway: one question about nobody, which a right answer and a wrong key show."""

import pytest

from portal.domain.failures import SourceError, SourceRefused
from portal.embedded.mail.gateway import SERVICE_ID
from portal.embedded.objects.records import TASK_TYPE
from portal.wiring import checks
from tests.factories import BSN, OTHER_BSN
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import settings_for
from tests.worlds import MAIL_KEY, SECRET

SYSTEMS = {
    "oidc",
    "zaken",
    "catalogi",
    "documenten",
    "besluiten",
    "objecten",
    "brp",
    "locatieserver",
    "uwv",
    "belastingdienst",
    "rdw",
    "mail",
    "consultation_log",
}


def settings_of(base, **changes):
    return settings_for(
        base,
        case_client_secret=SECRET,
        objecten_token=SECRET,
        task_objecttype_url=f"{base}/objecttypen/api/v2/objecttypes/{TASK_TYPE}",
        brp_api_key=SECRET,
        mail_key=MAIL_KEY,
        mail_service_id=SERVICE_ID,
        consultation_log_url=f"{base}/inzage/api/v1",
        consultation_log_token=SECRET,
        register_seconds=5,
        **changes,
    )


@pytest.mark.parametrize("name", sorted(SYSTEMS))
def test_each_system_of_the_embedded_world_answers(world, meddler, name):
    checks(settings_of(world[0]))[name]()

    assert set(checks(settings_of(world[0]))) == SYSTEMS


@pytest.mark.parametrize("name", sorted(SYSTEMS))
@pytest.mark.parametrize("status", [401, 403, 500])
def test_a_system_that_refuses_or_fails_is_not_well(server, name, status):
    server.answers(Reply(status))

    with pytest.raises(SourceError):
        checks(settings_of(server.url))[name]()


@pytest.mark.parametrize("name", sorted(SYSTEMS))
def test_a_page_of_somebody_else_is_not_well(server, name):
    server.answers(Reply(body=b"<html>Welkom</html>"))

    with pytest.raises(SourceError):
        checks(settings_of(server.url))[name]()


def test_a_source_that_knows_nobody_is_well(server):
    server.answers(Reply(404))

    assert checks(settings_of(server.url))["uwv"]() is None
    server.answers(Reply(403))
    with pytest.raises(SourceRefused):
        checks(settings_of(server.url))["uwv"]()


def test_nobody_is_asked_about_and_each_is_asked_once(server):
    server.answers(Reply(403))
    for name, ask in checks(settings_of(server.url)).items():
        server.requests.clear()
        with pytest.raises(SourceError):
            ask()
        assert len(server.requests) == 1, name
        sent = f"{server.requests[0].url} {server.requests[0].body}"
        assert BSN not in sent
        assert OTHER_BSN not in sent


def test_what_is_off_is_not_asked(server):
    named = checks(settings_of(server.url, sources_off="bag,brp,rdw"))

    assert set(named) == SYSTEMS - {"locatieserver", "brp", "rdw"}
