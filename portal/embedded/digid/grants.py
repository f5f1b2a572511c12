"""What the OpenID provider remembers: logins given out as code, and sessions of who stays in."""

import hashlib
import hmac
import re
import secrets
from datetime import datetime, timedelta

from joserfc.util import urlsafe_b64encode
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.embedded.digid.requests import LoginRequest
from portal.embedded.records import DigidGrant, DigidSession, now
from portal.embedded.world import World

CODE_LIFE = timedelta(seconds=60)
TOKEN_LIFE = timedelta(minutes=5)
SESSION_LIFE = timedelta(minutes=15)


class BadGrant(Exception):
    """The code or token is unknown, used, old or belongs to another request."""


def give_code(
    world: World, request: LoginRequest, *, bsn: str, acr: str, session: DigidSession | None
) -> str:
    """A code for this login, good for one use within 60 seconds."""
    code = secrets.token_urlsafe(32)
    with Session(world.engine) as database, database.begin():
        database.add(
            DigidGrant(
                code_hash=digest(code),
                request=request.as_json(),
                bsn=bsn,
                acr=acr,
                sid=session.sid if session else secrets.token_urlsafe(16),
                auth_time=session.auth_time if session else now(),
            )
        )
    return code


def use_code(
    world: World, code: str, *, redirect_uri: str, verifier: str
) -> tuple[DigidGrant, str]:
    """The grant of this code and a fresh access token; raises `BadGrant`.

    A code that comes a second time takes the access token of the first along (RFC 6749 4.1.2).
    """
    with Session(world.engine, expire_on_commit=False) as session, session.begin():
        grant = session.get(DigidGrant, digest(code), with_for_update=True)
        problem = _problem(grant, redirect_uri, verifier)
        token = secrets.token_urlsafe(32)
        if grant and grant.used_at:
            grant.revoked = True
        elif grant:
            grant.used_at = now()
            grant.token_hash = digest(token) if not problem else None
    if problem or not grant:
        raise BadGrant(problem)
    return grant, token


def grant_of_token(world: World, token: str) -> DigidGrant:
    """The grant behind this access token; raises `BadGrant`."""
    with Session(world.engine) as session:
        found = select(DigidGrant).where(DigidGrant.token_hash == digest(token))
        grant = session.scalar(found)
    if not grant or grant.revoked or not grant.used_at or _age(grant.used_at) > TOKEN_LIFE:
        raise BadGrant("the access token is unknown or has expired")
    return grant


def open_session(world: World, *, bsn: str, acr: str) -> tuple[DigidSession, str]:
    """Keep this person logged in; gives the session and the value of its cookie."""
    cookie = secrets.token_urlsafe(32)
    row = DigidSession(
        cookie_hash=digest(cookie),
        sid=secrets.token_urlsafe(16),
        bsn=bsn,
        acr=acr,
        auth_time=now(),
    )
    with Session(world.engine, expire_on_commit=False) as session, session.begin():
        session.add(row)
    return row, cookie


def session_of(world: World, cookie: str) -> DigidSession | None:
    """The live session of this cookie."""
    with Session(world.engine) as session:
        row = session.get(DigidSession, digest(cookie))
    return row if row and _age(row.auth_time) < SESSION_LIFE else None


def close_session(world: World, *, cookie: str, sid: str) -> None:
    """End the sessions with this cookie or this `sid`; none is fine."""
    with Session(world.engine) as session, session.begin():
        session.execute(
            delete(DigidSession).where(
                (DigidSession.cookie_hash == digest(cookie)) | (DigidSession.sid == sid)
            )
        )


def pseudonym(world: World, client_id: str, bsn: str) -> str:
    """The `sub` of this person at this client: always the same, and nobody else's (pairwise)."""
    key = f"digid-sub:{world.secret}".encode()
    return hmac.digest(key, f"{client_id}|{bsn}".encode(), hashlib.sha256).hex()


def digest(secret: str) -> str:
    """Hash under which a code, token or cookie is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _problem(grant: DigidGrant | None, redirect_uri: str, verifier: str) -> str:
    if grant is None:
        return "the code is unknown"
    if grant.used_at:
        return "the code was used before"
    if _age(grant.made_at) > CODE_LIFE:
        return "the code has expired"
    if grant.request["redirect_uri"] != redirect_uri:
        return "the redirect_uri is another one"
    if not _fits(verifier, grant.request["challenge"]):
        return "the code_verifier does not fit"
    return ""


def _fits(verifier: str, challenge: str) -> bool:
    """Whether this is the verifier behind the challenge (RFC 7636 4.1 and 4.6)."""
    expected = urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
    is_allowed = re.fullmatch(r"[A-Za-z0-9._~-]{43,128}", verifier) is not None
    return is_allowed and hmac.compare_digest(expected, challenge.encode())


def _age(moment: datetime) -> timedelta:
    return now() - moment
