"""How a client proves itself at the token endpoint: `private_key_jwt`, or a configured secret.

Rules: OpenID Connect Core 1.0 section 9, RFC 7523 section 3.
"""

import hmac
import json
import time
from collections.abc import Mapping
from typing import Any

import urllib3
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, import_key
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session
from urllib3.exceptions import HTTPError
from werkzeug.datastructures import Authorization

from portal.embedded.config import Config
from portal.embedded.records import UsedAssertion
from portal.embedded.world import World

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ALGORITHMS = ("PS256", "RS256", "ES256")
LONGEST_LIFE_S = 600
LEEWAY_S = 30
_HTTP = urllib3.PoolManager(timeout=urllib3.Timeout(total=2), retries=False)


class NotProven(Exception):
    """The client did not prove who it is; the message says what was wrong."""


def check_client(
    world: World,
    config: Config,
    form: Mapping[str, str],
    *,
    basic: Authorization | None,
    audiences: frozenset[str],
) -> None:
    """Raise `NotProven` unless this request to the token endpoint comes from our client."""
    if form.get("client_assertion_type") == ASSERTION_TYPE:
        if basic:
            raise NotProven("two ways of client authentication at once")
        claims = _verified(config, form.get("client_assertion", ""))
        _check_claims(claims, world.client_id, audiences)
        _use_once(world, str(claims["jti"]))
    else:
        _check_secret(config, world.client_id, basic)


def _check_secret(config: Config, client_id: str, basic: Authorization | None) -> None:
    if config.client_secret is None:
        raise NotProven("only private_key_jwt is registered for this client")
    if basic is None or basic.type != "basic" or basic.username != client_id:
        raise NotProven("the client did not authenticate")
    expected = config.client_secret.get_secret_value().encode()
    if not hmac.compare_digest((basic.password or "").encode(), expected):
        raise NotProven("the client secret is wrong")


def _verified(config: Config, assertion: str) -> dict[str, Any]:
    try:
        return jwt.decode(assertion, _client_keys(config), algorithms=ALGORITHMS).claims
    except (JoseError, ValueError) as error:
        raise NotProven(f"client_assertion: {type(error).__name__}") from error


def _client_keys(config: Config) -> KeySet:
    """The keys of the portal; those at an address are read anew each time, so they may change."""
    if config.client_public_key:
        return KeySet([import_key(config.client_public_key)])
    if not config.client_jwks_url:
        raise NotProven("no key is registered for this client")
    try:
        answer = _HTTP.request("GET", str(config.client_jwks_url))
        return KeySet.import_key_set(answer.json())
    except (HTTPError, json.JSONDecodeError, KeyError, TypeError) as error:
        raise NotProven("the keys of the client can't be read") from error


def _check_claims(claims: dict[str, Any], client_id: str, audiences: frozenset[str]) -> None:
    aud = claims.get("aud")
    named = {aud} if isinstance(aud, str) else set(aud or ())
    seconds_left = _number(claims.get("exp")) - time.time()
    if claims.get("iss") != client_id or claims.get("sub") != client_id:
        raise NotProven("iss and sub must both be the client_id")
    if not named & audiences:
        raise NotProven("aud must be the issuer or the token endpoint")
    if not -LEEWAY_S < seconds_left < LONGEST_LIFE_S + LEEWAY_S:
        raise NotProven("exp is missing, past, or more than ten minutes ahead")
    if not isinstance(claims.get("jti"), str) or not claims["jti"]:
        raise NotProven("jti is missing")


def _number(value: Any) -> float:
    return value if isinstance(value, int | float) else 0.0


def _use_once(world: World, jti: str) -> None:
    """Remember this `jti`; raises `NotProven` when it was used before, also at the same moment."""
    row = insert(UsedAssertion).values(jti=jti).on_conflict_do_nothing()
    with Session(world.engine) as session, session.begin():
        is_new = session.scalar(row.returning(UsedAssertion.jti)) is not None
    if not is_new:
        raise NotProven("jti was used before")
