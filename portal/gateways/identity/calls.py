"""The calls to the OpenID provider, over the HTTP client of all gateways."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Protocol
from urllib.parse import urlencode

from authlib.oauth2.auth import ClientAuth

from portal.gateways.answers import answer_as
from portal.gateways.calls import Body, Call
from portal.gateways.http import Api
from portal.gateways.identity.resources import TOKEN_RESPONSE, TokenResponse
from portal.gateways.links import DIRECT, Link

SYSTEM = "digid"
"""Name of the provider for the log and the page."""
LIMIT_S = 5.0
"""Seconds that one call may take; the resident waits for it."""


class Calls(Protocol):
    """What a provider is asked; whatever goes wrong raises `SourceError`."""

    def get(self, url: str) -> bytes:
        """The JSON at this address, unread."""
        ...

    def post(self, url: str, form: str, headers: Mapping[str, str]) -> bytes:
        """The JSON that answers this form (as it is sent), unread; never sent twice."""
        ...


@dataclass(frozen=True, slots=True)
class HttpCalls:
    """Calls over HTTP."""

    link: Link = DIRECT

    def get(self, url: str) -> bytes:
        """The JSON at this address, unread."""
        api = Api(system=SYSTEM, link=self.link, base_url=url, limit_s=LIMIT_S)
        return api.send(Call(method="GET", path="", tries=2)).content

    def post(self, url: str, form: str, headers: Mapping[str, str]) -> bytes:
        """The JSON that answers this form (as it is sent), unread; never sent twice."""
        api = Api(
            system=SYSTEM, link=self.link, base_url=url, limit_s=LIMIT_S, headers=lambda: headers
        )
        return api.send(Call(method="POST", path="", body=Body.of_encoded(form))).content


@dataclass(frozen=True, slots=True)
class AuthlibResponse:
    """A successful answer of the token endpoint, as Authlib's client reads it."""

    token: TokenResponse
    status_code: int = HTTPStatus.OK

    def json(self) -> dict[str, str | None]:
        """The fields of it that we read; Authlib stumbles over odd ones among the others."""
        return self.token.model_dump()


class TokenSession:
    """What Authlib's client takes for a session of `requests`: its calls go the way of all ours.

    So they have our deadlines and limits, follow no redirect, and fail in our words.
    """

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def post(
        self, url: str, *, data: Mapping[str, str], headers: Mapping[str, str], auth: ClientAuth
    ) -> AuthlibResponse:
        """The answer to this form, with the proof of who asks; raises `SourceError`."""
        # Authlib would take the fields apart again to put its proof among them.
        endpoint, proof_headers, proof = auth.prepare("POST", url, dict(headers), "")
        form = "&".join(filter(None, (urlencode(data), proof)))
        content = self._calls.post(endpoint, form, proof_headers)
        return AuthlibResponse(answer_as(TOKEN_RESPONSE, SYSTEM, content))
