"""Logging in: DigiD, or any OpenID provider that speaks in its manner."""

import time

from portal.gateways.identity.calls import HttpCalls
from portal.gateways.identity.provider import OpenIdProvider
from portal.gateways.links import link_of
from portal.settings import Settings


def connect(settings: Settings) -> OpenIdProvider:
    """The provider that the settings name; raises `ValueError` for a key that isn't one."""
    return OpenIdProvider(settings, HttpCalls(link_of(settings, "oidc")), time.time)
