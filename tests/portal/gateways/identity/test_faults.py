"""The fault matrix: everything that a provider, or somebody in between, can do wrong is refused.

Names as in the conformance suites of the OpenID Foundation (`oidcc-client-test-…`, and those of
the FAPI 2.0 client plan) where a test there does the same; see the design's reference, 1.5 and 3.
One decision differs from the suite: a token that names no key (`kid-absent-single-jwks`) is refused
although one key is published, because brokers under the NL GOV profile always name it.
"""

import time

import pytest
from joserfc.jwk import OctKey

from portal.domain.failures import SourceError
from portal.domain.identity import LoginFailed, LoginProblem
from tests.portal.gateways.identity.fake_provider import (
    ABSENT,
    BASIS,
    EC_KEY,
    OTHER_KEY,
    PORTAL_KEY,
    SIGNING_KEY,
    signed_with_public_key,
    unsigned,
)

NOW = int(time.time())
SHARED = OctKey.import_key("client-secret-of-32-characters!!", {"kid": "sign-1"})
PUBLIC = SIGNING_KEY.as_dict(private=False)
OTHER_PUBLIC = OTHER_KEY.as_dict(private=False)


def claims(**changes):
    """The ID token says this instead."""
    return {"claims": changes}


def header(**changes):
    """The header of the ID token says this instead."""
    return {"header": changes}


FAULTS = {
    # The answer that the browser brings.
    "invalid-authorization-response-iss": {"answer": {"iss": "https://elsewhere.example"}},
    "remove-authorization-response-iss": {"answer": {"iss": ABSENT}},
    "iss-though-not-advertised": {
        "answer": {"iss": "https://elsewhere.example"},
        "metadata": {"authorization_response_iss_parameter_supported": ABSENT},
    },
    "duplicate-code": {"extra": [("code", "another")]},
    "duplicate-state": {"extra": [("state", "another")]},
    "no-code": {"answer": {"code": ABSENT}},
    "empty-code": {"answer": {"code": ""}},
    "unknown-code": {"answer": {"code": "guessed"}},
    # What the token endpoint says.
    "no-id-token": {"token": {"id_token": ABSENT}},
    "id-token-not-text": {"token": {"id_token": {"sub": "x"}}},
    "id-token-not-a-token": {"token": {"id_token": "a.b"}},
    "id-token-not-ascii": {"token": {"id_token": "é.é.é"}},
    "id-token-header-not-json": {"token": {"id_token": "AAAA.AAAA.AAAA"}},
    "token-type-other": {"token": {"token_type": "mac"}},
    "token-answer-is-an-error": {"token": {"id_token": ABSENT, "error": "invalid_grant"}},
    "token-type-missing": {"token": {"token_type": ABSENT}},
    # Who signed it, and how.
    "idtoken-sig-none": {"forge": unsigned},
    "discovery-none-and-unsigned": {
        "forge": unsigned,
        "metadata": {"id_token_signing_alg_values_supported": ["none"]},
    },
    "invalid-null-alg": {"token": {"id_token": "eyJraWQiOiJzaWduLTEifQ.e30."}},
    "invalid-sig-rs256": {"key": OTHER_KEY},
    "invalid-alternate-alg": {"header": {"alg": "RS512"}},
    "alg-of-discovery-only": {
        "header": {"alg": "RS384"},
        "metadata": {"id_token_signing_alg_values_supported": ["RS384"]},
    },
    "invalid-sig-es256": {
        "key": EC_KEY,
        "header": {"alg": "ES256"},
        "keys": [EC_KEY.as_dict(private=False)],
    },
    "invalid-sig-hs256-with-secret": {"key": SHARED, "header": {"alg": "HS256"}},
    "hs256-with-public-key": {"forge": signed_with_public_key},
    "kid-unknown": header(kid="sign-2"),
    "kid-absent-single-jwks": header(kid=ABSENT),
    "kid-absent-multiple-jwks": {
        "header": {"kid": ABSENT},
        "keys": [PUBLIC, OTHER_PUBLIC | {"kid": "sign-9"}],
    },
    "kid-not-text": header(kid=7),
    "key-for-encryption": {"keys": [PUBLIC | {"use": "enc"}]},
    "key-is-shared-secret": {
        "key": SHARED,
        "header": {"alg": "HS256"},
        "keys": [SHARED.as_dict(private=True)],
    },
    "key-of-other-kind": {"keys": [EC_KEY.as_dict(private=False) | {"kid": "sign-1"}]},
    "key-broken": {"keys": [{"kty": "RSA", "kid": "sign-1"}, "no key at all"]},
    "key-of-portal-itself": {"key": PORTAL_KEY, "header": {"alg": "ES256"}},
    "jku": header(jku="https://elsewhere.example/jwks"),
    "x5u": header(x5u="https://elsewhere.example/cert"),
    "embedded-jwk": {"key": OTHER_KEY, "header": {"jwk": OTHER_PUBLIC}},
    "crit": header(crit=["exp"]),
    "logout-token-as-id-token": header(typ="logout+jwt"),
    "typ-at-jwt": header(typ="at+jwt"),
    # What it says.
    "invalid-iss": claims(iss="https://elsewhere.example"),
    "invalid-iss-slash": claims(iss="https://digid.example/"),
    "invalid-missing-iss": claims(iss=ABSENT),
    "invalid-aud": claims(aud="another-client"),
    "invalid-missing-aud": claims(aud=ABSENT),
    "invalid-secondary-aud": claims(aud=["portaal", "another-client"], azp="portaal"),
    "aud-other-azp-ours": claims(aud="another-client", azp="portaal"),
    "aud-empty": claims(aud=[]),
    "azp": claims(azp="another-client"),
    "missing-sub": claims(sub=ABSENT),
    "empty-sub": claims(sub=""),
    "sub-not-text": claims(sub=7),
    "sub-too-long": claims(sub="x" * 256),
    "missing-iat": claims(iat=ABSENT),
    "iat-old": claims(iat=NOW - 400),
    "iat-in-future": claims(iat=NOW + 3600),
    "iat-text": claims(iat=str(NOW)),
    "invalid-expired-exp": claims(exp=NOW - 3600),
    "expired-90-s": claims(exp=NOW - 90),
    "invalid-missing-exp": claims(exp=ABSENT),
    "exp-beyond-any-number": claims(exp=10**400),
    "exp-yes": claims(exp=True),
    "exp-not-a-number": claims(exp=float("nan")),
    "nbf-in-future": claims(nbf=NOW + 3600),
    "nbf-text": claims(nbf="soon"),
    "auth-time-old": claims(auth_time=NOW - 86_400),
    "auth-time-before-this-login": claims(auth_time=NOW - 120),
    "auth-time-missing": claims(auth_time=ABSENT),
    "auth-time-in-future": claims(auth_time=NOW + 3600),
    "nonce-invalid": claims(nonce="another"),
    "nonce-not-text": claims(nonce=["x"]),
    "nonce-half-a-character": claims(nonce="\ud800"),
    "invalid-missing-nonce": claims(nonce=ABSENT),
    "invalid-athash": claims(at_hash="AAAAAAAAAAAAAAAAAAAAAA"),
    "athash-not-text": claims(at_hash=7),
    "athash-list": claims(at_hash=["x"]),
    "athash-and-access-token-not-text": {"token": {"access_token": ["access-token"]}},
    "azp-null": claims(azp=None),
    "nbf-null": claims(nbf=None),
    "aud-object": claims(aud={"portaal": 1}),
    "athash-without-access-token": {"token": {"access_token": ABSENT}},
}

OTHER_PROBLEMS = {
    "ensure-authorization-response-with-invalid-state-fails": (
        {"answer": {"state": "another"}},
        LoginProblem.STALE,
    ),
    "ensure-authorization-response-with-invalid-missing-state-fails": (
        {"answer": {"state": ABSENT}},
        LoginProblem.STALE,
    ),
    "acr-downgrade": ({"acr": BASIS}, LoginProblem.LEVEL),
    "acr-missing": (claims(acr=ABSENT), LoginProblem.LEVEL),
    "acr-unknown": ({"acr": "very-high"}, LoginProblem.LEVEL),
    "acr-list": (claims(acr=["very-high"]), LoginProblem.LEVEL),
    "bsn-missing": (claims(bsn=ABSENT), LoginProblem.REFUSED),
    "bsn-number": (claims(bsn=999993653), LoginProblem.REFUSED),
    "bsn-wrong-check-digit": ({"bsn": "999993654"}, LoginProblem.REFUSED),
    "bsn-eight-digits": ({"bsn": "99999365"}, LoginProblem.REFUSED),
    "bsn-zeros": ({"bsn": "000000000"}, LoginProblem.REFUSED),
    "bsn-with-spaces": ({"bsn": "999 993 653"}, LoginProblem.REFUSED),
    "sector-sofi": ({"bsn": "s00000001:999993653"}, LoginProblem.REFUSED),
    "sector-unknown": ({"bsn": "s00000042:999993653"}, LoginProblem.REFUSED),
    "represents": (claims(represents={"sub": "x"}), LoginProblem.REFUSED),
    "legal-subject-other": (
        claims(**{"urn:nl-eid-gdi:1.0:LegalSubjectID": "999990019"}),
        LoginProblem.REFUSED,
    ),
    "legal-subject-is-bsn-claim": (
        claims(
            **{
                "urn:nl-eid-gdi:1.0:LegalSubjectID": "999993653",
                "urn:nl-eid-gdi:1.0:ActingSubjectID": "999990019",
            }
        ),
        LoginProblem.REFUSED,
    ),
}


def spoil(provider, fault):
    """Let the provider do this wrong from now on."""
    for name, value in fault.items():
        setattr(provider, name, value)


ALL = {name: (fault, LoginProblem.OUTAGE) for name, fault in FAULTS.items()} | OTHER_PROBLEMS
NEVER_SAID = ("99999", "pseudonym", "another", "elsewhere", "code-")


@pytest.mark.parametrize(("fault", "problem"), ALL.values(), ids=ALL)
def test_fault_is_refused_and_tells_the_log_nothing_of_anybody(provider, logins, fault, problem):
    spoil(provider, fault)

    with pytest.raises(LoginFailed) as refused:
        logins.log_in()

    assert refused.value.problem is problem
    said = f"{refused.value} {refused.value.__cause__}"
    assert not any(part in said for part in NEVER_SAID)


METADATA_FAULTS = {
    "discovery-issuer-mismatch": {"metadata": {"issuer": "https://elsewhere.example"}},
    "discovery-issuer-slash": {"metadata": {"issuer": "https://digid.example/"}},
    "discovery-issuer-missing": {"metadata": {"issuer": ABSENT}},
    "discovery-no-token-endpoint": {"metadata": {"token_endpoint": ABSENT}},
    "discovery-token-endpoint-http": {"metadata": {"token_endpoint": "http://digid.example/t"}},
    "discovery-jwks-http": {"metadata": {"jwks_uri": "http://digid.example/jwks"}},
    "discovery-authorization-script": {"metadata": {"authorization_endpoint": "javascript:1"}},
    "discovery-jwks-no-address": {"metadata": {"jwks_uri": "https://["}},
    "discovery-not-an-object": {"metadata_text": b"[]"},
    "discovery-not-json": {"metadata_text": b"<html>"},
    "discovery-logout-not-text": {"metadata": {"end_session_endpoint": 7}},
    "keys-not-a-set": {"keys": {"kid": "sign-1"}},
}


@pytest.mark.parametrize("fault", METADATA_FAULTS.values(), ids=METADATA_FAULTS)
def test_nonsense_about_the_provider_itself_is_no_login(provider, logins, fault):
    spoil(provider, fault)

    with pytest.raises(SourceError):
        logins.log_in()


@pytest.mark.parametrize(
    "mandate",
    [
        {"represents": {"sub": "x"}},
        {
            "urn:nl-eid-gdi:1.0:LegalSubjectID": "999993653",
            "urn:nl-eid-gdi:1.0:ActingSubjectID": "999990019",
        },
    ],
    ids=["NL GOV", "CombiConnect"],
)
def test_who_acts_for_another_is_refused_where_claims_are_given_only_when_asked(
    provider, logins, mandate
):
    provider.metadata = {"claims_parameter_supported": True}
    provider.claims_if_asked = mandate

    with pytest.raises(LoginFailed) as refused:
        logins.log_in()

    assert refused.value.problem is LoginProblem.REFUSED


def test_the_same_code_never_logs_in_twice(logins):
    pending, answer = logins.begin()
    logins.gateway.identify(pending, answer)

    with pytest.raises(LoginFailed):
        logins.gateway.identify(pending, answer)


def test_an_answer_to_another_login_is_stale(logins):
    first, _answer = logins.begin()
    _second, answer = logins.begin()

    with pytest.raises(LoginFailed) as refused:
        logins.gateway.identify(first, answer)

    assert refused.value.problem is LoginProblem.STALE


def test_id_token_of_another_login_is_refused(provider, logins):
    first, first_answer = logins.begin()
    stolen = provider.id_token(provider.grants[dict(first_answer)["code"]])
    second, second_answer = logins.begin()
    provider.token = {"id_token": stolen}

    with pytest.raises(LoginFailed) as refused:
        logins.gateway.identify(second, second_answer)

    assert first.nonce != second.nonce
    assert str(refused.value).endswith("nonce")
