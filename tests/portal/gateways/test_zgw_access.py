"""Tokens for the ZGW APIs."""

import base64
import json

from portal.gateways import zgw_access
from portal.gateways.zgw_access import ZgwAccess
from tests.portal.gateways.givens import settings_for


def claims_in(header: str) -> dict[str, object]:
    """What the token in this header says."""
    part = header.removeprefix("Bearer ").split(".")[1]
    claims: dict[str, object] = json.loads(base64.urlsafe_b64decode(f"{part}=="))
    return claims


def test_a_token_serves_the_calls_of_a_minute_and_no_longer(server, monkeypatch):
    now = [1_795_000_000.0]
    monkeypatch.setattr(zgw_access.time, "time", lambda: now[0])
    settings = settings_for(server.url)

    def at(moment: float) -> str:
        now[0] = moment
        return ZgwAccess(settings, 1.0).cases.headers()["Authorization"]

    first = at(1_795_000_000.0)
    assert claims_in(first)["iat"] == 1_795_000_000
    assert claims_in(first)["user_id"] == "portaal"
    assert at(1_795_000_059.0) == first
    assert claims_in(at(1_795_000_060.0))["iat"] == 1_795_000_060
    assert claims_in(at(1_794_999_000.0))["iat"] == 1_794_999_000, "a clock that was set back"


def test_another_secret_makes_another_token(server, monkeypatch):
    monkeypatch.setattr(zgw_access.time, "time", lambda: 1_795_000_000.0)
    settings = settings_for(server.url)
    other = settings.model_copy(
        update={"case_client_secret": type(settings.case_client_secret)("x" * 40)}
    )

    tokens = {ZgwAccess(each, 1.0).cases.headers()["Authorization"] for each in (settings, other)}

    assert len(tokens) == 2
