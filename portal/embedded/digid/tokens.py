"""What the OpenID provider says about somebody who logged in: metadata, ID token, userinfo."""

import hashlib
import time
from collections.abc import Set as AbstractSet
from typing import Any
from uuid import uuid4

from joserfc.util import urlsafe_b64encode

from portal.embedded.digid.faults import ID_TOKEN, METADATA, USERINFO, Fault, spoil
from portal.embedded.digid.grants import pseudonym
from portal.embedded.digid.keys import ALGORITHMS, sign
from portal.embedded.digid.requests import Acr
from portal.embedded.records import DigidGrant
from portal.embedded.world import World

CLAIMS = (
    "acr",
    "at_hash",
    "aud",
    "auth_time",
    "bsn",
    "exp",
    "iat",
    "iss",
    "jti",
    "nonce",
    "sid",
    "sub",
)
ID_TOKEN_LIFE_S = 300
"""NL GOV profile 1.0.1: at most five minutes."""


def issuer(world: World) -> str:
    """The name of this provider."""
    return f"{world.base_url}/digid"


def metadata(world: World, *, has_secret: bool, faults: AbstractSet[Fault]) -> dict[str, Any]:
    """The discovery document (OpenID Connect Discovery 1.0)."""
    name = issuer(world)
    values: dict[str, Any] = {
        "issuer": name,
        "authorization_endpoint": f"{name}/authorize",
        "token_endpoint": f"{name}/token",
        "userinfo_endpoint": f"{name}/userinfo",
        "jwks_uri": f"{name}/jwks",
        "end_session_endpoint": f"{name}/logout",
        "scopes_supported": ["openid"],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code"],
        "acr_values_supported": [acr.value for acr in Acr],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": [*ALGORITHMS],
        "userinfo_signing_alg_values_supported": [*ALGORITHMS],
        "token_endpoint_auth_methods_supported": [
            "private_key_jwt",
            *(["client_secret_basic"] if has_secret else []),
        ],
        "token_endpoint_auth_signing_alg_values_supported": [*ALGORITHMS, "ES256"],
        "claims_supported": [*CLAIMS],
        "claims_parameter_supported": False,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
        "ui_locales_supported": ["nl"],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": True,
        "prompt_values_supported": ["none", "login"],
    }
    spoil(values, METADATA, faults)
    return values


def id_token(
    world: World, grant: DigidGrant, access_token: str, *, faults: AbstractSet[Fault]
) -> str:
    """The signed ID token for this login."""
    moment = int(time.time())
    client_id = grant.request["client_id"]
    claims: dict[str, Any] = {
        "iss": issuer(world),
        "sub": pseudonym(world, client_id, grant.bsn),
        "aud": client_id,
        "nonce": grant.request["nonce"],
        "acr": grant.acr,
        "auth_time": int(grant.auth_time.timestamp()),
        "iat": moment,
        "exp": moment + ID_TOKEN_LIFE_S,
        "at_hash": _half_hash(access_token, faults),
        "sid": grant.sid,
        "jti": str(uuid4()),
        "bsn": grant.bsn,
    }
    spoil(claims, ID_TOKEN, faults)
    return sign(world, claims, client_id=client_id, faults=faults)


def userinfo(world: World, grant: DigidGrant, *, faults: AbstractSet[Fault]) -> dict[str, Any]:
    """The claims of the userinfo endpoint."""
    client_id = grant.request["client_id"]
    claims: dict[str, Any] = {
        "iss": issuer(world),
        "aud": client_id,
        "sub": pseudonym(world, client_id, grant.bsn),
        "bsn": grant.bsn,
    }
    spoil(claims, USERINFO, faults)
    return claims


def signed_userinfo(world: World, claims: dict[str, Any], faults: AbstractSet[Fault]) -> str:
    """Those claims as a token."""
    signing = {Fault.BAD_SIGNATURE} if Fault.USERINFO_BAD_SIGNATURE in faults else set()
    return sign(world, claims, client_id=world.client_id, faults=signing)


def _half_hash(access_token: str, faults: AbstractSet[Fault]) -> str:
    """`at_hash`: the left half of the hash that goes with the signing algorithm."""
    algorithm = hashlib.sha384 if Fault.OTHER_ALGORITHM in faults else hashlib.sha256
    digest = algorithm(access_token.encode()).digest()
    return urlsafe_b64encode(digest[: len(digest) // 2]).decode()
