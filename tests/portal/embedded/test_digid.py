"""The OpenID provider: what it asks, what it gives, and the faults that it plays."""

import base64
import hashlib
import json
import secrets
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.errors import BadSignatureError, JoseError
from joserfc.jwk import KeySet, RSAKey
from pydantic import SecretStr
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

from portal.embedded.digid_faults import DESCRIPTIONS, Fault
from portal.embedded.digid_requests import Acr

ISSUER = "http://127.0.0.1:8001/digid"
CALLBACK = "http://127.0.0.1:8000/inloggen/terug"
LOGGED_OUT = "http://127.0.0.1:8000/uitgelogd/"
NOOR = "999993653"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@dataclass
class Portal:
    """A client of the provider, written for these tests only: no library of the portal in it."""

    browser: FlaskClient
    key: RSAKey
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    state: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(16))

    def request(self, **changes: str | None) -> str:
        """The address to log in at; a change to None leaves a parameter out."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        values = {
            "client_id": "portaal",
            "redirect_uri": CALLBACK,
            "response_type": "code",
            "scope": "openid",
            "state": self.state,
            "nonce": self.nonce,
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
            "prompt": "login",
            "acr_values": Acr.MIDDEN.value,
        }
        asked = {name: value for name, value in (values | changes).items() if value is not None}
        return f"/digid/authorize?{urlencode(asked)}"

    def log_in(self, bsn: str = NOOR, acr: Acr = Acr.MIDDEN, **changes: str | None):
        """Choose somebody on the page; gives the answer as pairs."""
        choice = {"bsn": bsn, "acr": acr.value}
        return pairs(self.browser.post(self.request(**changes), data=choice))

    def assertion(self, **changes: object) -> str:
        """The proof of who this client is."""
        claims = {
            "iss": "portaal",
            "sub": "portaal",
            "aud": ISSUER,
            "jti": secrets.token_urlsafe(8),
            "iat": int(time.time()),
            "exp": int(time.time()) + 60,
        }
        header = {"alg": "PS256", "kid": self.key.kid}
        return jwt.encode(header, claims | changes, self.key, algorithms=["PS256"])

    def exchange(self, code: str, **changes: str):
        """Ask the tokens for a code."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": CALLBACK,
            "code_verifier": self.verifier,
            "client_assertion_type": ASSERTION,
            "client_assertion": self.assertion(),
        }
        return self.browser.post("/digid/token", data=form | changes)

    def tokens(self, **choice) -> dict[str, str]:
        """A whole login."""
        return self.exchange(dict(self.log_in(**choice))["code"]).json

    def claims(self, token: str) -> dict[str, object]:
        """What a token says, if the published keys signed it."""
        keys = KeySet.import_key_set(self.browser.get("/digid/jwks").json)
        return jwt.decode(token, keys, algorithms=["PS256"]).claims


@pytest.fixture
def portal(client, client_key):
    return Portal(client, client_key)


@pytest.fixture
def registered(app, config, monkeypatch):
    """Register the client in another way for this test."""

    def register(**changes: object) -> None:
        monkeypatch.setitem(app.extensions, "config", config.model_copy(update=changes))

    return register


def pairs(response) -> list[tuple[str, str]]:
    assert response.status_code == 303, response.text
    assert response.location.startswith(CALLBACK)
    return parse_qsl(urlsplit(response.location).query)


def play(client, *faults: Fault):
    answer = client.put("/schakelbord/api/digid/fouten", json={"aan": list(faults)})
    assert answer.status_code == 200
    assert answer.json["aan"] == sorted(faults)


def unverified(token: str, part: int) -> dict[str, object]:
    text = token.split(".")[part]
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


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


def test_the_pseudonym_is_the_same_each_time_and_nobody_elses(portal, client_key):
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


def test_a_code_works_once_and_a_second_time_takes_its_token_along(portal):
    code = dict(portal.log_in())["code"]
    access = portal.exchange(code).json["access_token"]

    second = portal.exchange(code)

    assert second.status_code == 400
    assert second.json["error"] == "invalid_grant"
    bearer = {"Authorization": f"Bearer {access}"}
    assert portal.browser.get("/digid/userinfo", headers=bearer).status_code == 401


@pytest.mark.parametrize(
    "changes",
    [{"code_verifier": "x" * 50}, {"code_verifier": "x"}, {"redirect_uri": f"{CALLBACK}/"}],
)
def test_a_code_of_another_request_is_refused(portal, changes):
    answer = portal.exchange(dict(portal.log_in())["code"], **changes)

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_grant")


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "een-ander"},
        {"sub": "een-ander"},
        {"aud": "https://een-ander.example"},
        {"exp": 1},
        {"exp": int(time.time()) + 9000},
        {"jti": ""},
    ],
)
def test_a_client_that_proves_something_else_is_refused(portal, changes):
    code = dict(portal.log_in())["code"]
    answer = portal.exchange(code, client_assertion=portal.assertion(**changes))

    assert (answer.status_code, answer.json["error"]) == (401, "invalid_client")


def test_a_proof_works_once(portal):
    proof = portal.assertion()
    first = portal.exchange(dict(portal.log_in())["code"], client_assertion=proof)
    second = portal.exchange(dict(portal.log_in())["code"], client_assertion=proof)

    assert (first.status_code, second.status_code) == (200, 401)


def test_a_proof_by_another_key_is_refused(portal):
    portal.key = RSAKey.generate_key(2048, auto_kid=True)

    assert portal.exchange(dict(portal.log_in())["code"]).status_code == 401


def test_a_secret_does_not_do_where_none_is_registered(portal):
    form = {"grant_type": "authorization_code", "code": "x"}
    answer = portal.browser.post("/digid/token", data=form, auth=("portaal", "guess"))

    assert answer.json["error"] == "invalid_client"


def test_a_secret_does_where_it_is_registered(portal, registered):
    registered(client_secret=SecretStr("c" * 32))
    form = {
        "grant_type": "authorization_code",
        "code": dict(portal.log_in())["code"],
        "redirect_uri": CALLBACK,
        "code_verifier": portal.verifier,
    }

    wrong = portal.browser.post("/digid/token", data=form, auth=("portaal", "guess"))
    right = portal.browser.post("/digid/token", data=form, auth=("portaal", "c" * 32))
    both = portal.exchange("x", client_assertion=portal.assertion())

    assert (wrong.status_code, right.status_code, both.status_code) == (401, 200, 400)
    metadata = portal.browser.get("/digid/.well-known/openid-configuration").json
    assert "client_secret_basic" in metadata["token_endpoint_auth_methods_supported"]


@contextmanager
def published(document: object):
    """A web server that publishes this and nothing else."""
    handler = Response(json.dumps(document), content_type="application/json")
    server = make_server("127.0.0.1", 0, handler, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/jwks.json"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(("is_known", "status"), [(True, 200), (False, 401)])
def test_the_key_may_be_read_at_the_portal(portal, registered, is_known, status):
    other = RSAKey.generate_key(2048, {"use": "sig"}, auto_kid=True)
    keys = KeySet([portal.key, other] if is_known else [other]).as_dict(private=False)

    with published(keys) as address:
        registered(client_public_key=None, client_jwks_url=address)
        answer = portal.exchange(dict(portal.log_in())["code"])

    assert answer.status_code == status


def test_without_the_keys_of_the_portal_nobody_is_let_in(portal, registered):
    with published(["nonsense"]) as address:
        registered(client_public_key=None, client_jwks_url=address)
        nonsense = portal.exchange(dict(portal.log_in())["code"])
    gone = portal.exchange(dict(portal.log_in())["code"])

    assert nonsense.json["error"] == gone.json["error"] == "invalid_client"


def test_userinfo_is_signed_when_asked(portal):
    access = {"Authorization": f"Bearer {portal.tokens()['access_token']}"}

    plain = portal.browser.get("/digid/userinfo", headers=access)
    signed = portal.browser.get("/digid/userinfo", headers=access | {"Accept": "application/jwt"})

    assert plain.json["bsn"] == NOOR
    assert signed.mimetype == "application/jwt"
    assert portal.claims(signed.text) == plain.json


def test_without_prompt_login_one_stays_logged_in(portal):
    portal.log_in(prompt=None)

    at_once = pairs(portal.browser.get(portal.request(prompt="none")))
    higher = dict(pairs(portal.browser.get(portal.request(prompt="none", acr_values=Acr.HOOG))))
    asked_again = portal.browser.get(portal.request(prompt="login"))
    too_long_ago = portal.browser.get(portal.request(prompt=None, max_age="0"))

    assert "code" in dict(at_once)
    assert higher["error"] == "login_required"
    assert asked_again.status_code == 200
    assert too_long_ago.status_code == 200


def test_with_prompt_login_nobody_stays_logged_in(portal):
    portal.log_in(prompt="login")

    answer = dict(pairs(portal.browser.get(portal.request(prompt="none"))))

    assert answer["error"] == "login_required"


def test_logging_out_ends_the_session_and_leads_back(portal):
    token = portal.exchange(dict(portal.log_in(prompt=None))["code"]).json["id_token"]
    asked = {"id_token_hint": token, "post_logout_redirect_uri": LOGGED_OUT, "state": "abc"}

    answer = portal.browser.get("/digid/logout", query_string=asked)

    assert answer.status_code == 303
    assert answer.location == f"{LOGGED_OUT}?state=abc"
    after = dict(pairs(portal.browser.get(portal.request(prompt="none"))))
    assert after["error"] == "login_required"


def test_logging_out_leads_nowhere_else(portal):
    asked = {"client_id": "portaal", "post_logout_redirect_uri": "https://x.example/"}

    answer = portal.browser.get("/digid/logout", query_string=asked)

    assert answer.status_code == 400
    assert "U bent uitgelogd bij DigiD (testomgeving)" in answer.text


def test_a_new_key_signs_from_then_on_and_the_old_one_stays_known(portal):
    before = portal.tokens()["id_token"]

    portal.browser.post("/schakelbord/api/digid/sleutel")
    after = portal.tokens()["id_token"]

    assert unverified(before, 0)["kid"] != unverified(after, 0)["kid"]
    assert portal.claims(before)["bsn"] == portal.claims(after)["bsn"] == NOOR


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
