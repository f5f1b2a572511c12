"""Who may use the case API: one client, with a short-lived signed token, as Open Zaak checks it.

Observed of Open Zaak 1.30: every refusal is a 403, never a 401; `iss` and `user_id` may be missing;
a token may come from the future, but not from more than an hour ago.
"""

import json
from typing import Any

from flask import request
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from portal.embedded.clock import moment
from portal.embedded.current import world
from portal.embedded.zgw.problems import Problem, forbidden

TOKEN_LIFE_S = 3600
CRS = "EPSG:4326"


def check_token() -> None:
    """Refuse a request without a good token."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind != "Bearer" or not token:
        raise forbidden()
    claims = _claims(token.strip())
    _check_times(claims)


def check_crs() -> None:
    """Refuse a request about a case that doesn't name the one coordinate system there is."""
    header = "Accept-Crs" if request.method in ("GET", "HEAD") else "Content-Crs"
    named = request.headers.get(header)
    if named is None:
        raise Problem(412, "precondition_failed", f"'{header}' header ontbreekt")
    if named != CRS:
        raise Problem(406, "not_acceptable", f"CRS '{named}' is niet ondersteund")


def _claims(token: str) -> dict[str, Any]:
    """What the token says, once the client is known and its signature is right."""
    try:
        said = json.loads(jws.extract_compact(token.encode()).payload)
    except (JoseError, ValueError) as error:
        raise forbidden("JWT is niet valide", "jwt-decode-error") from error
    client = said.get("client_id") if isinstance(said, dict) else None
    if client is None:
        raise forbidden("`client_id` ontbreekt in de JWT", "missing-client-identifier")
    if client != world().client_id:
        raise forbidden("Client identifier bestaat niet", "invalid-client-identifier")
    try:
        jws.deserialize_compact(token, OctKey.import_key(world().secret), algorithms=["HS256"])
    except (JoseError, ValueError) as error:
        raise forbidden("Client credentials zijn niet geldig", "invalid-jwt-signature") from error
    return dict(said)


def _check_times(claims: dict[str, Any]) -> None:
    """Refuse a token without a moment of issue, or one that is too old."""
    issued, expires = claims.get("iat"), claims.get("exp")
    now = moment().timestamp()
    if expires is not None and not (isinstance(expires, int | float) and expires > now):
        raise forbidden("JWT is niet valide", "jwt-expiredsignatureerror")
    if issued is None:
        raise forbidden("De JWT heeft geen `iat`-claim", "jwt-missing-iat-claim")
    if not isinstance(issued, int | float) or now - issued > TOKEN_LIFE_S:
        raise forbidden("De JWT die gebruikt is voor dit verzoek is verlopen", "jwt-expired")
