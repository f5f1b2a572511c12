"""Records of submissions: what was sent, as data, once in a register of objects."""

import json
from pathlib import Path
from uuid import uuid4

import pytest
from jsonschema import Draft202012Validator

from portal.domain.failures import InvalidSourceAnswer, SourceRefused, SourceUnavailable
from portal.domain.submission_records import SubmissionRecord
from portal.embedded.objects.product_requests import PRODUCT_REQUEST_TYPE
from portal.gateways import records
from tests.factories import BSN
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import get, settings_of_the_world
from tests.portal.gateways.meddler import Fault

SCHEMA = Path(__file__).parents[2] / "specs" / "productaanvraag-dimpact.schema.json"
OBJECTS = "/objecten/api/v2/objects"


def a_record(**changes) -> SubmissionRecord:
    values = {
        "submission": uuid4(),
        "form": "verhuizing-doorgeven",
        "number": "P-7K2M-XW9P",
        "description": "Verhuizing doorgeven naar Lindelaan 14",
        "bsn": BSN,
        "answers": {"adres": {"new_address": {"street": "Lindelaan", "number": "14"}}},
    }
    return SubmissionRecord(**{**values, **changes})


def connected(base, **changes):
    kind = f"{base}/objecttypen/api/v2/objecttypes/{PRODUCT_REQUEST_TYPE}"
    return records.connect(settings_of_the_world(base, record_objecttype_url=kind, **changes))


@pytest.fixture(scope="module")
def register(world):
    return connected(world[0])


@pytest.fixture
def told(server):
    """A register that a test plays."""
    return connected(server.url)


def page(*results):
    return Reply(json={"results": list(results), "next": None})


def stored(told, record, **changes):
    data = {"bron": {"naam": "Portaal", "kenmerk": str(record.submission)}}
    return {"url": "https://o.example/1", "type": told.kind, "record": {"data": data}} | changes


def test_nothing_is_kept_where_the_settings_name_no_type(world):
    assert records.connect(settings_of_the_world(world[0])) is None


@pytest.mark.parametrize("bsn", [BSN, None])
def test_what_was_sent_is_one_object_as_its_type_wants_it(register, meddler, bsn):
    record = a_record(bsn=bsn)

    url = register.keep(record)

    assert register.keep(record) == url
    stored_object = get(register.api, f"objects/{record.submission}")
    data = stored_object["record"]["data"]
    schema = json.loads(SCHEMA.read_text())
    assert list(Draft202012Validator(schema).iter_errors(data)) == []
    assert stored_object["url"] == url
    assert data["bron"] == {"naam": "MijnGemeente", "kenmerk": str(record.submission)}
    assert data["zaakgegevens"]["identificatie"] == record.number
    assert data["aanvraaggegevens"] == record.answers
    assert (BSN in json.dumps(data)) == (bsn is not None)
    assert meddler.calls[:3] == [f"GET {OBJECTS}", f"POST {OBJECTS}", f"GET {OBJECTS}"]


def test_the_schema_refuses_what_is_no_record():
    schema = json.loads(SCHEMA.read_text())

    assert list(Draft202012Validator(schema).iter_errors({"bron": {}}))


@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize("step", [0, 1])
def test_rule_2_each_step_may_fail_and_there_is_one(world, meddler, fault, step):
    register, record = connected(world[0], case_timeout_seconds=0.5), a_record()
    meddler.begin({step: fault})
    patient = connected(world[0])
    try:
        register.keep(record)
    except (SourceUnavailable, InvalidSourceAnswer):
        meddler.wait_until_idle()

    meddler.begin({})
    url = patient.keep(record)

    found = get(patient.api, "objects", {"data_attr": f"bron__kenmerk__exact__{record.submission}"})
    assert [each["url"] for each in found["results"]] == [url]


def test_one_that_was_given_another_id_is_found_all_the_same(told, server):
    record = a_record()
    server.answers(page(stored(told, record)))

    assert told.keep(record) == "https://o.example/1"
    assert server.asked == [("GET", OBJECTS)]


def test_a_refusal_names_what_has_to_be_mended_and_nobody(told, server):
    refused = Reply(400, json={"code": "invalid", "invalidParams": [{"name": "type", "code": "x"}]})
    server.answer = lambda request: page() if request.method == "GET" else refused

    with pytest.raises(SourceRefused, match="object of type productaanvraag") as refusal:
        told.keep(a_record())
    assert refusal.value.is_final
    assert BSN not in refusal.value.reason


def test_a_search_that_is_not_filtered_is_no_answer(told, server):
    server.answers(page(stored(told, a_record())))

    with pytest.raises(InvalidSourceAnswer, match="another submission"):
        told.keep(a_record())
    with pytest.raises(InvalidSourceAnswer):
        told.check()


def test_it_is_asked_once_whether_it_takes_our_questions(register, told, server, meddler):
    register.check()
    assert meddler.calls == [f"GET {OBJECTS}"]

    server.answers(Reply(401, json={"code": "not_authenticated"}))
    with pytest.raises(SourceRefused):
        told.check()
