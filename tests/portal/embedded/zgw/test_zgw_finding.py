"""Finding cases: filters, order, pages and what is put inside."""

from uuid import uuid4

import pytest

from portal.embedded.zgw.zaken.cases import touch

ZAKEN = "/zaken/api/v1/zaken"
ZOEK = f"{ZAKEN}/_zoek"
BSN = "rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn"
CORNELIS = "999995571"


def faults(answer):
    return {each["name"]: each["code"] for each in answer.json["invalidParams"]}


def test_the_cases_of_one_resident_are_found_by_search(api, only_seeds):
    body = {BSN: CORNELIS, "rol__omschrijvingGeneriek": "initiator", "ordering": "-startdatum"}

    answer = api.post(f"{ZOEK}?page=1&pageSize=5", body).json

    assert answer["count"] == 12
    assert len(answer["results"]) == 5
    assert answer["previous"] is None
    assert "page=2" in answer["next"]
    days = [case["startdatum"] for case in answer["results"]]
    assert days == sorted(days, reverse=True)


def test_open_and_closed_cases_are_told_apart(api, only_seeds):
    body = {BSN: CORNELIS, "rol__omschrijvingGeneriek": "initiator", "einddatum__isnull": True}

    still_open = api.post(ZOEK, body).json["results"]
    closed = api.get(f"{ZAKEN}?{BSN}={CORNELIS}&einddatum__isnull=false").json["results"]

    assert len(still_open) == 7
    assert len(closed) == 5
    assert all(case["resultaat"] and case["archiefactiedatum"] for case in closed)


@pytest.mark.parametrize("empty", ["", " "])
def test_an_empty_filter_never_finds_everybodys_cases(api, empty):
    by_query = api.get(f"{ZAKEN}?{BSN}={empty}")
    by_search = api.post(ZOEK, {BSN: empty})
    repeated = api.get(f"{ZAKEN}?{BSN}=999993653&{BSN}={empty}")

    for answer in (by_query, by_search, repeated):
        assert answer.status_code == 400
        assert faults(answer) == {BSN: "blank"}


def test_an_unknown_filter_is_refused(api):
    by_query = api.get(f"{ZAKEN}?foo=bar")
    by_search = api.post(ZOEK, {"rol__bsn": "999993653"})

    for answer in (by_query, by_search):
        assert answer.status_code == 400
        assert faults(answer) == {"nonFieldErrors": "unknown-parameters"}


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("zaaktype__identificatie=x", None),
        ("identificatie=ONBEKEND", 0),
        ("bronorganisatie__in=002220647,517439943", 14),
        ("maximaleVertrouwelijkheidaanduiding=openbaar", 0),
        ("maximaleVertrouwelijkheidaanduiding=geheim", 14),
        ("startdatum__gte=2000-01-01&startdatum__lt=2199-01-01", 14),
        ("startdatum__gt=overmorgen", None),
        ("einddatum__isnull=misschien", None),
        ("ordering=omschrijving", None),
        ("archiefstatus=nog_te_archiveren", 14),
        ("rol__betrokkeneType=medewerker", 12),
        ("omschrijving=parkeerplaats", 1),
    ],
)
def test_the_other_filters(api, only_seeds, query, count):
    answer = api.get(f"{ZAKEN}?{query}")

    assert answer.status_code == (400 if count is None else 200)
    assert count is None or answer.json["count"] == count


def test_cases_are_found_by_type_status_and_result(api, only_seeds):
    by_type = api.get(f"{ZAKEN}?zaaktype={api.type_url('zaaktype', 'KWIJTSCHELDING')}")
    waiting = api.type_url("statustype", "PARKEERVERGUNNING", "Wachten op informatie van u")
    refused = api.type_url("resultaattype", "KWIJTSCHELDING", "Afgewezen")

    assert by_type.json["count"] == 3
    assert api.get(f"{ZAKEN}?status__statustype={waiting}").json["count"] == 1
    assert api.get(f"{ZAKEN}?resultaat__resultaattype={refused}").json["count"] == 1
    assert api.get(f"{ZAKEN}?status__statustype=elders").json["count"] == 0


def test_expand_puts_what_was_asked_for_inside(api, only_seeds):
    paths = ["status", "status.statustype", "resultaat.resultaattype", "rollen.roltype", "zaaktype"]

    cases = api.post(ZOEK, {BSN: CORNELIS, "expand": paths}).json["results"]

    inside = [case["_expand"] for case in cases]
    names = {each["status"]["_expand"]["statustype"]["omschrijving"] for each in inside}
    assert names >= {"Ontvangen", "In behandeling", "Wachten op informatie van u", "Afgerond"}
    assert sum("resultaat" in each for each in inside) == 5
    assert all(each["rollen"][0]["_expand"]["roltype"]["omschrijving"] for each in inside)
    assert all(each["zaaktype"]["identificatie"] for each in inside)


def test_pages_end_with_404(api):
    assert api.get(f"{ZAKEN}?page=9999").status_code == 404
    assert api.get(f"{ZAKEN}?page=0").status_code == 404


def test_filters_on_a_role_hold_for_one_and_the_same_role(api):
    case = api.case()
    api.made("/zaken/api/v1/rollen", api.role_body(case, "999990019"))
    body = {BSN: "999990019", "rol__omschrijvingGeneriek": "behandelaar"}

    assert api.post(ZOEK, body).json["count"] == 0


def test_cases_of_a_resident_are_counted_once_and_none_that_is_too_secret(api, world):
    """On a page of one, so that all are counted: by roles, and one by one with another filter."""
    bsn = "999996666"
    cases = [api.case() for _ in range(3)]
    for case in cases:
        api.made("/zaken/api/v1/rollen", api.role_body(case, bsn))
    role_type = api.type_url("roltype", "VERHUIZING", "belanghebbende")
    again = api.role_body(cases[0], bsn) | {"roltype": role_type}
    api.made("/zaken/api/v1/rollen", again)
    with world.engine.begin() as connection:
        touch(connection, cases[1]["uuid"], vertrouwelijkheidaanduiding="geheim")
        touch(connection, cases[2]["uuid"], vertrouwelijkheidaanduiding="openbaar")

    def count(**filters):
        return api.post(f"{ZOEK}?pageSize=1", {BSN: bsn, **filters}).json["count"]

    assert count() == count(einddatum__isnull=True) == 2
    assert count(maximaleVertrouwelijkheidaanduiding="intern") == 1
    assert count(rol__omschrijvingGeneriek="belanghebbende") == 1


def test_a_case_is_found_by_its_mark(api):
    mark = uuid4().hex
    case = api.case(kenmerken=[{"bron": "portaal", "kenmerk": mark}])

    assert api.get(f"{ZAKEN}?kenmerk=portaal:{mark}").json["results"][0]["uuid"] == case["uuid"]
    assert api.get(f"{ZAKEN}?kenmerk=elders:{mark}").json["count"] == 0
    assert api.get(f"{ZAKEN}?kenmerk={mark}").status_code == 400


def test_expand_leaves_out_what_is_not_there_and_refuses_other_paths(api):
    case = api.case()
    known = f"{case['url']}?expand=status,rollen,hoofdzaak,deelzaken,resultaat.resultaattype"

    assert api.get(known).json["_expand"] == {}
    assert faults(api.get(f"{case['url']}?expand=zaakinformatieobjecten.informatieobject")) == {
        "expand": "invalid_choice"
    }
    assert faults(api.post(ZOEK, {"expand": "status"})) == {"expand": "not_a_list"}
