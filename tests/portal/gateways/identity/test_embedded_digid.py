"""The gateway at the embedded world's DigiD, over real HTTP: an OpenID provider not of its making.

Every fault that it can play is played.
"""

import json
import secrets
import socket
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

import pytest
import urllib3

from portal.domain.failures import SourceError, SourceUnavailable
from portal.domain.identity import LoginFailed, LoginProblem, PendingLogin
from portal.domain.people import Level
from portal.embedded.digid.faults import Fault, play_faults
from portal.gateways.identity import connect
from tests.factories import BSN
from tests.portal.gateways.identity.fake_provider import MIDDEN, PORTAL_KEY, settings_for
from tests.worlds import PORTAL, served_world

HARMLESS = {
    Fault.RS256: "is among our algorithms",
    Fault.METADATA_ALLOWS_NONE: "metadata never widen our algorithms",
    Fault.USERINFO_OF_OTHER: "userinfo is never asked",
    Fault.USERINFO_MISSING_SUB: "userinfo is never asked",
    Fault.USERINFO_OTHER_BSN: "userinfo is never asked",
    Fault.USERINFO_WRONG_AUD: "userinfo is never asked",
    Fault.USERINFO_UNSIGNED: "userinfo is never asked",
    Fault.USERINFO_BAD_SIGNATURE: "userinfo is never asked",
    Fault.BSN_OF_OTHER: "the signed ID token is the only source: nobody can contradict it",
}
OTHER_PROBLEMS = {
    Fault.WRONG_STATE: LoginProblem.STALE,
    Fault.MISSING_STATE: LoginProblem.STALE,
    Fault.DENIED: LoginProblem.REFUSED,
    Fault.LEVEL_NOT_MET: LoginProblem.LEVEL,
    Fault.ACR_LOWER: LoginProblem.LEVEL,
    Fault.MISSING_ACR: LoginProblem.LEVEL,
    Fault.UNKNOWN_ACR: LoginProblem.LEVEL,
    Fault.MISSING_BSN: LoginProblem.REFUSED,
    Fault.BSN_NOT_VALID: LoginProblem.REFUSED,
}
HTTP = urllib3.PoolManager(timeout=10, retries=False)


@pytest.fixture(scope="module")
def digid(postgres):
    """The embedded world on a port of its own."""
    public_key = json.dumps(PORTAL_KEY.as_dict(private=False))
    with served_world(
        postgres.url("world of digid"),
        client_public_key=public_key,
        logged_out_path="/uitgelogd/",
    ) as (app, _front):
        yield app.extensions["world"]


@pytest.fixture
def gateway(digid):
    """The gateway, as the settings would connect it."""
    play_faults(digid, ())
    issuer = f"{digid.base_url}/digid"
    return connect(settings_for(oidc_issuer=issuer, public_url=PORTAL))


def log_in(gateway):
    """Log in as Noor, who sees the page of DigiD unless it sends her back at once."""
    pending = PendingLogin(
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(32),
        level=Level.MIDDEN,
        began_at=datetime.now(UTC),
    )
    url = gateway.authorization_url(pending, "nl")
    answer = HTTP.request("GET", url, redirect=False)
    if answer.status == 200:
        fields = {"bsn": BSN, "acr": MIDDEN}
        answer = HTTP.request("POST", url, fields=fields, encode_multipart=False, redirect=False)
    return gateway.identify(pending, parse_qsl(urlsplit(answer.headers["Location"]).query))


def test_login_at_the_embedded_digid(gateway):
    identity = log_in(gateway)

    assert (identity.bsn, identity.level) == (BSN, Level.MIDDEN)
    assert log_in(gateway).subject == identity.subject


@pytest.mark.parametrize("fault", sorted(set(Fault) - HARMLESS.keys()))
def test_what_it_does_wrong_is_refused(digid, gateway, fault):
    play_faults(digid, [fault])

    with pytest.raises((LoginFailed, SourceError)) as refused:
        log_in(gateway)

    if isinstance(refused.value, LoginFailed):
        assert refused.value.problem is OTHER_PROBLEMS.get(fault, LoginProblem.OUTAGE)
    else:
        assert fault is Fault.METADATA_OTHER_ISS


@pytest.mark.parametrize("fault", HARMLESS)
def test_what_does_no_harm_logs_in(digid, gateway, fault):
    play_faults(digid, [fault])

    assert log_in(gateway).level is Level.MIDDEN


def test_unsigned_token_stays_refused_when_the_metadata_allow_it(digid, gateway):
    play_faults(digid, [Fault.METADATA_ALLOWS_NONE, Fault.UNSIGNED])

    with pytest.raises(LoginFailed):
        log_in(gateway)


def test_logout_comes_back_to_the_portal(gateway):
    answer = HTTP.request("GET", gateway.logout_url("", "state-1"), redirect=False)

    assert answer.headers["Location"] == f"{PORTAL}/uitgelogd/?state=state-1"


def test_nobody_there():
    with socket.create_server(("127.0.0.1", 0)) as free:
        issuer = f"http://127.0.0.1:{free.getsockname()[1]}/digid"
    gateway = connect(settings_for(oidc_issuer=issuer, public_url=PORTAL))

    with pytest.raises(SourceUnavailable):
        gateway.logout_url("", "state-1")
