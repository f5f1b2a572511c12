"""The calls to the OpenID provider, over the HTTP client of all gateways."""

from collections.abc import Mapping
from typing import Any, Protocol

from portal.gateways.calls import Body, Call
from portal.gateways.http import Api

SYSTEM = "digid"
"""Name of the provider for the log and the page."""
LIMIT_S = 5.0
"""Seconds that one call may take; the resident waits for it."""


class Calls(Protocol):
    """What a provider is asked; whatever goes wrong raises `SourceError`."""

    def get(self, url: str) -> Any:
        """The JSON at this address."""
        ...

    def post(self, url: str, fields: Mapping[str, str], headers: Mapping[str, str]) -> Any:
        """The JSON that answers this form; never sent twice."""
        ...


class HttpCalls:
    """Calls over HTTP."""

    def get(self, url: str) -> Any:
        """The JSON at this address."""
        return Api(system=SYSTEM, base_url=url, limit_s=LIMIT_S).get("")

    def post(self, url: str, fields: Mapping[str, str], headers: Mapping[str, str]) -> Any:
        """The JSON that answers this form; never sent twice."""
        api = Api(system=SYSTEM, base_url=url, limit_s=LIMIT_S, headers=lambda: headers)
        return api.send(Call(method="POST", path="", body=Body.of_form(fields))).json()
