"""The authorization request: what a client may ask of the OpenID provider, checked.

Rules: OpenID Connect Core 1.0 section 3.1.2, RFC 7636, NL GOV profile 1.0.1 (code with PKCE S256,
`state` and `nonce` obligatory, an exact address to return to).
"""

import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from portal.embedded.config import Config

SAML = "urn:oasis:names:tc:SAML:2.0:ac:classes:"
ENOUGH_RANDOM = 22
"""128 bits take at least 22 characters of base64url."""
CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")


class Acr(StrEnum):
    """Levels of assurance of DigiD, from low to high, as SAML names them."""

    BASIS = f"{SAML}PasswordProtectedTransport"
    MIDDEN = f"{SAML}MobileTwoFactorContract"
    SUBSTANTIEEL = f"{SAML}Smartcard"
    HOOG = f"{SAML}SmartcardPKI"

    @property
    def rank(self) -> int:
        """Place in the order from low to high."""
        return list(Acr).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginRequest:
    """A checked authorization request."""

    client_id: str
    redirect_uri: str
    state: str
    nonce: str
    challenge: str
    acr: str
    """The lowest level that will do."""
    prompt: tuple[str, ...]
    max_age: int | None
    """Seconds that the last login may be ago; None: does not matter."""
    language: str

    def as_json(self) -> dict[str, Any]:
        """To keep it with the grant."""
        return asdict(self)


class BadClient(Exception):
    """Nobody to send the browser back to: client or address is unknown. Shown as a page."""


class BadRequest(Exception):
    """The request is wrong in a way that the client is told; `location` is where."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location


def check_request(
    values: MultiDict[str, str], *, config: Config, client_id: str, issuer: str
) -> LoginRequest:
    """The request in these query parameters; raises `BadClient` or `BadRequest`."""
    redirect_uri = f"{config.portal}{config.callback_path}"
    if values.getlist("client_id") != [client_id]:
        raise BadClient("Deze client is niet bekend.")
    if values.getlist("redirect_uri") != [redirect_uri]:
        raise BadClient(f"Dit adres om terug te keren is niet bekend. Bekend is: {redirect_uri}")
    problem = _problem(values)
    if problem:
        raise BadRequest(
            answer_address(
                redirect_uri,
                error=problem[0],
                error_description=problem[1],
                state=values.get("state", ""),
                iss=issuer,
            )
        )
    return LoginRequest(
        client_id=client_id,
        redirect_uri=redirect_uri,
        state=values["state"],
        nonce=values["nonce"],
        challenge=values["code_challenge"],
        acr=_lowest_asked(values.get("acr_values", "")),
        prompt=tuple(values.get("prompt", "").split()),
        max_age=int(values["max_age"]) if "max_age" in values else None,
        language=values.get("ui_locales", "nl").split(" ")[0],
    )


def answer_address(redirect_uri: str, **values: str) -> str:
    """The client's address with this answer; empty values are left out."""
    return f"{redirect_uri}?{urlencode({k: v for k, v in values.items() if v})}"


def _problem(values: MultiDict[str, str]) -> tuple[str, str] | None:
    """Error code and description of the first thing that is wrong; None: nothing."""
    checks: tuple[tuple[bool, str, str], ...] = (
        (_is_repeated(values), "invalid_request", "A parameter is repeated"),
        ("request" in values, "request_not_supported", "Request objects are not supported"),
        (
            values.get("response_type") != "code",
            "unsupported_response_type",
            "Only code is supported",
        ),
        ("openid" not in values.get("scope", "").split(), "invalid_scope", "openid is missing"),
        (_is_weak(values, "state"), "invalid_request", "state has less than 128 bits"),
        (_is_weak(values, "nonce"), "invalid_request", "nonce has less than 128 bits"),
        (
            values.get("code_challenge_method") != "S256",
            "invalid_request",
            "code_challenge_method S256 is obligatory",
        ),
        (
            not CHALLENGE.fullmatch(values.get("code_challenge", "")),
            "invalid_request",
            "code_challenge is missing or not a SHA-256",
        ),
        (
            not re.fullmatch(r"[0-9]{1,9}", values.get("max_age", "0")),
            "invalid_request",
            "max_age is not a number of seconds",
        ),
        (_is_odd(values.get("prompt", "").split()), "invalid_request", "prompt is unknown"),
    )
    return next(((code, text) for is_wrong, code, text in checks if is_wrong), None)


def _is_repeated(values: MultiDict[str, str]) -> bool:
    return any(len(values.getlist(name)) > 1 for name in values)


def _is_weak(values: MultiDict[str, str], name: str) -> bool:
    return len(values.get(name, "")) < ENOUGH_RANDOM


def _is_odd(prompt: list[str]) -> bool:
    """Whether `prompt` has an unknown word, or `none` together with another."""
    known = {"none", "login", "consent", "select_account"}
    return not set(prompt) <= known or ("none" in prompt and len(prompt) > 1)


def _lowest_asked(acr_values: str) -> str:
    """The lowest level that was asked for; Basis where none or only unknown ones were."""
    asked = [Acr(value) for value in acr_values.split() if value in set(Acr)]
    return min(asked, key=lambda acr: acr.rank, default=Acr.BASIS).value
