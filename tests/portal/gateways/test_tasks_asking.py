"""A task that the portal asks itself: as its standard writes it, and once."""

import json
from pathlib import Path
from uuid import UUID

import jsonschema
import pytest

from portal.domain.case_keys import ONLY_SYSTEM, CaseKey, CaseNumber
from portal.domain.failures import SourceRefused, SourceUnavailable
from portal.domain.tasks import NewTask
from portal.gateways import tasks
from tests.factories import BSN
from tests.portal.gateways.fake_server import Reply, Request
from tests.portal.gateways.recordings import Routes, page

SCHEMA = Path(__file__).parents[2] / "specs" / "nl-portal-externe-taak-v2.schema.json"
MADE = "58fad5ab-dc2f-11ec-9075-f22a405ce707"
SEARCH = "POST /objecten/api/v2/objects/search"
MAKE = "POST /objecten/api/v2/objects"
NEW = NewTask(
    reference=UUID("0a9bd3e4-93a4-4b55-9f5d-9e44c3a8e7a1"),
    bsn=BSN,
    title="Stuur opnieuw: contract.pdf",
    explanation="Er zat een virus in.",
    document_kind="Huurcontract",
    case_key=CaseKey(ONLY_SYSTEM, UUID("5551a7c5-4e92-43e6-8d23-80359b7e22b7")),
    case_number=CaseNumber("ZAAK-2026-0000000004"),
)


@pytest.fixture
def system(settings):
    return tasks.connect(settings)


@pytest.fixture
def routes(server):
    """No such task is there, and one can be made."""
    routes = Routes()
    routes[SEARCH] = page()
    routes[MAKE] = Reply(status=201, json={"uuid": MADE})
    server.answer = routes
    return routes


def test_task_is_made_as_its_standard_says(system, server, routes):
    assert system.ask(NEW) == UUID(MADE)

    body = server.requests[-1].json
    jsonschema.validate(body["record"]["data"], json.loads(SCHEMA.read_text()))
    assert body["record"]["data"]["identificatie"] == {"type": "bsn", "value": BSN}
    assert server.requests[0].json["data_attr"] == f"verwerker_taak_id__exact__{NEW.reference}"


def test_task_that_is_there_is_not_made_again(system, server, routes):
    routes[SEARCH] = page({"uuid": MADE})

    assert system.ask(NEW) == UUID(MADE)
    assert len(server.requests) == 1


def test_task_whose_making_got_no_answer_is_looked_up(system, server, routes):
    def made_but_502(request: Request) -> Reply:
        if request.path.endswith("/search"):
            return routes(request)
        routes[SEARCH] = page({"uuid": MADE})
        return Reply(status=502)

    server.answer = made_but_502

    assert system.ask(NEW) == UUID(MADE)


@pytest.mark.parametrize(("status", "error"), [(403, SourceRefused), (503, SourceUnavailable)])
def test_task_that_can_not_be_made_is_said(system, routes, status, error):
    routes[MAKE] = Reply(status=status)

    with pytest.raises(error):
        system.ask(NEW)
