"""Identity: what an OpenID provider in DigiD's style proves about somebody."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from portal.domain.people import Level

CALLBACK_PATH = "/inloggen/terug"
"""Where the provider answers; registered there, below the portal's address."""
LOGGED_OUT_PATH = "/uitgelogd/"
"""Where the provider sends who logged out; registered there too."""


class LoginProblem(StrEnum):
    """Why a login did not succeed, as far as the resident can do something about it."""

    CANCELLED = "cancelled"
    REFUSED = "refused"
    LEVEL = "level"
    OUTAGE = "outage"
    STALE = "stale"
    """The answer belongs to no login that this browser began, or to one that was used or is old."""


class LoginFailed(Exception):
    """The login did not succeed. `detail` is for the log only: no claims, nothing from a query."""

    def __init__(self, problem: LoginProblem, detail: str) -> None:
        super().__init__(f"{problem}: {detail}")
        self.problem = problem


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingLogin:
    """A login that this browser began; kept on the server until the answer comes (10 minutes)."""

    state: str
    nonce: str
    verifier: str
    level: Level
    """The lowest level that will do."""
    began_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who logged in, proven. Source: OpenID Connect Core 1.0, NL GOV profile 1.0.1."""

    issuer: str
    subject: str
    bsn: str
    level: Level
    authenticated_at: datetime
    provider_session: str
    """`sid`; empty where the provider sends none."""
    id_token: str
    """Kept, sealed, only to log out at the provider; empty where that doesn't need it."""


class IdentityProvider(Protocol):
    """The OpenID provider; raises `SourceError` or `LoginFailed`."""

    def authorization_url(self, pending: PendingLogin, language: str) -> str:
        """Where to send the browser."""
        ...

    def identify(self, pending: PendingLogin, answer: list[tuple[str, str]]) -> Identity:
        """Check the answer (its query parameters as received) in every way and say who it is."""
        ...

    def logout_url(self, id_token: str, state: str) -> str | None:
        """Where to end the session at the provider; None where it has no such address."""
        ...

    def public_keys(self) -> dict[str, Any]:
        """The keys with which the portal proves itself to the provider, as a JWK Set."""
        ...
