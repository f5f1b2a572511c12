"""The OpenID provider: codes, proofs of the client, userinfo, logging out."""

import json
import threading
import time
from contextlib import contextmanager

import pytest
from joserfc.jwk import KeySet, RSAKey
from pydantic import SecretStr
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

from portal.embedded.digid.requests import Acr
from tests.portal.embedded.openid_client import CALLBACK, LOGGED_OUT, NOOR, pairs, unverified


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
