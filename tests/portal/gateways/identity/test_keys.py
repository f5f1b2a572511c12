"""What the provider says of itself and its keys: kept for a while, and outlived where it is odd."""

import time

import pytest
from joserfc.jwk import RSAKey

from portal.domain.failures import SourceUnavailable
from portal.domain.identity import LoginFailed
from portal.gateways.identity.discovery import REFETCHES
from tests.factories import BSN
from tests.portal.gateways.identity.fake_provider import SIGNING_KEY


def test_metadata_and_keys_are_kept_for_an_hour(provider, logins_with):
    clock = [time.time()]
    logins = logins_with(clock=lambda: clock[0])
    logins.log_in()
    logins.log_in()
    assert provider.calls.count("GET /jwks") == 1

    clock[0] += 3601
    provider.claims = {"iat": clock[0], "exp": clock[0] + 60, "auth_time": clock[0]}
    logins.log_in()

    assert provider.calls.count("GET /jwks") == 2
    assert provider.calls.count("GET /.well-known/openid-configuration") == 2


def test_failures_are_never_kept(provider, logins):
    provider.fails = SourceUnavailable("digid", "no answer")
    with pytest.raises(SourceUnavailable):
        logins.log_in()

    provider.fails = None

    assert logins.log_in().bsn == BSN


def test_a_key_set_without_keys_is_not_kept(provider, logins_with):
    clock = [time.time()]
    logins = logins_with(clock=lambda: clock[0])
    logins.log_in()
    usual, provider.keys, provider.header = provider.keys, [], {"kid": "unknown"}
    with pytest.raises(LoginFailed):
        logins.log_in()

    provider.keys, provider.header = usual, {}

    assert logins.log_in().bsn == BSN


@pytest.mark.parametrize("odd", [[], [{"kid": "sign-1", "kty": "oct"}], [7]], ids=range(3))
def test_a_key_set_without_keys_puts_no_good_one_out(provider, logins, odd):
    logins.log_in()
    provider.keys, provider.header = odd, {"kid": "unknown"}
    with pytest.raises(LoginFailed):
        logins.log_in()

    provider.header = {}

    assert logins.log_in().bsn == BSN, "the set is as odd as it was"


def test_a_key_that_was_not_named_again_for_an_hour_is_trusted_no_longer(provider, logins_with):
    clock = [time.time()]
    logins = logins_with(clock=lambda: clock[0])
    logins.log_in()

    clock[0] += 3601
    provider.claims = {"iat": clock[0], "exp": clock[0] + 60, "auth_time": clock[0]}
    provider.keys = []

    with pytest.raises(LoginFailed):
        logins.log_in()


def test_keys_may_change_twice_in_a_minute(provider, logins):
    logins.log_in()
    for name in ("sign-2", "sign-3"):
        provider.key = RSAKey.generate_key(2048, {"kid": name})
        provider.keys = [provider.key.as_dict(private=False)]

        assert logins.log_in().bsn == BSN


def test_a_fault_of_our_own_is_not_the_provider_being_down(provider, logins, monkeypatch):
    monkeypatch.setattr("portal.gateways.identity.discovery.VerificationKey.model_dump", None)

    with pytest.raises(TypeError):
        logins.log_in()


def test_signing_key_rotation_just_before_signing(provider, logins):
    logins.log_in()

    provider.key = RSAKey.generate_key(2048, {"kid": "sign-2"})
    provider.keys = [SIGNING_KEY.as_dict(private=False), provider.key.as_dict(private=False)]

    assert logins.log_in().bsn == BSN


def test_an_unknown_key_fetches_the_keys_some_times_a_minute_only(provider, logins_with):
    clock = [time.time()]
    logins = logins_with(clock=lambda: clock[0])
    logins.log_in()
    provider.header = {"kid": "unknown"}

    for _attempt in range(REFETCHES + 2):
        with pytest.raises(LoginFailed):
            logins.log_in()
    assert provider.calls.count("GET /jwks") == 1 + REFETCHES

    clock[0] += 61
    with pytest.raises(LoginFailed):
        logins.log_in()
    assert provider.calls.count("GET /jwks") == 2 + REFETCHES
