"""Who may use the case API, and what a request must carry."""

import time

import pytest

ZAKEN = "/zaken/api/v1/zaken"


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"client_id": None}, "missing-client-identifier"),
        ({"client_id": "iemand-anders"}, "invalid-client-identifier"),
        ({"iat": None}, "jwt-missing-iat-claim"),
        ({"iat": int(time.time()) - 3700}, "jwt-expired"),
        ({"iat": "gisteren"}, "jwt-expired"),
        ({"exp": int(time.time()) - 10}, "jwt-expiredsignatureerror"),
    ],
)
def test_a_token_that_says_something_wrong_is_refused(api, claims, code):
    answer = api.get(ZAKEN, headers={"Authorization": f"Bearer {api.token(**claims)}"})

    assert answer.status_code == 403
    assert answer.json["code"] == code


def test_a_token_with_another_signature_is_refused(api):
    token = api.token("another-secret-of-at-least-thirty-two")

    answer = api.get(ZAKEN, headers={"Authorization": f"Bearer {token}"})

    assert answer.json["code"] == "invalid-jwt-signature"


@pytest.mark.parametrize("sent", [None, "", "Bearer", "Basic abc", "Token abc"])
def test_no_token_is_403_and_never_401(api, sent):
    answer = api.get(ZAKEN, headers={"Authorization": sent})

    assert answer.status_code == 403
    assert answer.json["code"] == "permission_denied"


@pytest.mark.parametrize("sent", ["Bearer x", "Bearer a.b.c", "Bearer e30.e30.e30", "Bearer é.é.é"])
def test_nonsense_for_a_token_is_403(api, sent):
    answer = api.get(ZAKEN, headers={"Authorization": sent})

    assert answer.status_code == 403
    assert answer.json["code"] in ("jwt-decode-error", "missing-client-identifier")


@pytest.mark.parametrize(
    "claims", [{"iss": None}, {"iss": "anders"}, {"iat": int(time.time()) + 120}, {"user_id": "x"}]
)
def test_a_good_token_may_lack_or_have_these(api, claims):
    answer = api.get(ZAKEN, headers={"Authorization": f"Bearer {api.token(**claims)}"})

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        ZAKEN,
        "/catalogi/api/v1/zaaktypen",
        "/documenten/api/v1/enkelvoudiginformatieobjecten",
        "/besluiten/api/v1/besluiten",
    ],
)
def test_every_api_asks_for_the_token_and_tells_its_version(api, address):
    refused = api.get(address, headers={"Authorization": None})
    answered = api.get(address)

    assert refused.status_code == 403
    assert answered.status_code == 200
    assert answered.headers["API-version"][0] == "1"


def test_a_case_is_read_in_a_named_coordinate_system(api):
    missing = api.get(ZAKEN, headers={"Accept-Crs": None})
    other = api.get(ZAKEN, headers={"Accept-Crs": "EPSG:28992"})

    assert missing.status_code == 412
    assert missing.json["code"] == "precondition_failed"
    assert other.status_code == 406
    assert other.json["code"] == "not_acceptable"


def test_a_case_is_written_in_a_named_coordinate_system(api):
    assert api.post(ZAKEN, {"x": 1}, headers={"Content-Crs": None}).status_code == 412
    assert api.post(ZAKEN, {"x": 1}, headers={"Content-Crs": "EPSG:28992"}).status_code == 406


def test_an_answer_about_a_case_names_it_too(api):
    assert api.get(ZAKEN).headers["Content-Crs"] == "EPSG:4326"
