"""The OpenID provider: the faults that it plays."""

import time

import pytest
from joserfc.errors import BadSignatureError, JoseError

from portal.embedded.digid.faults import DESCRIPTIONS, Fault
from portal.embedded.digid.requests import Acr
from tests.portal.embedded.openid_client import ISSUER, NOOR, pairs, play, unverified


def test_every_fault_has_its_description():
    assert set(DESCRIPTIONS) == set(Fault)


@pytest.mark.parametrize(
    ("fault", "claim", "value"),
    [
        (Fault.WRONG_ISS, "iss", "https://ergens-anders.example"),
        (Fault.MISSING_ISS, "iss", None),
        (Fault.WRONG_AUD, "aud", "een-ander"),
        (Fault.AUD_OF_OTHER_AZP_OURS, "azp", "portaal"),
        (Fault.AUD_WITH_OTHER, "aud", ["portaal", "een-ander"]),
        (Fault.WRONG_AZP, "azp", "een-ander"),
        (Fault.MISSING_AUD, "aud", None),
        (Fault.WRONG_NONCE, "nonce", "een-andere-nonce"),
        (Fault.MISSING_NONCE, "nonce", None),
        (Fault.MISSING_EXP, "exp", None),
        (Fault.MISSING_IAT, "iat", None),
        (Fault.MISSING_SUB, "sub", None),
        (Fault.EMPTY_SUB, "sub", ""),
        (Fault.ACR_LOWER, "acr", Acr.BASIS),
        (Fault.MISSING_ACR, "acr", None),
        (Fault.MISSING_AUTH_TIME, "auth_time", None),
        (Fault.MISSING_BSN, "bsn", None),
        (Fault.BSN_NOT_VALID, "bsn", "999999999"),
        (Fault.BSN_OF_OTHER, "bsn", "999990019"),
        (Fault.WRONG_AT_HASH, "at_hash", "AAAAAAAAAAAAAAAAAAAAAA"),
    ],
)
def test_a_fault_in_a_claim(portal, fault, claim, value):
    play(portal.browser, fault)

    claims = portal.claims(portal.tokens()["id_token"])

    assert claims.get(claim) == value


@pytest.mark.parametrize(
    ("fault", "claim", "seconds"),
    [
        (Fault.EXPIRED, "exp", -600),
        (Fault.JUST_EXPIRED, "exp", -90),
        (Fault.IAT_IN_FUTURE, "iat", 600),
        (Fault.IAT_OLD, "iat", -3600),
        (Fault.NBF_IN_FUTURE, "nbf", 600),
        (Fault.OLD_AUTH_TIME, "auth_time", -86400),
    ],
)
def test_a_fault_in_a_moment(portal, fault, claim, seconds):
    play(portal.browser, fault)

    claims = portal.claims(portal.tokens()["id_token"])

    assert claims[claim] - time.time() == pytest.approx(seconds, abs=5)


@pytest.mark.parametrize(
    ("fault", "name", "value"),
    [
        (Fault.UNSIGNED, "alg", "none"),
        (Fault.HS256_WITH_CLIENT_ID, "alg", "HS256"),
        (Fault.OTHER_ALGORITHM, "alg", "RS384"),
        (Fault.RS256, "alg", "RS256"),
        (Fault.UNKNOWN_KID, "kid", "een-onbekende-sleutel"),
        (Fault.MISSING_KID, "kid", None),
        (Fault.JKU, "jku", "https://ergens-anders.example/jwks.json"),
        (Fault.CRIT, "crit", ["urn:example:onbekend"]),
        (Fault.WRONG_TYP, "typ", "logout+jwt"),
    ],
)
def test_a_fault_in_the_head_of_the_token(portal, fault, name, value):
    play(portal.browser, fault)

    token = portal.tokens()["id_token"]

    assert unverified(token, 0).get(name) == value
    assert unverified(token, 1)["bsn"] == NOOR


@pytest.mark.parametrize("fault", [Fault.FOREIGN_KEY, Fault.BAD_SIGNATURE, Fault.EMBEDDED_JWK])
def test_a_fault_in_the_signature(portal, fault):
    play(portal.browser, fault)
    token = portal.tokens()["id_token"]

    with pytest.raises(JoseError):
        portal.claims(token)
    assert ("jwk" in unverified(token, 0)) is (fault is Fault.EMBEDDED_JWK)


def test_an_unknown_code_is_refused(portal):
    answer = portal.exchange("unknown")

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_grant")


def test_no_id_token(portal):
    play(portal.browser, Fault.NO_IDENTITY)

    assert "id_token" not in portal.tokens()


@pytest.mark.parametrize(
    ("fault", "name", "values"),
    [
        (Fault.OTHER_ISS_PARAMETER, "iss", ["https://ergens-anders.example"]),
        (Fault.MISSING_ISS_PARAMETER, "iss", []),
        (Fault.WRONG_STATE, "state", ["een-andere-state"]),
        (Fault.MISSING_STATE, "state", []),
        (Fault.DENIED, "error", ["access_denied"]),
        (Fault.UNAVAILABLE, "error", ["temporarily_unavailable"]),
        (Fault.SERVER_ERROR, "error", ["server_error"]),
        (Fault.LEVEL_NOT_MET, "error", ["unmet_authentication_requirements"]),
    ],
)
def test_a_fault_in_the_answer_to_the_browser(portal, fault, name, values):
    play(portal.browser, fault)

    shown = portal.browser.get(portal.request())
    answer = pairs(shown) if shown.status_code == 303 else portal.log_in()

    assert [value for key, value in answer if key == name] == values


def test_a_repeated_code(portal):
    play(portal.browser, Fault.REPEATED_CODE)

    assert [key for key, _ in portal.log_in()].count("code") == 2


@pytest.mark.parametrize(
    ("fault", "claim", "value"),
    [
        (Fault.USERINFO_OF_OTHER, "sub", "iemand-anders"),
        (Fault.USERINFO_MISSING_SUB, "sub", None),
        (Fault.USERINFO_OTHER_BSN, "bsn", "999990019"),
        (Fault.USERINFO_WRONG_AUD, "aud", "een-ander"),
    ],
)
def test_a_fault_in_userinfo(portal, fault, claim, value):
    tokens = portal.tokens()
    play(portal.browser, fault)
    headers = {"Authorization": f"Bearer {tokens['access_token']}", "Accept": "application/jwt"}

    claims = portal.claims(portal.browser.get("/digid/userinfo", headers=headers).text)

    assert claims.get(claim) == value


def test_userinfo_without_or_with_a_bad_signature(portal):
    tokens = portal.tokens()
    headers = {"Authorization": f"Bearer {tokens['access_token']}", "Accept": "application/jwt"}

    play(portal.browser, Fault.USERINFO_UNSIGNED)
    unsigned = portal.browser.get("/digid/userinfo", headers=headers)
    play(portal.browser, Fault.USERINFO_BAD_SIGNATURE)
    spoilt = portal.browser.get("/digid/userinfo", headers=headers)

    assert unsigned.mimetype == "application/json"
    with pytest.raises(BadSignatureError):
        portal.claims(spoilt.text)


def test_faults_in_the_metadata(client):
    play(client, Fault.METADATA_OTHER_ISS, Fault.METADATA_ALLOWS_NONE)

    found = client.get("/digid/.well-known/openid-configuration").json

    assert found["issuer"] != ISSUER
    assert "none" in found["id_token_signing_alg_values_supported"]


def test_an_unknown_fault_is_refused(client):
    answer = client.put("/schakelbord/api/digid/fouten", json={"aan": ["no_such_fault"]})

    assert answer.status_code == 400
    assert "no_such_fault" in answer.json["fout"]
