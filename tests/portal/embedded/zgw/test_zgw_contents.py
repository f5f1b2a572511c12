"""What belongs to a case: roles, statuses, properties, results, and its end."""

from datetime import UTC, datetime, timedelta

import pytest

API = "/zaken/api/v1"


def faults(answer):
    return {each["name"]: each["code"] for each in answer.json["invalidParams"]}


def test_a_role_says_who_it_is_with_all_fields(api):
    case = api.case()

    role = api.made(f"{API}/rollen", api.role_body(case))

    assert role["omschrijvingGeneriek"] == "initiator"
    assert role["betrokkeneIdentificatie"]["inpBsn"] == "999993653"
    assert role["betrokkeneIdentificatie"]["verblijfsadres"] is None
    assert role["authenticatieContext"] is None
    assert api.get(case["url"]).json["rollen"] == [role["url"]]
    assert api.get(role["url"]).json == role


DIGID = {
    "source": "digid",
    "levelOfAssurance": "urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorContract",
}
FOR_ANOTHER = {
    **DIGID,
    "representee": {"identifierType": "bsn", "identifier": "999990019"},
    "mandate": {"services": [{"id": "d1"}]},
}


@pytest.mark.parametrize(("login", "acts"), [(DIGID, ""), (FOR_ANOTHER, "gemachtigde")])
def test_a_person_says_how_they_logged_in_and_for_whom(api, login, acts):
    body = {**api.role_body(api.case()), "indicatieMachtiging": acts}

    role = api.made(f"{API}/rollen", {**body, "authenticatieContext": login})

    assert role["authenticatieContext"] == login


@pytest.mark.parametrize(
    ("login", "acts", "field"),
    [
        ({"source": "eherkenning"}, "", "authenticatieContext.source"),
        ({**DIGID, "levelOfAssurance": "hoog"}, "", "authenticatieContext.levelOfAssurance"),
        (FOR_ANOTHER, "", "nonFieldErrors"),
        ({**FOR_ANOTHER, "mandate": None}, "gemachtigde", "authenticatieContext.nonFieldErrors"),
        (
            {**FOR_ANOTHER, "representee": {"identifierType": "bsn", "identifier": "123456789"}},
            "gemachtigde",
            "authenticatieContext.representee.identifier",
        ),
    ],
)
def test_a_login_that_can_not_be(api, login, acts, field):
    body = {**api.role_body(api.case()), "indicatieMachtiging": acts}

    answer = api.post(f"{API}/rollen", {**body, "authenticatieContext": login})

    assert answer.status_code == 400
    assert list(faults(answer)) == [field]


def test_an_employee_has_not_logged_in(api):
    case = api.case()
    body = {
        "zaak": case["url"],
        "betrokkeneType": "medewerker",
        "roltype": api.type_url("roltype", "VERHUIZING", "behandelaar"),
        "roltoelichting": "Behandelaar",
        "contactpersoonRol": {"naam": "F. Smits", "telefoonnummer": "08000999"},
        "betrokkeneIdentificatie": {"identificatie": "f.smits", "achternaam": "Smits"},
    }

    role = api.made(f"{API}/rollen", body)

    assert "authenticatieContext" not in role
    assert role["contactpersoonRol"]["naam"] == "F. Smits"


def test_a_case_has_one_initiator(api):
    case = api.case()
    api.made(f"{API}/rollen", api.role_body(case))

    second = api.post(f"{API}/rollen", api.role_body(case, "999990019"))

    assert second.status_code == 400
    assert faults(second) == {"roltype": "max-occurences"}


@pytest.mark.parametrize("bsn", ["123456789", "12345678", "12345678x"])
def test_a_bsn_must_pass_the_11_check(api, bsn):
    answer = api.post(f"{API}/rollen", api.role_body(api.case(), bsn))

    assert faults(answer) == {"betrokkeneIdentificatie.inpBsn": "invalid"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"roltype": "statustype"}, "roltype"),
        ({"betrokkeneIdentificatie": None}, "nonFieldErrors"),
        ({"betrokkeneType": "huisdier"}, "betrokkeneType"),
        ({"zaak": "x"}, "zaak"),
    ],
)
def test_a_role_that_can_not_be(api, change, field):
    answer = api.post(f"{API}/rollen", {**api.role_body(api.case()), **change})

    assert answer.status_code == 400
    assert list(faults(answer)) == [field]


def test_the_role_type_must_be_of_the_case_type(api):
    body = api.role_body(api.case(), code="MELDING-OR")

    assert faults(api.post(f"{API}/rollen", body)) == {"roltype": "zaaktype-mismatch"}


def test_roles_are_found_by_case_bsn_and_generic_name(api):
    case = api.case()
    role = api.made(f"{API}/rollen", api.role_body(case))
    start = f"{API}/rollen?zaak={case['url']}"
    by_bsn = f"{start}&betrokkeneIdentificatie__natuurlijkPersoon__inpBsn="

    assert api.get(f"{by_bsn}999993653").json["results"] == [role]
    assert api.get(f"{by_bsn}999990019").json["count"] == 0
    assert api.get(f"{start}&omschrijvingGeneriek=behandelaar").json["count"] == 0
    assert api.get(by_bsn).status_code == 400
    assert api.get(f"{API}/rollen?zaak=elders").status_code == 400


def test_the_last_status_is_the_newest_by_its_own_moment(api):
    case = api.case()
    late = api.made(f"{API}/statussen", api.status_body(case, "In behandeling"))
    early_moment = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    early = api.made(f"{API}/statussen", api.status_body(case, datumStatusGezet=early_moment))

    listed = api.get(f"{API}/statussen?zaak={case['url']}").json["results"]

    assert early["indicatieLaatstGezetteStatus"] is False
    assert [each["url"] for each in listed] == [late["url"], early["url"]]
    assert listed[0]["indicatieLaatstGezetteStatus"] is True
    assert api.get(case["url"]).json["status"] == late["url"]
    newest = f"{API}/statussen?zaak={case['url']}&indicatieLaatstGezetteStatus=true"
    assert [each["url"] for each in api.get(newest).json["results"]] == [late["url"]]
    assert api.get(early["url"]).json["indicatieLaatstGezetteStatus"] is False


def test_a_moment_can_have_one_status(api):
    body = api.status_body(api.case())
    api.made(f"{API}/statussen", body)

    again = api.post(f"{API}/statussen", body)

    assert faults(again) == {"nonFieldErrors": "unique"}


def test_a_status_can_not_be_set_in_the_future(api):
    moment = (datetime.now(UTC) + timedelta(seconds=5)).isoformat()

    answer = api.post(f"{API}/statussen", api.status_body(api.case(), datumStatusGezet=moment))

    assert faults(answer) == {"datumStatusGezet": "date-in-future"}


def test_a_status_of_another_kind_is_refused_and_no_crash(api):
    case = api.case()
    wrong = {"statustype": api.type_url("zaaktype", "VERHUIZING")}
    foreign = {"statustype": api.type_url("statustype", "MELDING-OR", "Ontvangen")}

    assert faults(api.post(f"{API}/statussen", api.status_body(case, **wrong))) == {
        "statustype": "no_match"
    }
    assert faults(api.post(f"{API}/statussen", api.status_body(case, **foreign))) == {
        "statustype": "zaaktype-mismatch"
    }


def test_a_property_may_be_there_twice_and_is_changed_by_patch(api):
    case = api.case()
    target = f"{case['url']}/zaakeigenschappen"
    body = {
        "zaak": case["url"],
        "eigenschap": api.type_url("eigenschap", "VERHUIZING", "verhuisdatum"),
        "waarde": "20261130",
    }
    first = api.made(target, body)
    api.made(target, body)

    changed = api.patch(first["url"], {"waarde": "20261201"}).json

    assert changed["naam"] == "verhuisdatum"
    assert [each["waarde"] for each in api.get(target).json] == ["20261201", "20261130"]
    assert api.get(first["url"]).json == changed
    other = api.case()["url"]
    assert faults(api.post(target, {**body, "zaak": other})) == {"zaak": "zaak-mismatch"}
    assert api.get(f"{other}/zaakeigenschappen/{first['uuid']}").status_code == 404


def test_a_case_has_one_result(api):
    case = api.case()
    result = api.result(case)

    again = api.post(
        f"{API}/resultaten", {"zaak": case["url"], "resultaattype": result["resultaattype"]}
    )

    assert faults(again) == {"zaak": "unique"}
    assert api.get(f"{API}/resultaten?zaak={case['url']}").json["results"] == [result]
    assert api.get(result["url"]).json == result


def test_the_end_status_closes_the_case_and_reckons_when_it_is_destroyed(api):
    case = api.closed_case()

    assert case["einddatum"]
    assert case["archiefnominatie"] == "vernietigen"
    assert int(case["archiefactiedatum"][:4]) == int(case["einddatum"][:4]) + 5


def test_a_case_is_not_closed_without_result(api):
    answer = api.post(f"{API}/statussen", api.status_body(api.case(), "Afgerond"))

    assert faults(answer) == {"nonFieldErrors": "resultaat-does-not-exist"}


def test_a_case_is_not_closed_while_a_document_is_locked(api):
    case = api.case()
    document = api.document()
    api.link(case, document)
    api.result(case)
    api.call("POST", f"{document['url']}/lock")

    answer = api.post(f"{API}/statussen", api.status_body(case, "Afgerond"))

    assert faults(answer) == {"nonFieldErrors": "informatieobject-locked"}


def test_a_case_is_not_closed_while_rights_of_use_are_unknown(api):
    case = api.case()
    api.link(case, api.document(indicatieGebruiksrecht=None))
    api.result(case)

    answer = api.post(f"{API}/statussen", api.status_body(case, "Afgerond"))

    assert faults(answer) == {"nonFieldErrors": "indicatiegebruiksrecht-unset"}


def test_nothing_can_be_written_in_a_closed_case(api):
    case = api.closed_case()
    document = api.document()
    prop = api.type_url("eigenschap", "VERHUIZING", "verhuisdatum")
    link = {"zaak": case["url"], "informatieobject": document["url"]}

    refusals = [
        api.patch(case["url"], {"omschrijving": "x"}),
        api.post(f"{API}/statussen", api.status_body(case)),
        api.post(f"{API}/rollen", api.role_body(case)),
        api.post(f"{API}/zaakinformatieobjecten", link),
        api.post(
            f"{case['url']}/zaakeigenschappen",
            {"zaak": case["url"], "eigenschap": prop, "waarde": "x"},
        ),
    ]

    assert [each.status_code for each in refusals] == [403] * 5
    assert {each.json["code"] for each in refusals} == {"permission_denied"}
