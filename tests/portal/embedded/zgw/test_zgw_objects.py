"""The Objects API, with external tasks in it, and what was sent as data."""

from uuid import uuid4

import pytest

from portal.embedded.objects.product_requests import PRODUCT_REQUEST_TYPE

OBJECTS = "/objecten/api/v2/objects"


@pytest.fixture
def task_body(objects_api):
    """A task for nobody else in these tests."""
    task_type = "/objecttypen/api/v2/objecttypes/3e852115-277a-4570-873a-9a64be3aeb35"
    return {
        "type": objects_api.world.base_url + task_type,
        "record": {
            "typeVersion": 1,
            "startAt": "2026-08-21",
            "data": {
                "titel": "Stuur uw huurcontract",
                "status": "open",
                "soort": "portaalformulier",
                "eigenaar": uuid4().hex,
                "identificatie": {"type": "bsn", "value": "999993653"},
                "nummer": 12,
                "verwerker_taak_id": str(uuid4()),
            },
        },
    }


@pytest.fixture
def task(objects_api, task_body):
    return objects_api.made(OBJECTS, task_body)


def found(api, task, *filters):
    owner = f"eigenaar__exact__{task['record']['data']['eigenaar']}"
    query = "&".join(f"data_attr={each}" for each in (owner, *filters))
    return api.get(f"{OBJECTS}?{query}").json["count"]


def test_a_task_is_kept_and_read(objects_api, task):
    assert objects_api.get(task["url"]).json == task
    assert task["record"]["index"] == 1
    assert objects_api.get(f"{OBJECTS}/{uuid4()}").status_code == 404


@pytest.mark.parametrize(
    ("attribute", "count"),
    [
        ("identificatie__value__exact__999993653", 1),
        ("identificatie__value__exact__999990019", 0),
        ("status__in__open|afgerond", 1),
        ("titel__icontains__HUUR", 1),
        ("nummer__gt__9", 1),
        ("nummer__lte__11.5", 0),
        ("titel__gt__1", 0),
        ("verloopdatum__lt__2026-12-31", 0),
    ],
)
def test_tasks_are_found_by_what_is_in_them(objects_api, task, attribute, count):
    assert found(objects_api, task, attribute) == count


@pytest.mark.parametrize("attribute", ["status", "status__is__open", "__exact__x", "a__exact__"])
def test_a_filter_in_another_form_is_refused_or_finds_nothing(objects_api, attribute):
    answer = objects_api.get(f"{OBJECTS}?data_attr={attribute}")

    assert answer.status_code == 400 or answer.json["count"] == 0


def test_search_keeps_the_bsn_out_of_the_address(objects_api, task):
    owner = f"eigenaar__exact__{task['record']['data']['eigenaar']}"
    bsn = "identificatie__value__exact__999993653"

    one = objects_api.post(f"{OBJECTS}/search", {"type": task["type"], "data_attr": owner})
    both = objects_api.post(f"{OBJECTS}/search", {"data_attrs": f"{owner},{bsn}"})
    many = objects_api.post(f"{OBJECTS}/search", {"data_attr": [owner, bsn]})

    assert [answer.json["count"] for answer in (one, both, many)] == [1, 1, 1]


@pytest.mark.parametrize(
    "body",
    [{"type": ""}, {"type": "x"}, {"data_attr": 3}, {"data_attr": [""]}, {"bsn": "1"}, {"date": 1}],
)
def test_a_search_that_would_find_everything_is_refused(objects_api, body):
    assert objects_api.post(f"{OBJECTS}/search", body).status_code == 400


def test_a_change_is_a_new_record_laid_over_the_old_one(objects_api, task):
    change = {"record": {"data": {"status": "afgerond", "identificatie": {"type": "bsn"}}}}

    changed = objects_api.patch(task["url"], change).json

    assert changed["record"]["index"] == 2
    assert changed["record"]["data"]["status"] == "afgerond"
    assert changed["record"]["data"]["identificatie"]["value"] == "999993653"
    assert found(objects_api, task, "status__exact__open") == 0
    assert found(objects_api, task, "status__exact__afgerond") == 1


def test_a_whole_new_record_replaces_the_old_one(objects_api, task, task_body):
    body = {**task_body, "record": {**task_body["record"], "data": {"status": "gesloten"}}}

    changed = objects_api.call("PUT", task["url"], json=body).json

    assert changed["record"]["data"] == {"status": "gesloten"}


def test_what_can_not_be_is_refused(objects_api, task, task_body):
    other = f"{objects_api.world.base_url}/objecttypen/api/v2/objecttypes/{uuid4()}"

    assert objects_api.post(OBJECTS, {**task_body, "type": other}).status_code == 400
    assert objects_api.post(OBJECTS, {**task_body, "uuid": task["uuid"]}).status_code == 400
    assert objects_api.post(OBJECTS, {"type": task["type"]}).status_code == 400
    assert objects_api.patch(task["url"], {"record": []}).status_code == 400
    assert objects_api.patch(task["url"], {"type": other}).status_code == 400
    assert objects_api.get(f"{OBJECTS}?typeVersion=x").status_code == 400
    assert objects_api.get(f"{OBJECTS}?ordering=titel").status_code == 400
    assert objects_api.get(f"{OBJECTS}?type=").status_code == 400
    assert objects_api.get(f"{OBJECTS}?date=2000-01-01&typeVersion=1").json["count"] == 0


def test_the_token_and_the_coordinate_system_are_asked_for(objects_api, task_body):
    nobody = objects_api.get(OBJECTS, headers={"Authorization": None})
    wrong = objects_api.get(OBJECTS, headers={"Authorization": "Token fout"})

    assert (nobody.status_code, wrong.status_code) == (401, 401)
    assert objects_api.post(OBJECTS, task_body, headers={"Content-Crs": None}).status_code == 412
    assert objects_api.get(OBJECTS, headers={"Accept-Crs": "EPSG:1"}).status_code == 406
    assert objects_api.get(OBJECTS, headers={"Accept-Crs": None}).status_code == 200


@pytest.fixture
def request_body(objects_api):
    """What somebody sent, as data."""
    kind = f"/objecttypen/api/v2/objecttypes/{PRODUCT_REQUEST_TYPE}"
    data = {
        "bron": {"naam": "Portaal", "kenmerk": str(uuid4())},
        "type": "verhuizing",
        "aanvraaggegevens": {"adres": {"new_address": "Lindelaan 14"}},
    }
    record = {"typeVersion": 1, "startAt": "2026-08-21", "data": data}
    return {"uuid": str(uuid4()), "type": objects_api.world.base_url + kind, "record": record}


def test_what_was_sent_is_kept_as_data_and_found(objects_api, request_body):
    made = objects_api.made(OBJECTS, request_body)
    mark = request_body["record"]["data"]["bron"]["kenmerk"]
    query = f"type={made['type']}&data_attr=bron__kenmerk__exact__{mark}"

    assert made["uuid"] == request_body["uuid"]
    assert objects_api.get(f"{OBJECTS}?{query}").json["results"] == [made]
    assert objects_api.post(OBJECTS, request_body).status_code == 400


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"bron": {"naam": "Portaal", "kenmerk": 3}}, "record.data.bron.kenmerk"),
        ({"aanvraaggegevens": []}, "record.data.aanvraaggegevens"),
        ({"taal": "nl"}, "record.data.taal"),
        ({"zaakgegevens": {"omschrijving": "x" * 81}}, "record.data.zaakgegevens.omschrijving"),
        (
            {"betrokkenen": [{"inpBsn": "1", "rolOmschrijvingGeneriek": "initiator"}]},
            "record.data.betrokkenen.0.inpBsn",
        ),
    ],
)
def test_what_its_type_does_not_allow_is_refused(objects_api, request_body, change, field):
    made = objects_api.made(OBJECTS, {**request_body, "uuid": str(uuid4())})
    request_body["record"]["data"] |= change

    answers = (
        objects_api.post(OBJECTS, request_body),
        objects_api.patch(made["url"], {"record": {"data": change}}),
    )

    for answer in answers:
        assert answer.status_code == 400
        assert [each["name"] for each in answer.json["invalidParams"]] == [field]
