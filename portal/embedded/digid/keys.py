"""Keys and signatures of the OpenID provider (PS256 and RS256, with one RSA key)."""

import json
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Any, cast

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, RSAKey
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.embedded.digid.faults import Fault
from portal.embedded.digid.forgery import FORGERIES, forged
from portal.embedded.records import DigidKey
from portal.embedded.world import World

ALGORITHMS = ("PS256", "RS256")
MOST_KEYS = 16
"""Private keys that are kept as they are used: opening one takes 60 ms, a signature one."""
FIRST_KEY_LOCK = 7_421_301
"""Number of the database lock under which the first key is made."""


def public_keys(world: World) -> dict[str, Any]:
    """The JWK set of all keys that anything may be signed with, newest first."""
    return cast("dict[str, Any]", KeySet([*_keys(world)]).as_dict(private=False))


def rotate_key(world: World) -> None:
    """Sign with a new key from now on; the earlier ones stay published."""
    with Session(world.engine) as session, session.begin():
        session.add(_new_row())


def sign(
    world: World, claims: dict[str, Any], *, client_id: str, faults: AbstractSet[Fault]
) -> str:
    """These claims as a signed token, spoilt by the faults that are about signing."""
    key = _keys(world)[0]
    if faults & FORGERIES:
        return forged(claims, key=key, client_id=client_id, faults=faults)
    algorithm = "RS256" if Fault.RS256 in faults else "PS256"
    header = {"alg": algorithm, "kid": str(key.kid)}
    return jwt.encode(header, claims, key, algorithms=[algorithm])


def signed_by_us(world: World, token: str) -> dict[str, Any] | None:
    """The claims of a token that we signed, expired or not; None for any other text."""
    try:
        return jwt.decode(token, KeySet([*_keys(world)]), algorithms=ALGORITHMS).claims
    except (JoseError, ValueError):
        return None


def _keys(world: World) -> list[RSAKey]:
    """All keys, the newest first; the first one is made when it is asked for."""
    with Session(world.engine) as session, session.begin():
        newest_first = select(DigidKey).order_by(DigidKey.made_at.desc(), DigidKey.kid)
        rows = session.scalars(newest_first).all()
        if not rows:
            session.execute(select(func.pg_advisory_xact_lock(FIRST_KEY_LOCK)))
            rows = session.scalars(newest_first).all() or [_new_row()]
            session.add_all(rows)
        return [_opened(json.dumps(row.jwk)) for row in rows]


@lru_cache(MOST_KEYS)
def _opened(jwk: str) -> RSAKey:
    """The key of this JWK, ready to sign with."""
    return RSAKey.import_key(json.loads(jwk))


def _new_row() -> DigidKey:
    key = RSAKey.generate_key(2048, {"use": "sig"}, auto_kid=True)
    return DigidKey(kid=str(key.kid), jwk=key.as_dict(private=True))
