"""The population register, held against its own specification."""

import pytest
from jsonschema import Draft202012Validator

from portal.embedded.registers.brp_fields import FIELDS, exists
from portal.embedded.registers.brp_persons import age
from portal.embedded.registers.residents import RESIDENTS
from tests.files_read import read_spec
from tests.worlds import SECRET

PATH = "/brp/haalcentraal/api/brp/personen"
SPEC = read_spec("brp-bevragen-resolved.yaml")
NOOR = "999993653"
ALL_FIELDS = list(FIELDS)


def fits(name: str, body: object) -> list[str]:
    """What is wrong with this body by the schema of this name."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": SPEC["components"]}
    return [error.message for error in Draft202012Validator(schema).iter_errors(body)]


def ask(client, *bsns, fields, key=SECRET, **changes):
    body = {
        "type": "RaadpleegMetBurgerservicenummer",
        "burgerservicenummer": list(bsns),
        "fields": fields,
    }
    return client.post(PATH, json=body | changes, headers={"X-API-KEY": key})


@pytest.mark.parametrize("resident", RESIDENTS, ids=lambda resident: resident.given_names)
def test_everything_about_everybody_fits_the_specification(client, resident):
    answer = ask(client, resident.bsn, fields=ALL_FIELDS)

    assert answer.status_code == 200
    assert fits("RaadpleegMetBurgerservicenummerResponse", answer.json) == []
    [person] = answer.json["personen"]
    assert fits("Persoon", person) == []
    assert fits("Adres", person["verblijfplaats"]) == []
    assert fits("VolledigeDatum", person["geboorte"]["datum"]) == []


def test_only_asked_fields_are_answered(client):
    fields = ["naam.voornamen", "geboorte.datum", "kinderen.naam.voornamen", "verblijfplaats"]

    [person] = ask(client, NOOR, fields=fields).json["personen"]

    assert set(person) == {"naam", "geboorte", "kinderen", "verblijfplaats"}
    assert person["naam"] == {"voornamen": "Noor"}
    assert set(person["geboorte"]) == {"datum"}
    assert person["kinderen"] == [{"naam": {"voornamen": "Lila"}}, {"naam": {"voornamen": "Milan"}}]
    assert person["verblijfplaats"]["verblijfadres"]["postcode"] == "1234AB"


def test_family_is_told_with_numbers(client):
    fields = ["partners.burgerservicenummer", "kinderen.burgerservicenummer", "leeftijd"]

    [person] = ask(client, NOOR, fields=fields).json["personen"]

    assert person["partners"] == [{"burgerservicenummer": "999990019"}]
    assert [child["burgerservicenummer"] for child in person["kinderen"]] == [
        "999991772",
        "999992934",
    ]
    assert person["leeftijd"] >= 40


def test_an_address_with_letter_and_addition(client):
    [person] = ask(client, "999995571", fields=["verblijfplaats.verblijfadres"]).json["personen"]

    home = person["verblijfplaats"]["verblijfadres"]
    assert (home["huisnummer"], home["huisletter"], home["huisnummertoevoeging"]) == (10, "A", "2")


def test_nobody_is_an_empty_list(client):
    answer = ask(client, "999999990", fields=["naam"])

    assert (answer.status_code, answer.json["personen"]) == (200, [])


def test_several_persons_at_once(client):
    answer = ask(client, NOOR, "999990019", fields=["naam.voornamen"])

    assert [person["naam"]["voornamen"] for person in answer.json["personen"]] == ["Noor", "Sam"]


@pytest.mark.parametrize(
    ("changes", "status", "name"),
    [
        ({"type": None}, 400, "type"),
        ({"type": "ZoekMetPostcodeEnHuisnummer"}, 400, "type"),
        ({"fields": []}, 400, "fields"),
        ({"fields": ["naam", "schoenmaat"]}, 400, "fields.1"),
        ({"fields": ["inOnderzoek"]}, 400, "fields.0"),
        ({"burgerservicenummer": []}, 400, "burgerservicenummer"),
        ({"burgerservicenummer": ["12345678"]}, 400, "burgerservicenummer.0"),
        ({"burgerservicenummer": [NOOR] * 21}, 400, "burgerservicenummer"),
    ],
)
def test_a_wrong_question_is_told_as_the_specification_says(client, changes, status, name):
    answer = ask(client, NOOR, **({"fields": ["naam"]} | changes))

    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert fits("BadRequestFoutbericht", answer.json) == []
    assert [fault["name"] for fault in answer.json["invalidParams"]] == [name]


def test_without_the_key_nothing_is_told(client):
    answer = ask(client, NOOR, fields=["naam"], key="guess")

    assert answer.status_code == 401
    assert fits("Foutbericht", answer.json) == []
    assert answer.json["code"] == "authentication"


def test_the_key_may_be_a_bearer_token(client):
    body = {
        "type": "RaadpleegMetBurgerservicenummer",
        "burgerservicenummer": [NOOR],
        "fields": ["naam"],
    }
    answer = client.post(PATH, json=body, headers={"Authorization": f"Bearer {SECRET}"})

    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"), [({"Content-Type": "text/plain"}, 415), ({"Accept": "text/html"}, 406)]
)
def test_other_formats_are_refused(client, headers, status):
    standard = {"X-API-KEY": SECRET, "Content-Type": "application/json"}
    answer = client.post(PATH, data="{}", headers=standard | headers)

    assert answer.status_code == status
    assert fits("Foutbericht", answer.json) == []


def test_the_fields_are_those_of_the_specification():
    known = SPEC["components"]["schemas"]["Persoon"]["properties"].keys()
    automatic = {
        "inOnderzoek",
        "geheimhoudingPersoonsgegevens",
        "opschortingBijhouding",
        "rni",
        "verificatie",
    }

    assert set(FIELDS) == known - automatic
    assert exists("partners.aangaanHuwelijkPartnerschap.datum")
    assert not exists("naam.voornamen.eerste")


def test_age_changes_on_the_birthday():
    born = RESIDENTS[0].born

    assert age(born, born.replace(year=2026)) == 2026 - born.year
    assert age(born, born.replace(year=2026, day=born.day - 1)) == 2025 - born.year
