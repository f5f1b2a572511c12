"""Versions of a case type: a new one begins, and nobody gave the client a right to it yet."""

import pytest

from portal.embedded.clock import today
from portal.embedded.desk import actions
from portal.embedded.zgw import quirks
from portal.embedded.zgw.addresses import id_in
from portal.embedded.zgw.quirks import Quirk

ZAKEN = "/zaken/api/v1"
TYPES = "/catalogi/api/v1/zaaktypen"
SECOND = "VERHUIZING/2"


@pytest.fixture
def switched(world):
    """Turn quirks on; they are off again afterwards."""

    def switch(*names, on=True):
        for name in names:
            quirks.switch(world, name, on=on)

    yield switch
    switch(*Quirk, on=False)


@pytest.fixture
def new_version(switched):
    """Each case type has a second version since today, for which there is no right."""
    switched(Quirk.NEW_VERSIONS, Quirk.VERSIONS_WITHOUT_RIGHTS)


def versions(api, **filters):
    query = {"identificatie": "VERHUIZING", **filters}
    return api.get(TYPES, query_string=query).json["results"]


def case_body(api, key):
    return {
        "bronorganisatie": "002220647",
        "verantwoordelijkeOrganisatie": "002220647",
        "zaaktype": api.type_url("zaaktype", key),
        "startdatum": today().isoformat(),
    }


def test_there_is_one_version_unless_a_new_one_began(api, switched):
    [only] = versions(api)
    switched(Quirk.NEW_VERSIONS)

    [first, second] = versions(api)

    assert only["eindeGeldigheid"] is None
    assert first["url"] == only["url"]
    assert first["eindeGeldigheid"] == second["beginGeldigheid"] == today().isoformat()
    assert versions(api, datumGeldigheid=today().isoformat()) == [second]
    assert versions(api, datumGeldigheid="2025-06-01") == [first]


def test_everything_in_a_version_is_its_own(api, switched):
    switched(Quirk.NEW_VERSIONS)

    [first, second] = versions(api)

    for field in ("statustypen", "roltypen", "eigenschappen", "resultaattypen"):
        assert not set(first[field]) & set(second[field]), field
        assert len(first[field]) == len(second[field]) > 0
        for url in second[field]:
            assert api.get(url).json["zaaktype"] == second["url"]
    decision = api.get(second["besluittypen"][0]).json
    assert set(decision["zaaktypen"]) == {first["url"], second["url"]}, "one kind for both"


def test_case_of_a_version_without_right_is_refused_whatever_else_is_wrong(api, new_version):
    whole = api.post(f"{ZAKEN}/zaken", case_body(api, SECOND))
    incomplete = api.post(f"{ZAKEN}/zaken", {"zaaktype": api.type_url("zaaktype", SECOND)})

    for answer in (whole, incomplete):
        assert answer.status_code == 403
        assert answer.json["code"] == "permission_denied"


def test_right_to_the_first_version_stays(api, new_version):
    case = api.made(f"{ZAKEN}/zaken", case_body(api, "VERHUIZING"))

    assert api.get(case["url"]).status_code == 200
    assert api.post(f"{ZAKEN}/zaken", {"zaaktype": case["zaaktype"]}).status_code == 400


def test_everything_about_such_a_case_is_refused_until_the_right_is_given(api, world, switched):
    switched(Quirk.NEW_VERSIONS)
    case = api.made(f"{ZAKEN}/zaken", case_body(api, SECOND))
    role = api.made(f"{ZAKEN}/rollen", api.role_body(case, code=SECOND))
    status = api.status_body(case) | {"statustype": api.type_url("statustype", SECOND, "Ontvangen")}
    values = f"{case['url']}/zaakeigenschappen"
    switched(Quirk.VERSIONS_WITHOUT_RIGHTS)

    answers = {
        "read": api.get(case["url"]),
        "change": api.patch(case["url"], {"omschrijving": "Anders"}),
        "values": api.get(values),
        "role": api.get(role["url"]),
        "status": api.post(f"{ZAKEN}/statussen", status),
    }
    found = api.post(f"{ZAKEN}/zaken/_zoek", {"uuid__in": [case["uuid"]]}).json
    roles = api.get(f"{ZAKEN}/rollen", query_string={"zaak": case["url"]}).json

    expected = dict.fromkeys(answers, 403) | {"role": 404}
    assert {name: answer.status_code for name, answer in answers.items()} == expected
    assert found["count"] == roles["count"] == 0
    switched(Quirk.VERSIONS_WITHOUT_RIGHTS, on=False)
    assert api.post(f"{ZAKEN}/statussen", status).status_code == 201


def test_case_worker_is_no_client_of_the_api(api, world, switched):
    switched(Quirk.NEW_VERSIONS)
    case = api.made(f"{ZAKEN}/zaken", case_body(api, SECOND))
    case_id = id_in(world, "zaak", case["url"])
    switched(Quirk.VERSIONS_WITHOUT_RIGHTS)

    [_received, treated, *_] = actions.case_file(world, case_id).possible_statuses
    actions.set_status(world, case_id, status_type=treated.id)

    assert actions.case_file(world, case_id).line.status == "In behandeling"


def test_case_keeps_its_version_when_there_is_one_again(api, world, switched):
    switched(Quirk.NEW_VERSIONS)
    case = api.made(f"{ZAKEN}/zaken", case_body(api, SECOND))
    switched(Quirk.NEW_VERSIONS, on=False)

    read = api.get(f"{case['url']}?expand=zaaktype").json

    assert read["_expand"]["zaaktype"]["url"] == api.type_url("zaaktype", SECOND)
    assert len(versions(api)) == 1
