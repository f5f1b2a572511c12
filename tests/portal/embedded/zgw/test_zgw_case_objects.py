"""What a case is about: addresses, other things in words, and objects at a URL."""

from uuid import uuid4

import pytest

from tests.portal.embedded.zgw.test_zgw_contents import faults
from tests.portal.embedded.zgw.test_zgw_objects import OBJECTS

API = "/zaken/api/v1/zaakobjecten"
ADDRESS = {
    "identificatie": "9999200000000001",
    "wplWoonplaatsNaam": "Demodam",
    "gorOpenbareRuimteNaam": "Lindelaan",
    "huisnummer": 14,
    "postcode": "1234AB",
}


def about(case, **fields):
    return {"zaak": case["url"], "objectType": "adres", "objectIdentificatie": ADDRESS, **fields}


def other(case, **fields):
    data = {"objectTypeOverige": "kenteken", "objectIdentificatie": {"overigeData": {"a": "1"}}}
    return about(case, objectType="overige", **{**data, **fields})


def test_a_case_says_which_address_it_is_about(api):
    case = api.case()

    made = api.made(API, about(case))

    assert made["objectIdentificatie"] == {
        **ADDRESS,
        "huisletter": "",
        "huisnummertoevoeging": "",
    }
    assert api.get(made["url"]).json == made
    assert api.get(case["url"]).json["zaakobjecten"] == [made["url"]]
    expanded = api.get(f"{case['url']}?expand=zaakobjecten").json["_expand"]
    assert expanded["zaakobjecten"] == [made]


def test_they_are_found_by_case_kind_and_url(api):
    case, another = api.case(), api.case()
    made = [api.made(API, about(case)), api.made(API, other(case))]
    api.made(API, about(another))

    def count(query):
        return api.get(f"{API}?{query}").json["count"]

    assert api.get(f"{API}?zaak={case['url']}").json["results"] == made
    assert count(f"zaak={case['url']}&objectType=overige") == 1
    assert count(f"object={OBJECTS}/{uuid4()}") == 0
    assert api.get(f"{API}?zaak=x").status_code == 400
    assert api.get(f"{API}?wat=1").status_code == 400


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"objectIdentificatie": None}, "nonFieldErrors", "invalid-zaakobject"),
        ({"objectType": "huisdier"}, "objectType", "invalid_choice"),
        ({"objectType": "buurt"}, "objectIdentificatie", "invalid"),
        ({"objectType": "overige"}, "nonFieldErrors", "missing-object-type-overige"),
        ({"objectTypeOverige": "a"}, "nonFieldErrors", "invalid-object-type-overige-usage"),
        (
            {"objectIdentificatie": {**ADDRESS, "identificatie": ""}},
            "objectIdentificatie.identificatie",
            "blank",
        ),
        ({"objectIdentificatie": None, "object": "https://elders.example/1"}, "object", "bad-url"),
        ({"relatieomschrijving": "x" * 81}, "relatieomschrijving", "max_length"),
    ],
)
def test_what_can_not_be_is_refused(api, fields, field, code):
    answer = api.post(API, about(api.case(), **fields))

    assert answer.status_code == 400
    assert faults(answer) == {field: code}


def test_a_definition_is_of_what_lies_at_a_url(api):
    definition = {"url": "https://elders.example", "schema": ".a", "objectData": ".b"}

    answer = api.post(API, other(api.case(), objectTypeOverigeDefinitie=definition))

    assert faults(answer) == {"objectUrl": "required"}


def test_a_closed_case_takes_none(api):
    answer = api.post(API, about(api.closed_case()))

    assert answer.status_code == 403
    assert answer.json["type"].endswith("/ZaakClosed/")
