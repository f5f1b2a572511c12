"""The ID token: every check of OpenID Connect Core 1.0 3.1.3.7 and the NL GOV profile 1.0.1.

Authlib checks what the standard says, and we what it lets through (`reference` of the design 1.5):
the algorithms are ours alone, the audience is exactly us, the login is fresh, every value has its
type. Refusals name the check, never a value.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NoReturn

from authlib.oidc.core import CodeIDToken
from joserfc import jws, jwt
from joserfc.errors import ClaimError, JoseError
from joserfc.registry import Header
from pydantic import ValidationError

from portal.domain.identity import LoginFailed, LoginProblem
from portal.gateways.answers import cause_of
from portal.gateways.identity.discovery import VerifyKey
from portal.gateways.identity.resources import IdTokenClaims

SKEW_S = 30
LONGEST_AGE_S = 300
FORBIDDEN = frozenset({"jku", "x5u", "jwk", "crit"})
"""Header fields by which a token would bring its own key, or rules that we don't know."""
CHECKED = ("iss", "sub", "aud", "azp", "exp", "iat", "nbf", "nonce", "at_hash")
"""Claims that Authlib judges. Of others that nobody reads here (`amr`, `jti`) no shape matters."""
NAME = re.compile(r"[ -~]{1,255}")

Claims = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What the ID token of one login must say."""

    issuer: str
    client_id: str
    nonce: str
    access_token: str | None
    """What came with the ID token."""
    began_at: datetime
    now: float
    """Seconds since 1970."""


@dataclass(frozen=True, slots=True)
class SignedToken:
    """Header and claims of a token that the provider signed."""

    header: Header
    claims: Claims = field(repr=False)


def refuse(reason: str) -> NoReturn:
    """The provider (or somebody in between) answered what it may not."""
    raise LoginFailed(LoginProblem.OUTAGE, reason)


def verified(
    token: str, algorithms: tuple[str, ...], find_key: Callable[[str], VerifyKey | None]
) -> SignedToken:
    """What a token says once its signature is proven; raises `LoginFailed`."""
    header = _header(token)
    algorithm = header.get("alg")
    if algorithm not in algorithms:
        refuse("id_token: algorithm is not allowed")
    if FORBIDDEN & header.keys():
        refuse("id_token: forbidden header")
    if str(header.get("typ", "JWT")).upper() != "JWT":
        refuse("id_token: typ")
    kid = header.get("kid")
    key = find_key(kid) if isinstance(kid, str) else None
    if key is None:
        refuse("id_token: kid is unknown")
    registry = jws.JWSRegistry(algorithms=[algorithm], strict_check_header=False)
    try:
        return SignedToken(header, jwt.decode(token, key, registry=registry).claims)
    except (JoseError, ValueError):
        refuse("id_token: signature")


def check(token: SignedToken, expected: Expected) -> None:
    """Raise `LoginFailed` unless these claims are about this login, for us, and fresh."""
    try:
        claims = IdTokenClaims.model_validate(token.claims)
    except ValidationError as error:
        refuse(f"id_token: {cause_of(error)}")
    _check_by_library(token, expected)
    if claims.aud not in (expected.client_id, [expected.client_id]):
        refuse("id_token: aud")
    if token.claims.get("azp", expected.client_id) != expected.client_id:
        refuse("id_token: azp")
    if claims.at_hash is not None and expected.access_token is None:
        refuse("id_token: at_hash")
    _check_age(claims, expected)


def claim_at(claims: Claims, path: tuple[str, ...]) -> object:
    """The claim at this path; None where there is none."""
    value: object = claims
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def is_name(value: object) -> bool:
    """Whether this can be the name of a person or session at the provider."""
    return isinstance(value, str) and bool(NAME.fullmatch(value))


def _header(token: str) -> Header:
    try:
        return jws.extract_compact(token.encode()).headers()
    except (JoseError, ValueError):
        refuse("id_token: not a signed token")


def _check_by_library(token: SignedToken, expected: Expected) -> None:
    options = {
        "iss": {"essential": True, "value": expected.issuer},
        "aud": {"essential": True, "value": expected.client_id},
    }
    claims = {name: token.claims[name] for name in CHECKED if name in token.claims}
    params = {
        "nonce": expected.nonce,
        "client_id": expected.client_id,
        "access_token": expected.access_token,
    }
    try:
        CodeIDToken(claims, token.header, options, params).validate(expected.now, SKEW_S)
    except ClaimError as error:
        refuse(f"id_token: {error.claim}")


def _check_age(claims: IdTokenClaims, expected: Expected) -> None:
    """Raise `LoginFailed` for a token, or a login, that is older than this login may take."""
    if claims.iat < expected.now - LONGEST_AGE_S:
        refuse("id_token: iat")
    # Whoever was logged in before this login began, did not log in for it.
    earliest = expected.began_at.timestamp() - SKEW_S
    if not earliest <= claims.auth_time <= expected.now + SKEW_S:
        refuse("id_token: auth_time")
