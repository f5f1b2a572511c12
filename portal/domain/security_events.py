"""Security events: who tried what, and what came of it, for those who watch over the portal.

A part notes what happened where it happens; the edge of the process (web, a job) writes what was
noted there, once that work is done. What isn't collected by anybody is let go.
"""

from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from portal.domain.people import OwnerId


class EventKind(StrEnum):
    """What can happen; the code of an event says more, in a word of our own."""

    LOGIN = "login"
    """Code: the level of assurance."""
    LOGIN_REFUSED = "login_refused"
    """Code: a `LoginProblem`."""
    LEVEL_TOO_LOW = "level_too_low"
    """Code: the level that the page needs."""
    LOGOUT = "logout"
    NOT_FOUND = "not_found"
    """There is no such thing for whoever asked; code: `OF_ANOTHER` or `UNKNOWN`."""
    CSRF_REFUSED = "csrf_refused"
    CROSS_SITE_REFUSED = "cross_site_refused"
    """Code: whether another site sent a form, or used a page as its part."""
    LIMIT_HIT = "limit_hit"
    """Code: name of the limit."""
    PROOF_REFUSED = "proof_refused"
    """A system with a wrong token or secret."""
    UPLOAD_REFUSED = "upload_refused"
    """Code: what is wrong with the file."""
    CONSENT_USE_REFUSED = "consent_use_refused"
    """An organisation that proved itself asked for data and got none."""
    CONSENT_CHANGED = "consent_changed"
    """Code: given, refused or withdrawn."""
    CHAIN_BROKEN = "chain_broken"
    """The log itself was tampered with: its head was lost or altered when the worker sealed."""
    STARTED = "started"
    """Code: the process with its version."""


OF_ANOTHER, UNKNOWN = "of_another", "unknown"


@dataclass(frozen=True, slots=True)
class SecurityEvent:
    """One thing that happened. Holds no token, claim or number of anybody."""

    kind: EventKind
    code: str = ""
    subject: str = ""
    """Who did it, by a name that tells nothing; '': whoever the request came from."""
    address: "NamedInAddress | None" = None
    """What was not found: the code will say whether it is another's."""


@dataclass(frozen=True, slots=True)
class NamedInAddress:
    """What the address of a page names."""

    ids: tuple[UUID, ...]
    number: str
    """Reference of a submission or number of its case; '' where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSource:
    """Where events came from."""

    request: str
    """Id of the request; '' where there was none."""
    endpoint: str
    subject: str
    """As in `SecurityEvent`; '' where nobody knows."""
    owner: OwnerId | None
    """The resident who was logged in."""
    network: str
    """Network that it came from: IPv4 as /24, IPv6 as /48."""


NOWHERE = EventSource(request="", endpoint="", subject="", owner=None, network="")
"""Of what no request brought about."""

_noted: ContextVar[list[SecurityEvent] | None] = ContextVar("noted", default=None)


def collect_events() -> list[SecurityEvent]:
    """The list to which all that is noted here goes from now on."""
    events: list[SecurityEvent] = []
    _noted.set(events)
    return events


def note_event(kind: EventKind, code: str = "", *, subject: str = "") -> None:
    """Let this be written when the request or job at hand is done."""
    add_event(SecurityEvent(kind, code, subject))


def add_event(event: SecurityEvent) -> None:
    """The same, for an event that is more than a word."""
    events = _noted.get()
    if events is not None:
        events.append(event)


def subject_of_owner(owner: OwnerId) -> str:
    """How events name a resident."""
    return f"owner:{owner}"
