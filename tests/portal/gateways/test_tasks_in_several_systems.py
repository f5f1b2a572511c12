"""Tasks of cases in several case systems: the one that has the case gives its key and number."""

from uuid import UUID, uuid4

import pytest

from portal.domain.case_keys import CaseKey, CaseNumber
from portal.domain.failures import SourceUnavailable
from portal.domain.tasks import NewTask
from portal.gateways import tasks
from tests.factories import BSN
from tests.journeys.world import eventually
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import settings_for
from tests.portal.gateways.recordings import Routes, page
from tests.portal.gateways.test_tasks_aims import CASE, SEARCH, example

FIRST = f"GET /zaken/api/v1/zaken/{CASE}"
SECOND = f"GET /vth/zaken/api/v1/zaken/{CASE}"
OBJECTS = "POST /objecten/api/v2/objects"
UNSEEN = Reply(404, json={"code": "not_found"})
DOWN = Reply(503, json={})


def numbered(number):
    return Reply(json={"identificatie": number})


@pytest.fixture
def settings(server, patience):
    apis = {
        f"{name}_url": f"{server.url}/vth/{name}/api/v1"
        for name in ("zaken", "catalogi", "documenten", "besluiten")
    }
    vth = {"words": "vergunningen", "client_id": "portaal", "client_secret": "w" * 32, **apis}
    return settings_for(
        server.url,
        register_seconds=patience,
        case_system_words="burgerzaken",
        case_systems={"vth": vth},
    )


@pytest.fixture
def routes(server, settings):
    server.answer = Routes({SEARCH: page(example(settings))})
    return server.answer


@pytest.fixture
def system(settings, routes):
    return tasks.connect(settings)


def test_case_is_that_of_the_system_that_has_it(system, routes, recorded, server):
    routes[FIRST], routes[SECOND] = UNSEEN, numbered("V-1")

    for _ in range(2):
        [task] = system.tasks_of(recorded).value
        assert task.case_key == CaseKey("vth", UUID(CASE))
        assert task.case_number == "V-1"

    def asked() -> tuple[int, int]:
        calls = [f"{method} {path}" for method, path in server.asked]
        return calls.count(FIRST), calls.count(SECOND)

    # The other one is asked at the same time, and nobody waits for it.
    eventually(lambda: asked() == (1, 1))


def test_case_in_no_system_leaves_a_task_to_call_about(system, routes, recorded):
    routes[FIRST] = routes[SECOND] = UNSEEN

    [task] = system.tasks_of(recorded).value
    assert (task.case_key, task.case_number) == (None, "")


@pytest.mark.parametrize(("first", "second"), [(DOWN, UNSEEN), (UNSEEN, DOWN)])
def test_case_that_may_be_in_a_silent_system_is_not_taken_for_gone(
    system, routes, recorded, first, second
):
    routes[FIRST], routes[SECOND] = first, second

    [task] = system.tasks_of(recorded).value
    assert (task.case_key, task.case_number) == (None, "")
    routes[f"GET /objecten/api/v2/objects/{task.id}"] = Reply(
        json=routes[SEARCH].json["results"][0]
    )
    with pytest.raises(SourceUnavailable):
        system.task(recorded, task.id)
    routes[FIRST], routes[SECOND] = UNSEEN, numbered("V-1")  # it answers again
    assert system.task(recorded, task.id).case_number == "V-1"


def test_what_the_portal_asked_itself_names_the_system(system, settings, routes, recorded, server):
    key = CaseKey("vth", UUID(CASE))
    new = NewTask(
        reference=uuid4(),
        bsn=BSN,
        title="Stuur uw huurcontract",
        explanation="",
        document_kind="Huurcontract",
        case_key=key,
        case_number=CaseNumber("V-1"),
    )
    routes[SEARCH] = page()
    routes[OBJECTS] = Reply(201, json={"uuid": str(uuid4())})
    system.ask(new)
    data = server.requests[-1].json["record"]["data"]

    routes[SEARCH] = page(example(settings, **data))
    [task] = system.tasks_of(recorded).value
    assert (task.case_key, task.case_number) == (key, "V-1")
    assert not [path for _, path in server.asked if CASE in path]


def test_system_that_hangs_takes_no_task_of_another(settings, routes, recorded):
    routes[FIRST], routes[SECOND] = Reply(200, json={}, wait_s=2.0), numbered("V-1")
    impatient = tasks.connect(settings.model_copy(update={"register_seconds": 0.4}))

    [task] = impatient.tasks_of(recorded).value

    assert (task.case_key, task.case_number) == (CaseKey("vth", UUID(CASE)), "V-1")
