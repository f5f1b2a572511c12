"""The calls to the OpenID provider, over the HTTP client of all gateways."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Protocol

from authlib.common.urls import url_decode, url_encode
from authlib.oauth2.auth import ClientAuth

from portal.domain.failures import InvalidSourceAnswer
from portal.gateways.calls import Body, Call
from portal.gateways.http import Api

TOKEN_FIELDS = frozenset({"id_token", "access_token", "token_type"})
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


@dataclass(frozen=True, slots=True)
class TokenResponse:
    """A successful answer of the token endpoint, as Authlib's client reads it."""

    token: Mapping[str, str] = field(repr=False)
    status_code: int = HTTPStatus.OK

    def json(self) -> dict[str, str]:
        """The fields of it that we read; what there is more is none of Authlib's business."""
        return dict(self.token)


class TokenSession:
    """What Authlib's client takes for a session of `requests`: its calls go the way of all ours.

    So they have our deadlines and limits, follow no redirect, and fail in our words.
    """

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def post(
        self, url: str, *, data: Mapping[str, str], headers: Mapping[str, str], auth: ClientAuth
    ) -> TokenResponse:
        """The answer to this form, with the proof of who asks."""
        signed = auth.prepare("POST", url, dict(headers), url_encode(data.items()))
        endpoint, proof_headers, body = signed
        document = self._calls.post(endpoint, dict(url_decode(body)), proof_headers)
        return TokenResponse(_token_in(document))


def _token_in(document: Any) -> dict[str, str]:
    if not isinstance(document, dict):
        raise InvalidSourceAnswer(SYSTEM, "the answer of the token endpoint is no object")
    token = {
        name: value
        for name, value in document.items()
        if name in TOKEN_FIELDS and isinstance(value, str)
    }
    if "id_token" not in token:
        raise InvalidSourceAnswer(SYSTEM, "no id_token in the answer of the token endpoint")
    return token
