"""What happens when somebody logs in or out."""

import secrets
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.domain.consultations import Act, Action, Activity, DataKind, NewConsultation
from portal.domain.failures import SourceError
from portal.domain.identity import (
    Identity,
    IdentityProvider,
    LoginFailed,
    LoginProblem,
    PendingLogin,
)
from portal.domain.people import Actor, Ground, Level, Party
from portal.domain.security_events import EventKind, note_event, subject_of_owner
from portal.storage import logins, pending_logins
from portal.storage.base import single_statements

RANDOM_BYTES = 32
SOURCE = "digid"
Answer = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginRequest:
    """What somebody wants who begins to log in. `browser` names the browser, `next_path` a page."""

    level: Level
    next_path: str
    browser: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowserState:
    """What the browser had before the answer came: its name, session and who was logged in."""

    browser: str
    token: str
    actor: Actor | None


@dataclass(frozen=True, slots=True)
class LoginResult:
    """Somebody logged in. `next_path` is None where it was the page of somebody else."""

    token: str
    next_path: str | None


def begin(session: Session, provider: IdentityProvider, wish: LoginRequest) -> str:
    """Where to send the browser; raises `LoginFailed` when no login is possible now."""
    pending = PendingLogin(
        state=secrets.token_urlsafe(RANDOM_BYTES),
        nonce=secrets.token_urlsafe(RANDOM_BYTES),
        verifier=secrets.token_urlsafe(RANDOM_BYTES),
        level=wish.level,
        began_at=datetime.now(UTC),
    )
    try:
        url = provider.authorization_url(pending, wish.language)
    except SourceError as error:
        raise LoginFailed(LoginProblem.OUTAGE, str(error)) from error
    with single_statements(session):
        pending_logins.begin_login(session, pending, wish.browser, wish.next_path)
    session.commit()
    return url


def finish(
    session: Session, provider: IdentityProvider, answer: Answer, before: BrowserState
) -> LoginResult:
    """Check the provider's answer and start a new session; raises `LoginFailed`.

    An outage ends the session that there was (Logius T6); any other failure leaves it.
    """
    with single_statements(session):
        taken = pending_logins.take_login(session, state_in(answer), before.browser)
    session.commit()
    if taken is None:
        raise LoginFailed(LoginProblem.STALE, "no such login is pending in this browser")
    pending, next_path = taken
    try:
        identity = provider.identify(pending, answer)
    except SourceError as error:
        _end(session, before.token)
        raise LoginFailed(LoginProblem.OUTAGE, str(error)) from error
    except LoginFailed as failure:
        if failure.problem is LoginProblem.OUTAGE:
            _end(session, before.token)
        raise
    token, resident = _begin(session, identity, before.token)
    note_event(EventKind.LOGIN, str(identity.level.value), subject=subject_of_owner(resident.key))
    is_other = before.actor is not None and before.actor.for_party != resident
    return LoginResult(token, None if is_other else next_path)


def wish_of(session: Session, answer: Answer, browser: str) -> tuple[str, Level] | None:
    """Page and level that this answer's login was for; None: this browser began no such login."""
    return pending_logins.wish_of_login(session, state_in(answer), browser)


def log_out(session: Session, provider: IdentityProvider, token: str) -> tuple[str, str | None]:
    """End the session here first; gives a state, and where to end it at the provider too."""
    id_token = logins.end_session(session, token)
    session.commit()
    state = secrets.token_urlsafe(RANDOM_BYTES)
    try:
        return state, provider.logout_url(id_token, state)
    except SourceError:
        return state, None


def state_in(answer: Answer) -> str:
    """The state in an answer; '' where there is none, or more than one."""
    states = [value for name, value in answer if name == "state"]
    return states[0] if len(states) == 1 else ""


def _begin(session: Session, identity: Identity, old_token: str) -> tuple[str, Party]:
    """The token of a new session, in place of the one that there was, and whose it is. Commits."""
    with nullcontext() if old_token else single_statements(session):
        try:
            begun = _replace(session, identity, old_token)
        except IntegrityError:  # the owner was of no use for long, and removed just now
            session.rollback()
            begun = _replace(session, identity, old_token)
    session.commit()
    return begun


def _replace(session: Session, identity: Identity, old_token: str) -> tuple[str, Party]:
    if old_token:
        logins.end_session(session, old_token)
    return logins.begin_session(session, identity, _line)


def _end(session: Session, token: str) -> None:
    logins.end_session(session, token)
    session.commit()


def _line(resident: Party) -> NewConsultation:
    act = Act(Activity.LOGIN, Action.CHECKED, (DataKind.IDENTITY,), SOURCE)
    return NewConsultation.on(Ground.SELF, resident, act)
