"""A gateway that talks to the tests' own provider."""

import secrets
import time
from datetime import UTC, datetime

import pytest

from portal.domain.identity import Identity, PendingLogin
from portal.domain.people import Level
from portal.gateways.identity.provider import OpenIdProvider
from tests.portal.gateways.identity.fake_provider import FakeProvider, settings_for


@pytest.fixture
def provider():
    """A provider that does nothing wrong, yet."""
    return FakeProvider()


class Logins:
    """Logs in at the fake provider through the gateway, as a browser would."""

    def __init__(self, provider: FakeProvider, clock=time.time, **settings: object) -> None:
        self.provider = provider
        self.gateway = OpenIdProvider(settings_for(**settings), provider, clock)

    def begin(self, level: Level = Level.MIDDEN) -> tuple[PendingLogin, list[tuple[str, str]]]:
        """A login that was begun, and the answer to it."""
        pending = PendingLogin(
            state=secrets.token_urlsafe(32),
            nonce=secrets.token_urlsafe(32),
            verifier=secrets.token_urlsafe(32),
            level=level,
            began_at=datetime.now(UTC),
        )
        url = self.gateway.authorization_url(pending, "nl")
        return pending, self.provider.visit(url)

    def log_in(self, level: Level = Level.MIDDEN) -> Identity:
        """The whole login."""
        return self.gateway.identify(*self.begin(level))


@pytest.fixture
def logins(provider):
    """Logins at the provider with the usual settings."""
    return Logins(provider)


@pytest.fixture
def logins_with(provider):
    """Logins with other settings, or another clock."""
    return lambda **settings: Logins(provider, **settings)
