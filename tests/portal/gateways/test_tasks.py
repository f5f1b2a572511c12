"""Tasks from an Objects API, in the shape of the published example and schema."""

import json
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from portal.domain.case_keys import ONLY_SYSTEM, CaseKey
from portal.domain.consultations import ConsultationProof
from portal.domain.failures import InvalidSourceAnswer, NotFound, SourceError, SourceUnavailable
from portal.domain.news import of_tasks
from portal.domain.people import Party
from portal.domain.tasks import SentForm
from portal.gateways import tasks
from tests.factories import BSN, OTHER_BSN
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import BUGS, raising
from tests.portal.gateways.recordings import Routes, page

EXAMPLE = Path(__file__).parents[2] / "specs" / "nl-portal-taakv2-example.json"
TASK = UUID("58fad5ab-dc2f-11ec-9075-f22a405ce707")
CASE = "5551a7c5-4e92-43e6-8d23-80359b7e22b7"
SEARCH = "POST /objecten/api/v2/objects/search"
ONE = f"/objecten/api/v2/objects/{TASK}"
KEY = CaseKey(ONLY_SYSTEM, UUID(CASE))
SENT = SentForm(bsn=BSN, form="verhuizen", reference="P-7K2M-XW9P")
THE_CASE = f"GET /zaken/api/v1/zaken/{CASE}"


@pytest.fixture
def system(settings):
    return tasks.connect(settings)


@pytest.fixture
def item(settings):
    """The published example, for our resident and with what is asked for."""
    task = json.loads(EXAMPLE.read_text())
    task["type"] = str(settings.task_objecttype_url)
    data = task["record"]["data"]
    data["identificatie"]["value"] = BSN
    data |= {"titel": "Stuur uw huurcontract", "verloopdatum": "2026-12-01T22:30:00Z"}
    data["portaalformulier"]["data"] = {"documenttype": "Huurcontract", "toelichting": "Alles."}
    return task


@pytest.fixture
def routes(server, item):
    routes = Routes()
    routes[SEARCH] = page(item)
    routes[f"GET {ONE}"] = Reply(json=item)
    routes[f"PATCH {ONE}"] = Reply(json=item)
    routes[THE_CASE] = Reply(json={"identificatie": "ZAAK-2026-0000000004"})
    server.answer = routes
    return routes


def copy_of(item, **data):
    record = {**item["record"], "data": {**item["record"]["data"], **data}}
    return {**item, "uuid": str(uuid4()), "record": record}


def test_an_open_task(system, recorded, routes, server, settings):
    [task] = system.tasks_of(recorded).value

    assert system.tasks_of(recorded).value == [task]  # whose number is not asked again
    assert [request.method for request in server.requests] == ["POST", "GET", "POST"]
    assert (task.id, task.title) == (TASK, "Stuur uw huurcontract")
    assert (task.document_kind, task.explanation) == ("Huurcontract", "Alles.")
    assert task.last_day == date(2026, 12, 1)
    assert task.case_key == CaseKey(ONLY_SYSTEM, UUID(CASE))
    assert task.case_number == "ZAAK-2026-0000000004"
    first = server.requests[0]
    assert first.json["data_attr"] == f"identificatie__value__exact__{BSN}"
    assert first.headers["Authorization"] == "Token " + "o" * 32
    assert all(BSN not in request.url for request in server.requests)


def test_the_case_number_in_the_task_spares_a_call(system, recorded, routes, item):
    form = {"formulier": {"soort": "id", "value": "x"}, "data": {"zaaknummer": "Z-1"}}
    routes[SEARCH] = page(copy_of(item, portaalformulier=form))
    routes[THE_CASE] = Reply(500, json={})

    assert system.tasks_of(recorded).value[0].case_number == "Z-1"


def test_the_most_urgent_first_and_only_open_ones(system, recorded, routes, item):
    routes[SEARCH] = page(
        copy_of(item, titel="Ooit", verloopdatum=None),
        copy_of(item, titel="Later", verloopdatum="2026-12-24T12:00:00+01:00"),
        copy_of(item, titel="Klaar", status="afgerond"),
        item,
        {**copy_of(item, titel="Iets anders"), "type": "http://elsewhere.example/type"},
        copy_of(item, titel="Een bedrijf", identificatie={"type": "kvk", "value": BSN}),
    )

    titles = [task.title for task in system.tasks_of(recorded).value]

    assert titles == ["Stuur uw huurcontract", "Later", "Ooit"]


def test_a_task_without_a_case_or_form(system, recorded, routes, item):
    routes[SEARCH] = page(
        copy_of(item, koppeling=None, portaalformulier=None, soort="url", verloopdatum=None)
    )

    [task] = system.tasks_of(recorded).value

    assert (task.case_key, task.case_number, task.document_kind) == (None, "", "")


def test_all_pages(system, recorded, server, item, routes):
    def answer(request):
        if request.path.endswith("/search"):
            number = int(request.params["page"])
            return page(copy_of(item), following="http://x/next" if number < 3 else None)
        return routes(request)

    server.answer = answer

    assert len(system.tasks_of(recorded).value) == 3


def test_tasks_without_end_are_a_failure_and_never_cut_off(system, recorded, server, routes, item):
    routes[SEARCH] = page(copy_of(item, status="afgerond"), following="http://x/next")

    with pytest.raises(InvalidSourceAnswer, match="more than 20 pages"):
        system.tasks_of(recorded)
    assert len(server.requests) == 20


@pytest.mark.parametrize(
    "reply",
    [
        Reply(502, body=b""),
        Reply(json={}, wait_s=3),
        Reply(403, json={"code": "permission_denied"}),
        Reply(json=[]),
    ],
)
def test_a_failure_is_never_no_tasks(system, recorded, routes, reply):
    routes[SEARCH] = reply

    with pytest.raises(SourceError):
        system.tasks_of(recorded)


def test_somebody_elses_task_makes_the_answer_worthless(system, recorded, routes, item):
    other = {"type": "bsn", "value": OTHER_BSN}
    routes[SEARCH] = page(item, copy_of(item, identificatie=other))

    with pytest.raises(InvalidSourceAnswer):
        system.tasks_of(recorded)


def test_the_case_system_is_down(system, recorded, routes):
    routes[THE_CASE] = Reply(503, json={})

    [task] = system.tasks_of(recorded).value
    assert (task.title, task.case_key, task.case_number) == ("Stuur uw huurcontract", KEY, "")
    assert of_tasks([task]) == [], "it is told once it is known which case it is of"
    with pytest.raises(SourceUnavailable) as caught:
        system.task(recorded, TASK)
    assert caught.value.system == "cases"


@pytest.mark.parametrize(("status", "code"), [(403, "permission_denied"), (404, "not_found")])
def test_a_task_whose_case_is_gone_hides_no_other(system, recorded, routes, item, status, code):
    gone = uuid4()
    link = {"registratie": "zaak", "uuid": str(gone)}
    routes[SEARCH] = page(item, copy_of(item, titel="Stuur uw pas", koppeling=link))
    routes[f"GET /zaken/api/v1/zaken/{gone}"] = Reply(status, json={"code": code})

    lonely, usual = sorted(system.tasks_of(recorded).value, key=lambda task: task.case_number)

    assert (lonely.title, lonely.case_key, lonely.case_number) == ("Stuur uw pas", None, "")
    assert not lonely.takes_documents
    assert usual.takes_documents


@pytest.mark.parametrize(("status", "code"), [(400, "refused"), (401, ""), (403, "jwt-expired")])
def test_any_other_refusal_of_the_case_system_hides_no_task(system, recorded, routes, status, code):
    routes[THE_CASE] = Reply(status, json={"code": code})

    [task] = system.tasks_of(recorded).value
    assert (task.case_key, task.case_number) == (KEY, "")
    with pytest.raises(SourceError):
        system.task(recorded, TASK)


def test_one_task(system, recorded, routes):
    assert system.task(recorded, TASK).title == "Stuur uw huurcontract"


def test_a_task_of_somebody_else_or_done_or_unknown_is_not_found(system, recorded, routes, item):
    stranger = ConsultationProof(uuid4(), Party.resident(OTHER_BSN, uuid4()))
    with pytest.raises(NotFound, match="somebody else's"):
        system.task(stranger, TASK)
    with pytest.raises(NotFound):
        system.task(recorded, uuid4())
    for other in (copy_of(item, status="verwerkt"), {**item, "type": "http://elsewhere.example"}):
        routes[f"GET {ONE}"] = Reply(json=other)
        with pytest.raises(NotFound):
            system.task(recorded, TASK)


def test_asking_for_a_task_can_fail(system, recorded, routes):
    routes[f"GET {ONE}"] = Reply(403, json={"code": "permission_denied"})

    with pytest.raises(SourceError):
        system.task(recorded, TASK)


def test_without_a_valid_bsn_nothing_is_asked(system, server):
    nobody = ConsultationProof(uuid4(), Party.resident("", uuid4()))
    with pytest.raises(ValueError, match="no valid BSN"):
        system.tasks_of(nobody)
    with pytest.raises(ValueError, match="no valid BSN"):
        system.task(nobody, TASK)
    assert server.requests == []


def test_completing_says_so_once(system, routes, server, item):
    system.complete(TASK)

    [patch] = [request for request in server.requests if request.method == "PATCH"]
    assert patch.json["record"]["data"] == {"status": "afgerond"}
    assert patch.json["record"]["typeVersion"] == 1
    routes[f"GET {ONE}"] = Reply(json=copy_of(item, status="afgerond"))
    system.complete(TASK)
    assert [method for method, _ in server.asked].count("PATCH") == 1


def test_completing_what_is_no_task(system, routes, server, item):
    with pytest.raises(NotFound):
        system.complete(uuid4())
    routes[f"GET {ONE}"] = Reply(json={**item, "type": "http://elsewhere.example"})
    with pytest.raises(NotFound):
        system.complete(TASK)
    assert "PATCH" not in {method for method, _ in server.asked}


@pytest.fixture
def form_task(routes, item):
    """A task that asks for a form, as the register tells it."""
    form = {"formulier": {"soort": "id", "value": "verhuizen"}, "data": {"naam": "Noor"}}
    asked = copy_of(item, soort="portaalformulier", portaalformulier=form)
    routes[f"GET {ONE}"] = Reply(json=asked)
    return asked


def test_a_form_that_was_sent_ends_its_task_once_with_its_reference(
    system, routes, server, form_task
):
    system.complete_by_form(TASK, SENT)

    [patch] = [request for request in server.requests if request.method == "PATCH"]
    assert patch.json["record"]["data"] == {
        "status": "afgerond",
        "portaalformulier": {"verzonden_data": {"referentie": "P-7K2M-XW9P"}},
    }
    routes[f"GET {ONE}"] = Reply(json=copy_of(form_task, status="afgerond"))
    system.complete_by_form(TASK, SENT)
    assert [method for method, _ in server.asked].count("PATCH") == 1


@pytest.mark.parametrize(
    "sent",
    [
        SentForm(bsn=OTHER_BSN, form="verhuizen", reference="P-1"),
        SentForm(bsn=None, form="verhuizen", reference="P-1"),
        SentForm(bsn=BSN, form="parkeren", reference="P-1"),
    ],
)
def test_a_form_ends_no_task_of_another_person_or_for_another_form(system, server, form_task, sent):
    with pytest.raises(NotFound):
        system.complete_by_form(TASK, sent)

    assert "PATCH" not in {method for method, _ in server.asked}


@pytest.mark.parametrize("bug", BUGS)
def test_a_bug_of_ours_is_no_failure_of_the_system(system, recorded, routes, monkeypatch, bug):
    monkeypatch.setattr("portal.gateways.tasks.objects._made", raising(bug))

    with pytest.raises(type(bug), match="ours"):
        system.tasks_of(recorded)
