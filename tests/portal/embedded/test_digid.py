"""The OpenID provider: what it asks and what it gives."""

import base64
import hashlib
import time
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from portal.embedded.digid.requests import Acr
from tests.portal.embedded.openid_client import (
    ISSUER,
    NOOR,
    pairs,
)


def test_discovery_names_addresses_that_answer(client):
    found = client.get("/digid/.well-known/openid-configuration").json

    assert found["issuer"] == ISSUER
    assert found["code_challenge_methods_supported"] == ["S256"]
    assert found["authorization_response_iss_parameter_supported"] is True
    for name in ("authorization", "token", "userinfo", "end_session"):
        path = urlsplit(found[f"{name}_endpoint"]).path
        assert client.get(path).status_code != 404


def test_the_page_says_that_it_is_not_digid_and_offers_adults_only(portal):
    page = portal.browser.get(portal.request())

    assert page.status_code == 200
    assert "Oefen-DigiD: geen echte DigiD" in page.text
    soup = BeautifulSoup(page.text, "html.parser")
    offered = {button["value"] for button in soup.select("button[name=bsn]")}
    assert NOOR in offered
    assert "999991772" not in offered, "a child has no DigiD"
    assert soup.select_one("input[name=acr][checked]")["value"] == Acr.MIDDEN


def test_a_login_gives_an_id_token_by_the_profile(portal):
    answer = dict(portal.log_in())
    tokens = portal.exchange(answer["code"])
    claims = portal.claims(tokens.json["id_token"])

    assert answer["state"] == portal.state
    assert answer["iss"] == ISSUER
    assert tokens.headers["Cache-Control"] == "no-store"
    assert (claims["iss"], claims["aud"]) == (ISSUER, "portaal")
    assert claims["nonce"] == portal.nonce
    assert claims["acr"] == Acr.MIDDEN
    assert claims["bsn"] == NOOR
    assert NOOR not in str(claims["sub"])
    assert 0 < claims["exp"] - claims["iat"] <= 300
    assert abs(claims["auth_time"] - time.time()) < 10
    half = hashlib.sha256(tokens.json["access_token"].encode()).digest()[:16]
    assert claims["at_hash"] == base64.urlsafe_b64encode(half).rstrip(b"=").decode()
    assert claims["jti"]
    assert claims["sid"]
    assert "amr" not in claims


def test_the_pseudonym_is_the_same_each_time_and_nobody_elses(portal):
    first = portal.claims(portal.tokens()["id_token"])
    again = portal.claims(portal.tokens()["id_token"])
    other = portal.claims(portal.tokens(bsn="999990019")["id_token"])

    assert first["sub"] == again["sub"] != other["sub"]
    assert first["jti"] != again["jti"]


def test_cancelling_is_told_as_keycloak_and_tvs_tell_it(portal):
    answer = dict(pairs(portal.browser.post(portal.request(), data={"cancel": "1"})))

    assert answer["error"] == "access_denied"
    assert answer["error_description"] == "The user cancelled"
    assert (answer["state"], answer["iss"]) == (portal.state, ISSUER)


@pytest.mark.parametrize("value", ["http://127.0.0.1:8000/inloggen/terug/", "https://x.example"])
def test_another_address_to_return_to_is_refused_on_the_spot(portal, value):
    page = portal.browser.get(portal.request(redirect_uri=value))

    assert page.status_code == 400
    assert "Location" not in page.headers


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"state": None}, "invalid_request"),
        ({"state": "short"}, "invalid_request"),
        ({"nonce": None}, "invalid_request"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"max_age": "soon"}, "invalid_request"),
        ({"prompt": "none login"}, "invalid_request"),
        ({"request": "a.b.c"}, "request_not_supported"),
    ],
)
def test_a_request_against_the_profile_is_told_to_the_client(portal, changes, error):
    answer = dict(pairs(portal.browser.get(portal.request(**changes))))

    assert answer["error"] == error
    assert "code" not in answer


def test_a_repeated_parameter_is_refused(portal):
    answer = pairs(portal.browser.get(portal.request() + "&nonce=" + "x" * 30))

    assert ("error", "invalid_request") in answer


def test_a_lower_level_than_asked_gives_no_code(portal):
    answer = dict(portal.log_in(acr=Acr.BASIS))

    assert answer["error"] == "unmet_authentication_requirements"


def test_a_higher_level_than_asked_is_told_as_it_is(portal):
    claims = portal.claims(portal.tokens(acr=Acr.HOOG)["id_token"])

    assert claims["acr"] == Acr.HOOG


def test_who_is_not_on_the_page_can_not_log_in(portal):
    answer = portal.browser.post(
        portal.request(), data={"bsn": "999991772", "acr": Acr.MIDDEN.value}
    )

    assert answer.status_code == 400
