"""The Besluiten and Catalogi APIs."""

from uuid import uuid4

import pytest

from portal.embedded.zgw.case_type_files import case_types
from portal.embedded.zgw.queries import PAGE_SIZE

OUTGOING = sum(
    document.richting == "uitgaand" for each in case_types() for document in each.documents
)
BESLUITEN = "/besluiten/api/v1/besluiten"
LINKS = "/besluiten/api/v1/besluitinformatieobjecten"
CATALOGI = "/catalogi/api/v1"


def faults(answer):
    return {each["name"]: each["code"] for each in answer.json["invalidParams"]}


def decision_body(api, case):
    return {
        "verantwoordelijkeOrganisatie": "002220647",
        "besluittype": api.type_url("besluittype", "Besluit adreswijziging"),
        "zaak": case["url"],
        "datum": "2026-08-21",
        "ingangsdatum": "2026-09-01",
        "verzenddatum": "2026-08-22",
        "uiterlijkeReactiedatum": "2026-10-03",
        "toelichting": "Verwerkt",
    }


def test_the_decisions_of_a_case_are_found_with_their_documents(api):
    case, document = api.case(), api.document()
    decision = api.made(BESLUITEN, decision_body(api, case))
    tie = {"besluit": decision["url"], "informatieobject": document["url"]}
    link = api.made(LINKS, tie)

    assert api.get(f"{BESLUITEN}?zaak={case['url']}").json["results"] == [decision]
    assert api.get(f"{LINKS}?besluit={decision['url']}").json == [link]
    assert api.get(decision["url"]).json == decision
    assert decision["identificatie"].startswith("BESLUIT-")
    assert decision["uiterlijkeReactiedatum"] == "2026-10-03"
    assert faults(api.post(LINKS, tie)) == {"nonFieldErrors": "unique"}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"datum": "x"}, {"datum": "invalid"}),
        ({"besluittype": "x"}, {"besluittype": "no_match"}),
        ({"zaak": "x"}, {"zaak": "no_match"}),
        ({"vervalreden": "zomaar"}, {"vervalreden": "invalid_choice"}),
    ],
)
def test_a_decision_that_can_not_be(api, change, fault):
    answer = api.post(BESLUITEN, {**decision_body(api, api.case()), **change})

    assert faults(answer) == fault


def test_a_decision_must_be_of_a_kind_of_the_case(api):
    answer = api.post(BESLUITEN, decision_body(api, api.case("PARKEERVERGUNNING")))

    assert faults(answer) == {"nonFieldErrors": "zaaktype-mismatch"}


def test_unknown_and_wrong_links_are_refused(api):
    decision = api.made(BESLUITEN, decision_body(api, api.case()))
    nowhere = f"{api.world.base_url}{BESLUITEN}/{uuid4()}"
    tie = {"besluit": nowhere, "informatieobject": api.document()["url"]}

    assert faults(api.post(LINKS, tie)) == {"besluit": "does_not_exist"}
    lost = {"besluit": decision["url"], "informatieobject": nowhere}
    assert faults(api.post(LINKS, lost)) == {"informatieobject": "no_match"}
    assert api.get(nowhere).status_code == 404
    assert api.get(f"{BESLUITEN}?zaak=x").status_code == 400


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("catalogus", "catalogussen"),
        ("zaaktype", "zaaktypen"),
        ("statustype", "statustypen"),
        ("roltype", "roltypen"),
        ("eigenschap", "eigenschappen"),
        ("resultaattype", "resultaattypen"),
        ("informatieobjecttype", "informatieobjecttypen"),
        ("zaaktype-informatieobjecttype", "zaaktype-informatieobjecttypen"),
        ("besluittype", "besluittypen"),
    ],
)
def test_each_kind_of_the_catalogue_is_listed_and_read(api, kind, path):
    listed = api.get(f"{CATALOGI}/{path}").json

    assert min(listed["count"], PAGE_SIZE) == len(listed["results"]) > 0
    assert api.get(listed["results"][0]["url"]).json == listed["results"][0]
    assert api.get(f"{CATALOGI}/{path}/{uuid4()}").status_code == 404
    assert api.get(f"{CATALOGI}/{path}?bestaat=niet").status_code == 400
    assert kind in listed["results"][0]["url"].replace("catalogussen", "catalogus").replace(
        "eigenschappen", "eigenschap"
    )


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("zaaktypen?identificatie=VERHUIZING&status=definitief&datumGeldigheid=2026-08-21", 1),
        ("zaaktypen?identificatie=VERHUIZING&datumGeldigheid=2020-01-01", 0),
        ("zaaktypen?status=concept", 0),
        ("zaaktypen?status=alles", len(case_types())),
        ("statustypen?zaaktypeIdentificatie=MELDING-OR", 3),
        ("roltypen?zaaktypeIdentificatie=VERHUIZING&omschrijvingGeneriek=initiator", 1),
        ("eigenschappen?zaaktypeIdentificatie=VERHUIZING", 4),
        ("informatieobjecttypen?omschrijving=Huurcontract", 1),
        ("zaaktype-informatieobjecttypen?richting=uitgaand", OUTGOING),
        ("catalogussen?domein=DEMO", 1),
        ("catalogussen?rsin__in=1,002220647", 1),
    ],
)
def test_the_catalogue_is_filtered(api, query, count):
    assert api.get(f"{CATALOGI}/{query}").json["count"] == count


def test_a_wrong_filter_on_the_catalogue_is_refused(api):
    assert api.get(f"{CATALOGI}/zaaktypen?status=bijna").status_code == 400
    assert api.get(f"{CATALOGI}/zaaktypen?datumGeldigheid=nu").status_code == 400
    assert api.get(f"{CATALOGI}/zaaktypen?identificatie=").status_code == 400


def test_the_catalogue_hangs_together(api):
    url = f"{CATALOGI}/zaaktypen?identificatie=VERHUIZING"
    case_type = api.get(url).json["results"][0]

    statuses = [api.get(each).json for each in case_type["statustypen"]]

    assert [
        each["omschrijving"] for each in sorted(statuses, key=lambda one: one["volgnummer"])
    ] == [
        "Ontvangen",
        "In behandeling",
        "Wachten op informatie van u",
        "Afgerond",
    ]
    assert [each["isEindstatus"] for each in statuses] == [False, False, False, True]
    assert all(api.get(each).status_code == 200 for each in case_type["informatieobjecttypen"])
    assert all(api.get(each).status_code == 200 for each in case_type["besluittypen"])
