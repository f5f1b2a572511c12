"""What the provider says of itself: addresses and keys, kept for a while; failures are never kept.

Source: OpenID Connect Discovery 1.0. Which algorithms are trusted is never taken from here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from authlib.oidc.discovery import get_well_known_url
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, JWKRegistry, RSAKey

from portal.domain.failures import InvalidSourceAnswer
from portal.gateways.identity.calls import SYSTEM, Calls
from portal.settings import LOOPBACK

KEPT_S = 3600.0
REFETCH_EVERY_S = 60.0
"""Seconds between fetches for an unknown key name, so that nobody can make us hammer them."""

Clock = Callable[[], float]
VerifyKey = RSAKey | ECKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The addresses of the provider, and what it can do."""

    authorization: str
    token: str
    jwks: str
    end_session: str | None
    sends_issuer: bool
    """Whether each answer names the issuer (RFC 9207)."""
    takes_claims: bool
    """Whether single claims can be asked for."""


class Discovery:
    """The metadata of one issuer."""

    def __init__(self, calls: Calls, issuer: str, clock: Clock) -> None:
        self._calls, self._issuer, self._clock = calls, issuer, clock
        self._kept: tuple[float, Metadata] | None = None

    def metadata(self) -> Metadata:
        """The metadata, at most an hour old; raises `SourceError`."""
        if self._kept is None or self._kept[0] <= self._clock():
            document = self._calls.get(get_well_known_url(self._issuer, external=True))
            self._kept = (self._clock() + KEPT_S, _read(document, self._issuer))
        return self._kept[1]


class KeyRing:
    """The public keys with which one provider signs."""

    def __init__(self, calls: Calls, clock: Clock) -> None:
        self._calls, self._clock = calls, clock
        self._keys: dict[str, VerifyKey] = {}
        self._old_at = self._refetch_at = float("-inf")

    def find(self, kid: str, url: str) -> VerifyKey | None:
        """The key of this name. An unknown name fetches the keys anew, at most once a minute."""
        if self._old_at <= self._clock():
            self._fetch(url)
        if kid not in self._keys and self._refetch_at <= self._clock():
            self._refetch_at = self._clock() + REFETCH_EVERY_S
            self._fetch(url)
        return self._keys.get(kid)

    def _fetch(self, url: str) -> None:
        document = self._calls.get(url)
        entries = document.get("keys") if isinstance(document, dict) else None
        if not isinstance(entries, list):
            raise InvalidSourceAnswer(SYSTEM, "the keys are not a key set")
        self._keys = dict(pair for entry in entries if (pair := _key(entry)))
        self._old_at = self._clock() + KEPT_S


def _read(document: Any, issuer: str) -> Metadata:
    if not isinstance(document, dict) or document.get("issuer") != issuer:
        raise InvalidSourceAnswer(SYSTEM, "the metadata are of another issuer")
    return Metadata(
        authorization=_address(document, "authorization_endpoint"),
        token=_address(document, "token_endpoint"),
        jwks=_address(document, "jwks_uri"),
        end_session=_address(document, "end_session_endpoint")
        if "end_session_endpoint" in document
        else None,
        sends_issuer=document.get("authorization_response_iss_parameter_supported") is True,
        takes_claims=document.get("claims_parameter_supported") is True,
    )


def _address(document: dict[str, Any], name: str) -> str:
    value = document.get(name)
    try:
        parts = urlsplit(value if isinstance(value, str) else "")
    except ValueError:
        parts = urlsplit("")
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK):
        return str(value)
    raise InvalidSourceAnswer(SYSTEM, f"{name} in the metadata is not an https address")


def _key(entry: Any) -> tuple[str, VerifyKey] | None:
    """Name and key of an entry; None for what can't verify a signature, such as a shared secret."""
    if not isinstance(entry, dict) or entry.get("use", "sig") != "sig":
        return None
    kid = entry.get("kid")
    try:
        key = JWKRegistry.import_key(entry)
    except (JoseError, ValueError, TypeError, KeyError):
        return None
    return (kid, key) if isinstance(kid, str) and isinstance(key, RSAKey | ECKey) else None
