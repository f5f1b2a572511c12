"""The OpenID gateway when the provider does as it should."""

import json
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import ECKey

from portal.domain.identity import LoginFailed, LoginProblem
from portal.domain.people import Level
from portal.gateways.identity import connect
from portal.gateways.identity.provider import OpenIdProvider
from tests.factories import BSN, PORTAL
from tests.portal.gateways.identity.fake_provider import (
    ABSENT,
    HOOG,
    MIDDEN,
    PORTAL_KEY,
    SIGNING_KEY,
    SUBSTANTIEEL,
    settings_for,
)


def asked_of(url):
    """The parameters of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def test_happy_path(logins):
    identity = logins.log_in()

    assert identity.bsn == BSN
    assert identity.level is Level.MIDDEN
    assert identity.subject == "pseudonym-1"
    assert identity.provider_session == "sid-1"
    assert identity.issuer == "https://digid.example"
    assert abs(identity.authenticated_at.timestamp() - time.time()) < 5


@pytest.mark.parametrize(
    "variation",
    [
        {"claims": {"aud": ["portaal"]}},
        {"claims": {"azp": "portaal"}},
        {"token": {"token_type": "bEaReR"}},
        {"header": {"typ": ABSENT}},
        {"header": {"typ": "jwt"}},
        {"header": {"alg": "PS256"}},
        {"header": {"something": "new"}},
        {"claims": {"exp": lambda now: now - 10}},
        {"claims": {"iat": lambda now: now + 10}},
        {"claims": {"nbf": lambda now: now}},
        {"claims": {"auth_time": lambda now: now - 5.5}},
        {"claims": {"at_hash": ABSENT}},
        {"claims": {"at_hash": ABSENT}, "token": {"access_token": ABSENT}},
        {"claims": {"sid": ABSENT}},
        {"claims": {"amr": "pwd", "jti": 7}},
        {"token": {"expires_in": "soon", "scope": 7, "error_description": None}},
        {"bsn": f"s00000000:{BSN}"},
        {"acr": SUBSTANTIEEL},
        {"claims": {"urn:nl-eid-gdi:1.0:LegalSubjectID": BSN}},
        {"metadata": {"authorization_response_iss_parameter_supported": False}},
        {
            "metadata": {"authorization_response_iss_parameter_supported": False},
            "answer": {"iss": ABSENT},
        },
        {"extra": [("session_state", "x")]},
    ],
    ids=range(22),
)
def test_variation_that_the_standard_allows_logs_in(provider, logins, variation):
    for name, value in variation.items():
        setattr(provider, name, value)

    assert logins.log_in().bsn == BSN


def test_authorization_request_asks_for_a_fresh_login_at_the_level(logins):
    pending, _answer = logins.begin(Level.SUBSTANTIEEL)

    asked = asked_of(logins.gateway.authorization_url(pending, "en"))

    challenge = asked.pop("code_challenge")
    assert len(challenge) == 43
    assert challenge != pending.verifier
    assert asked == {
        "response_type": "code",
        "client_id": "portaal",
        "redirect_uri": f"{PORTAL}/inloggen/terug",
        "scope": "openid",
        "state": pending.state,
        "nonce": pending.nonce,
        "code_challenge_method": "S256",
        "prompt": "login",
        "max_age": "600",
        "acr_values": SUBSTANTIEEL,
        "ui_locales": "en",
    }


def test_single_claims_are_asked_for_where_the_provider_takes_that(provider, logins):
    provider.metadata = {"claims_parameter_supported": True}
    pending, _answer = logins.begin()

    asked = asked_of(logins.gateway.authorization_url(pending, "nl"))

    assert json.loads(asked["claims"]) == {
        "id_token": {
            "bsn": {"essential": True},
            "acr": {"essential": True, "values": [MIDDEN]},
            "urn:nl-eid-gdi:1.0:ActingSubjectID": None,
            "urn:nl-eid-gdi:1.0:LegalSubjectID": None,
            "represents": None,
        }
    }


def test_a_higher_level_is_asked_for_where_the_provider_lacks_the_very_one(logins_with):
    logins = logins_with(oidc_levels={"hoog": Level.HOOG})
    logins.provider.acr = "hoog"

    assert logins.log_in(Level.MIDDEN).level is Level.HOOG


def test_a_level_that_the_provider_lacks_is_said_before_going_there(logins_with):
    logins = logins_with(oidc_levels={"midden": Level.MIDDEN})

    with pytest.raises(LoginFailed) as refused:
        logins.begin(Level.HOOG)

    assert refused.value.problem is LoginProblem.LEVEL


def test_levels_may_be_asked_for_in_other_words_than_they_are_answered_in(logins_with, provider):
    provider.metadata = {"claims_parameter_supported": True}
    provider.claims = {"authsp_level": "25", "acr": ABSENT}
    logins = logins_with(
        oidc_level_claim=("authsp_level",),
        oidc_levels={"20": Level.MIDDEN, "25": Level.SUBSTANTIEEL},
        oidc_level_requests={MIDDEN: Level.MIDDEN, SUBSTANTIEEL: Level.SUBSTANTIEEL},
    )
    pending, _answer = logins.begin(Level.SUBSTANTIEEL)

    asked = asked_of(logins.gateway.authorization_url(pending, "nl"))

    assert asked["acr_values"] == SUBSTANTIEEL
    claims = json.loads(asked["claims"])["id_token"]
    assert claims["authsp_level"] == {"essential": True, "values": ["25"]}
    assert logins.log_in(Level.SUBSTANTIEEL).level is Level.SUBSTANTIEEL
    with pytest.raises(LoginFailed):
        logins.begin(Level.HOOG)


def test_claims_are_found_by_their_paths(logins_with):
    logins = logins_with(oidc_bsn_claim=("aanvrager", "bsn"), oidc_level_claim=("loa",))
    logins.provider.claims = {"aanvrager": {"bsn": BSN}, "bsn": ABSENT, "loa": HOOG, "acr": ABSENT}

    identity = logins.log_in()

    assert (identity.bsn, identity.level) == (BSN, Level.HOOG)


def test_userinfo_is_never_asked(logins):
    logins.log_in()

    assert logins.provider.calls == [
        "GET /.well-known/openid-configuration",
        "POST /token",
        "GET /jwks",
    ]


@pytest.mark.parametrize("audience", ["token_endpoint", "issuer"])
def test_private_key_jwt_is_addressed_as_the_settings_say(logins_with, audience):
    assert logins_with(oidc_assertion_audience=audience).log_in().bsn == BSN


def test_each_call_has_a_new_assertion(logins):
    logins.log_in()
    logins.log_in()

    assert len(logins.provider.assertions) == 2


def test_client_secret_basic(logins_with, provider):
    secret = "a secret"
    provider.secret = secret
    logins = logins_with(
        oidc_client_auth="client_secret_basic",
        oidc_client_secret=secret,
        oidc_private_key=None,
    )

    assert logins.log_in().bsn == BSN
    assert logins.gateway.public_keys() == {"keys": []}


@pytest.mark.parametrize(
    ("key", "algorithm"),
    [
        (SIGNING_KEY, "PS256"),
        (PORTAL_KEY, "ES256"),
        (ECKey.generate_key("P-384", auto_kid=True), "ES384"),
    ],
)
def test_the_portal_proves_itself_with_either_kind_of_key(logins_with, key, algorithm):
    logins = logins_with(oidc_private_key=json.dumps(key.as_dict(private=True)))
    logins.provider.client_key = key

    assert logins.log_in().bsn == BSN
    (public,) = logins.gateway.public_keys()["keys"]
    assert (public["kid"], public["use"], public["alg"]) == (key.kid, "sig", algorithm)
    assert not {"d", "p", "q", "dp", "dq", "qi"} & public.keys()


def test_connect_makes_the_provider_of_the_settings():
    assert isinstance(connect(settings_for()), OpenIdProvider)


def test_logout_names_the_client_and_keeps_the_token_with_its_bsn_out_of_the_address(logins):
    identity = logins.log_in()

    url = logins.gateway.logout_url(identity.id_token, "state-1")

    assert identity.id_token == ""
    assert url.startswith("https://digid.example/logout?")
    assert asked_of(url) == {
        "client_id": "portaal",
        "post_logout_redirect_uri": f"{PORTAL}/uitgelogd/",
        "state": "state-1",
    }


def test_logout_with_the_token_for_providers_that_want_it(logins_with):
    logins = logins_with(oidc_logout_hint="id_token_hint")
    identity = logins.log_in()

    asked = asked_of(logins.gateway.logout_url(identity.id_token, "state-1"))

    assert asked["id_token_hint"] == identity.id_token
    assert asked["state"] == "state-1"


def test_a_provider_without_logout(provider, logins):
    provider.metadata = {"end_session_endpoint": ABSENT}

    assert logins.gateway.logout_url("", "state-1") is None
