"""What a case is about: addresses, vehicles and records, each of them in it once."""

from dataclasses import replace

import pytest
from openapi_schema_validator import OAS30WriteValidator

from forms.case_objects import CaseAddress, CaseVehicle
from portal.domain.case_intake import CatalogueNeeds, KeptRecord
from portal.domain.failures import InvalidSourceAnswer, SourceRefused
from portal.gateways.cases.zgw import intake
from portal.gateways.cases.zgw.case_objects import NO_OBJECTS
from tests.portal.embedded.zgw.conftest import specification
from tests.portal.gateways.contract.systems import embedded
from tests.portal.gateways.deliveries import (
    WARM_CALLS,
    a_submission,
    assert_complete,
    deliver_until_it_works,
)
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import items
from tests.portal.gateways.half_made import NEW
from tests.portal.gateways.meddler import Fault
from tests.portal.gateways.recordings import TYPES, page
from tests.portal.gateways.test_agents import AGENT

HOME = CaseAddress(
    street="Lindelaan",
    number=14,
    letter="A",
    addition="2",
    postcode="1234 AB",
    city="Demodam",
    bag_id="9999200000000001",
)
TYPED = replace(HOME, letter="", addition="", bag_id="")
CAR = CaseVehicle("AB123C")
ABOUT = (HOME, TYPED, CAR)
KEPT = "/objecten/api/v2/objects"
OBJECTS = "/zaken/api/v1/zaakobjecten"
IDENTITY = ("objectType", "objectTypeOverige", "objectIdentificatie")
CASE_TYPES = f"GET {TYPES}/zaaktypen"
READ, MAKE = f"GET {OBJECTS}", f"POST {OBJECTS}"


def about(case_intake, key):
    """What the case is about, as the case system says it."""
    rows = items(case_intake.zgw.cases, "zaakobjecten", {"zaak": case_intake.zgw.url_of(key)})
    return [tuple(row[name] for name in IDENTITY) for row in rows]


def test_an_address_goes_by_its_number_in_the_bag_and_others_in_words(case_intake, meddler):
    key = case_intake.deliver(a_submission(documents=(), objects=ABOUT))

    typed = {"straat": "Lindelaan", "huisnummer": 14, "postcode": "1234AB", "woonplaats": "Demodam"}
    assert about(case_intake, key) == [
        (
            "adres",
            "",
            {
                "identificatie": "9999200000000001",
                "wplWoonplaatsNaam": "Demodam",
                "gorOpenbareRuimteNaam": "Lindelaan",
                "huisnummer": 14,
                "huisletter": "A",
                "huisnummertoevoeging": "2",
                "postcode": "1234AB",
            },
        ),
        ("overige", "adres", {"overigeData": typed}),
        ("overige", "kenteken", {"overigeData": {"kenteken": "AB123C"}}),
    ]


def test_what_is_written_is_as_the_standard_says(worker, half):
    half[READ] = page()
    half[MAKE] = half["POST /zaken/api/v1/rollen"] = Reply(201, json={"url": "x"})
    record = "https://objecten.example/api/v2/objects/1"

    worker.deliver(replace(NEW, objects=ABOUT, record=lambda _number: record, agent=AGENT))

    standard = specification("zaken")
    written = [
        (f"{request.json[kind]}_{name}", request.json)
        for request in half.server.requests
        for path, kind, name in (
            (OBJECTS, "objectType", "ZaakObject"),
            ("/zaken/api/v1/rollen", "betrokkeneType", "Rol"),
        )
        if (request.method, request.path) == ("POST", path)
    ]
    assert len(written) == len(ABOUT) + 2
    for schema, body in written:
        known = {**standard["components"]["schemas"][schema], "components": standard["components"]}
        faults = [error.message for error in OAS30WriteValidator(known).iter_errors(body)]
        assert faults == [], schema


def test_they_cost_a_call_each_and_one_to_look(portal_settings, meddler):
    worker = intake.connect(portal_settings)
    worker.deliver(a_submission())
    for objects, calls in (((), WARM_CALLS), (ABOUT, WARM_CALLS + 1 + len(ABOUT))):
        meddler.begin({})
        worker.deliver(a_submission(objects=objects))
        assert len(meddler.calls) == calls


@pytest.mark.parametrize(
    "fault", [Fault.LOST_AFTER, Fault.ERROR_BEFORE, Fault.NONSENSE], ids=lambda fault: fault.name
)
def test_rule_2_each_step_of_them_may_fail(fault, portal_settings, case_intake, meddler):
    worker = intake.connect(portal_settings)
    worker.deliver(a_submission(documents=(), objects=ABOUT))
    meddler.begin({})
    worker.deliver(a_submission(documents=(), objects=ABOUT))
    steps = [step for step, call in enumerate(meddler.calls) if call in (READ, MAKE)]
    assert len(steps) == 1 + len(ABOUT)
    for step in steps:
        new = a_submission(documents=(), objects=ABOUT)
        meddler.begin({step: fault})

        key = deliver_until_it_works(worker, new, meddler)

        meddler.begin({})
        assert_complete(case_intake, new, key)
        assert len({str(each) for each in about(case_intake, key)}) == len(ABOUT)


def test_a_case_system_without_them_is_told_none(portal_settings, case_intake, meddler):
    settings = portal_settings.model_copy(update={"case_system_takes_objects": False})
    new = a_submission(documents=(), objects=ABOUT)

    key = intake.connect(settings).deliver(new)

    assert not [call for call in meddler.calls if call in (READ, MAKE)]
    assert_complete(case_intake, replace(new, objects=()), key)


def test_a_refusal_for_good_names_what_it_is_about(worker, half):
    half[READ] = page()
    half[MAKE] = Reply(400, json={"invalidParams": [{"name": "objectType", "code": "invalid"}]})

    with pytest.raises(SourceRefused, match=r"objectType.*case object kenteken") as refusal:
        worker.deliver(replace(NEW, objects=(CAR,)))
    assert refusal.value.is_final
    assert CAR.plate not in refusal.value.reason


def test_objects_of_another_case_are_no_answer(worker, half):
    half[READ] = page({"zaak": "https://elders.example/zaken/1", "objectType": "adres"})

    with pytest.raises(InvalidSourceAnswer, match="another case"):
        worker.deliver(replace(NEW, objects=(CAR,)))


def test_what_somebody_else_says_of_the_case_is_none_of_ours(worker, half):
    zaak = half.zaak["url"]
    half[READ] = page(
        {"zaak": zaak, "objectType": "adres", "object": "https://bag.example/1"},
        {"zaak": zaak, "objectType": "overige", "objectTypeOverige": "kenteken"},
        {"zaak": zaak, "objectType": "adres", "objectIdentificatie": {"identificatie": "1"}},
    )
    half[MAKE] = Reply(201, json={"url": "x"})

    worker.deliver(replace(NEW, objects=(CAR, HOME)))

    assert half.server.asked.count(("POST", OBJECTS)) == 2


def test_rule_2_a_record_is_kept_before_the_status_and_tied_to_the_case(
    world, portal_settings, meddler
):
    system, worker = embedded(world[0]), intake.connect(portal_settings)

    def sent():
        new = a_submission(documents=(), objects=(CAR,))
        return replace(new, record=lambda _number: system.keep_record(new))

    worker.deliver(sent())
    meddler.begin({})
    worker.deliver(sent())
    kept = ["GET " + KEPT, "POST " + KEPT, READ, MAKE, MAKE, "POST /zaken/api/v1/statussen"]
    assert meddler.calls[-len(kept) :] == kept
    first = len(meddler.calls) - len(kept)
    for step in range(first, first + len(kept)):
        for fault in (Fault.LOST_AFTER, Fault.ERROR_BEFORE):
            new = sent()
            meddler.begin({step: fault})

            key = deliver_until_it_works(worker, new, meddler)

            kinds = [kind for _type, kind, _identity in about(system.intake, key)]
            assert kinds == ["kenteken", "ProductAanvraag"]
            assert_complete(system.intake, replace(new, objects=(CAR, KeptRecord(""))), key)


ASKED = CatalogueNeeds(case_type="PARKVERG", properties=(), document_types=(), has_objects=True)


@pytest.mark.parametrize("status", [404, 405])
def test_catalogue_check_says_that_there_are_none(worker, half, status):
    half[CASE_TYPES] = page()
    half[READ] = Reply(status, json={"code": "not_found"})

    assert NO_OBJECTS in worker.lacks(ASKED)
    assert NO_OBJECTS not in worker.lacks(replace(ASKED, has_objects=False))
    half[READ] = page()
    assert NO_OBJECTS not in worker.lacks(ASKED)


def test_catalogue_check_asks_nothing_where_the_settings_say_it(settings, half):
    half[CASE_TYPES] = page()
    told = settings.model_copy(update={"case_system_takes_objects": False})

    assert NO_OBJECTS not in intake.connect(told).lacks(ASKED)
    assert ("GET", OBJECTS) not in half.server.asked


def test_an_answer_that_is_no_answer_says_nothing_of_it(worker, half):
    half[READ] = Reply(403, json={"code": "jwt-expired"})

    with pytest.raises(SourceRefused):
        worker.lacks(ASKED)
