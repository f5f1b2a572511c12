"""The ID token: every check of OpenID Connect Core 1.0 3.1.3.7 and the NL GOV profile 1.0.1.

Stricter than Authlib by itself (`reference` of the design 1.5): the algorithms are ours alone, the
audience is exactly us, the login is fresh. Refusals name the check, never a value.
"""

import hmac
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn, cast

from authlib.oidc.core.util import create_half_hash
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.registry import Header

from portal.domain.identity import LoginFailed, LoginProblem
from portal.gateways.identity.discovery import VerifyKey

SKEW_S = 30
LONGEST_AGE_S = 300
FORBIDDEN = frozenset({"jku", "x5u", "jwk", "crit"})
"""Header fields by which a token would bring its own key, or rules that we don't know."""
NAME = re.compile(r"[ -~]{1,255}")

Claims = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What the ID token of one login must say."""

    issuer: str
    client_id: str
    nonce: str
    began_at: datetime
    now: float
    """Seconds since 1970."""


def refuse(reason: str) -> NoReturn:
    """The provider (or somebody in between) answered what it may not."""
    raise LoginFailed(LoginProblem.OUTAGE, reason)


def verified(
    token: str, algorithms: tuple[str, ...], find_key: Callable[[str], VerifyKey | None]
) -> tuple[Claims, str]:
    """The claims of a token that the provider signed, and the algorithm."""
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
        return jwt.decode(token, key, registry=registry).claims, algorithm
    except (JoseError, ValueError):
        refuse("id_token: signature")


def check(claims: Claims, expected: Expected) -> None:
    """Raise `LoginFailed` unless these claims are about this login, for us, and fresh."""
    if claims.get("iss") != expected.issuer:
        refuse("id_token: iss")
    if claims.get("aud") not in (expected.client_id, [expected.client_id]):
        refuse("id_token: aud")
    if claims.get("azp", expected.client_id) != expected.client_id:
        refuse("id_token: azp")
    if not is_name(claims.get("sub")):
        refuse("id_token: sub")
    _check_times(claims, expected)
    nonce = claims.get("nonce")
    if not isinstance(nonce, str) or not _same(nonce, expected.nonce):
        refuse("id_token: nonce")


def check_access_token(claims: Claims, access_token: object, algorithm: str) -> None:
    """Raise `LoginFailed` when the token says that it came with another access token."""
    claimed = claims.get("at_hash")
    if claimed is None:
        return
    real = create_half_hash(access_token, algorithm) if isinstance(access_token, str) else b""
    if not isinstance(claimed, str) or not _same(claimed, real.decode()):
        refuse("id_token: at_hash")


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


def _check_times(claims: Claims, expected: Expected) -> None:
    latest = expected.now + SKEW_S
    if not expected.now - LONGEST_AGE_S <= _moment(claims, "iat") <= latest:
        refuse("id_token: iat")
    if _moment(claims, "exp") <= expected.now - SKEW_S:
        refuse("id_token: exp")
    if "nbf" in claims and _moment(claims, "nbf") > latest:
        refuse("id_token: nbf")
    # Whoever was logged in before this login began, did not log in for it.
    earliest = expected.began_at.timestamp() - SKEW_S
    if not earliest <= _moment(claims, "auth_time") <= latest:
        refuse("id_token: auth_time")


def _moment(claims: Claims, name: str) -> float:
    value = claims.get(name)
    is_number = isinstance(value, int) and not isinstance(value, bool)
    if is_number or (isinstance(value, float) and math.isfinite(value)):
        return cast("float", value)
    refuse(f"id_token: {name}")


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(errors="replace"), other.encode())
