"""Login sessions, and what was typed when a session had expired.

Tokens are kept as keyed hashes only: who reads the tables can't take a session over.
Rules: `reference` of the design 1.7 (Logius T14: 15 minutes idle at most; ended on the server).
"""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import structlog
from cryptography.exceptions import InvalidTag
from sqlalchemy import (
    ColumnElement,
    Index,
    Row,
    bindparam,
    delete,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.consultations import NewConsultation
from portal.domain.identity import Identity
from portal.domain.people import Actor, Ground, Level, OwnerId, Party
from portal.settings import Settings
from portal.storage.base import Owned, Record, sealed_column, table_of, vault_of
from portal.storage.consultations import WRITE_LINES, write_values
from portal.storage.login_statements import visit_statement
from portal.storage.owners import resident_of
from portal.storage.pending_logins import PendingLoginRow
from portal.storage.prepared import Prepared
from portal.storage.session_answers import SEAL as ANSWER_SEAL
from portal.storage.session_answers import SessionAnswer
from portal.storage.vault import UnknownKey

log = structlog.get_logger()

TOKEN_BYTES = 32
PARKED_FOR = timedelta(hours=1)
KEPT_FOR = timedelta(days=1)
"""How long expired sessions and old logins stay, so that a late tab loses nothing it typed."""
SEEN_EVERY = timedelta(minutes=1)

BSN = "login_session.bsn"
ID_TOKEN = "login_session.id_token"  # noqa: S105 - the name of a column
FIELDS = "parked_input.fields"

Fields = list[tuple[str, str]]
LineOf = Callable[[Party], NewConsultation]


class LoginSession(Record):
    """One login of one resident in one browser; live until it is idle or too old.

    Logging out deletes the row, and with it all that hangs on it.
    """

    __tablename__ = "login_session"

    token_hash: Mapped[str] = mapped_column(unique=True)
    owner_id: Mapped[Owned] = mapped_column(index=True)
    sealed_bsn: Mapped[bytes] = sealed_column(BSN)
    issuer: Mapped[str]
    sub_hash: Mapped[str]
    sid: Mapped[str]
    """The provider's own name for its session; empty where it has none."""
    level: Mapped[int]
    authenticated_at: Mapped[datetime]
    began_at: Mapped[datetime]
    last_seen_at: Mapped[datetime] = mapped_column(index=True)
    """To the minute: see `SEEN_EVERY`."""
    sealed_id_token: Mapped[bytes] = sealed_column(ID_TOKEN)
    """Only for logging out at the provider; may hold nothing."""


class ExpiredInput(Record):
    """Fields of a page that came in when the session had expired, for the same resident only."""

    __tablename__ = "parked_input"
    __table_args__ = (Index("ix_parked_input_owner_id_path", "owner_id", "path"),)

    owner_id: Mapped[Owned]
    path: Mapped[str]
    sealed_fields: Mapped[bytes] = sealed_column(FIELDS)


_TAKE_EXPIRED = Prepared(
    delete(table_of(ExpiredInput))
    .where(ExpiredInput.owner_id == bindparam("owner_id"), ExpiredInput.path == bindparam("path"))
    .returning(table_of(ExpiredInput).c.made_at, table_of(ExpiredInput).c.sealed_fields)
)


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """How long a session lasts: after the last click, and at most."""

    idle: timedelta
    longest: timedelta

    @classmethod
    def of(cls, settings: Settings) -> "SessionLimits":
        """The limits that these settings name."""
        return cls(
            timedelta(minutes=settings.session_minutes), timedelta(hours=settings.session_hours)
        )

    def end_of(self, row: LoginSession | Row[Any]) -> datetime:
        """Moment (UTC) at which this session expires when nothing more is done."""
        return min(row.last_seen_at + self.idle, row.began_at + self.longest)


@dataclass(frozen=True, slots=True)
class Header:
    """What the header of every page shows of our own records."""

    name: str
    """The resident's name; '' where it was not read in this login session."""
    unread: int
    """How many messages were not read."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Who acts, and what stands in the header of their pages."""

    actor: Actor
    header: Header


def begin_session(
    session: Session, identity: Identity, line_of: LineOf | None = None
) -> tuple[str, Party]:
    """Start a session for who just logged in; gives its token, for the cookie only.

    `line_of`: the consultation line that is written with it, in the same statement. Raises
    `IntegrityError` where the owner, found before a transaction, is gone by then.
    """
    vault, now = vault_of(session), datetime.now(UTC)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    resident = resident_of(session, identity.bsn)
    values = {
        "id": uuid4(),
        "made_at": now,
        "token_hash": vault.hash(token, "login_session"),
        "owner_id": resident.key,
        "sealed_bsn": vault.seal(identity.bsn.encode(), BSN),
        "issuer": identity.issuer,
        "sub_hash": vault.hash(f"{identity.issuer} {identity.subject}", "sub"),
        "sid": identity.provider_session,
        "level": identity.level,
        "authenticated_at": identity.authenticated_at,
        "began_at": now,
        "last_seen_at": now,
        "sealed_id_token": vault.seal(identity.id_token.encode(), ID_TOKEN),
    }
    if line_of is None:
        _BEGIN.rows(session, values)
    else:
        _BEGIN_WITH_LINE.rows(session, values | write_values([line_of(resident)]))
    return token, resident


def visit_of(
    session: Session, token: str, limits: SessionLimits, *, is_seen: bool = True
) -> Visit | None:
    """Who acts with this token; None when the session is unknown (or ended) or expired.

    Notes that the resident is still there, where they are (`is_seen`); the caller commits.
    """
    now = datetime.now(UTC)
    hashes = vault_of(session).hashes(token, "login_session")
    row = _VISIT.row(session, {"hashes": list(hashes.values())})
    if row is None or limits.end_of(row) <= now:
        return None
    if is_seen and now - row.last_seen_at >= SEEN_EVERY:
        see(session, row.id)  # a statement: of a row that another tab just ended, nothing is left
    bsn = _opened(session, row.sealed_bsn, BSN)
    if bsn is None:
        return None
    actor = Actor(
        by_whom=row.owner_id,
        for_party=Party.resident(bsn, row.owner_id),
        ground=Ground.SELF,
        level=Level(row.level),
        session_id=row.id,
        ends_at=limits.end_of(row),
        revision=row.revision,
    )
    name = _opened(session, row.sealed_name, ANSWER_SEAL) if row.sealed_name else None
    return Visit(actor, Header(json.loads(name) if name else "", row.unread))


def expired_owner(session: Session, token: str, limits: SessionLimits) -> OwnerId | None:
    """Whose session this was, if it expired by itself, or no key opens it here; else None."""
    row = session.scalar(select(LoginSession).where(_has_token(session, token)))
    if row is None:
        return None
    is_over = limits.end_of(row) <= datetime.now(UTC)
    return row.owner_id if is_over or _opened(session, row.sealed_bsn, BSN) is None else None


def see(session: Session, session_id: UUID) -> None:
    """Let the time without a click begin anew."""
    session.execute(
        update(LoginSession)
        .where(LoginSession.id == session_id)
        .values(last_seen_at=datetime.now(UTC))
    )


def end_session(session: Session, token: str) -> str:
    """End a session for good; gives the ID token to log out with at the provider, or ''."""
    sealed = session.scalar(
        delete(LoginSession)
        .where(_has_token(session, token))
        .returning(LoginSession.sealed_id_token)
    )
    return (_opened(session, sealed, ID_TOKEN) or "") if sealed else ""


def keep_expired_input(session: Session, owner_id: OwnerId, path: str, fields: Fields) -> None:
    """Keep what was typed on this page; the newest replaces what was kept before."""
    session.execute(
        delete(ExpiredInput).where(ExpiredInput.owner_id == owner_id, ExpiredInput.path == path)
    )
    sealed = vault_of(session).seal_json(fields, FIELDS)
    session.add(ExpiredInput(owner_id=owner_id, path=path, sealed_fields=sealed))


def has_expired_input(session: Session, owner_id: OwnerId, path: str) -> bool:
    """Whether something is kept that this resident typed on this page."""
    query = select(ExpiredInput.id).where(
        ExpiredInput.owner_id == owner_id,
        ExpiredInput.path == path,
        ExpiredInput.made_at > datetime.now(UTC) - PARKED_FOR,
    )
    return session.scalar(query.limit(1)) is not None


def take_expired_input(session: Session, owner_id: OwnerId, path: str) -> Fields | None:
    """What this resident typed on this page, once; None where nothing is kept. Caller commits."""
    rows = _TAKE_EXPIRED.rows(session, {"owner_id": owner_id, "path": path})
    fresh = [row for row in rows if row.made_at > datetime.now(UTC) - PARKED_FOR]
    if not fresh:
        return None
    opened = vault_of(session).open_json(max(fresh)[1], FIELDS)
    return [(name, value) for name, value in opened]


def forget_old(session: Session, limits: SessionLimits) -> None:
    """Remove what is no longer of use; the worker calls this now and then. Caller commits."""
    now = datetime.now(UTC)
    over = select(LoginSession.id).where(
        or_(
            LoginSession.last_seen_at <= now - limits.idle,
            LoginSession.began_at <= now - limits.longest,
        )
    )
    session.execute(delete(SessionAnswer).where(SessionAnswer.login_id.in_(over)))
    session.execute(delete(ExpiredInput).where(ExpiredInput.made_at <= now - PARKED_FOR))
    session.execute(delete(PendingLoginRow).where(PendingLoginRow.began_at <= now - KEPT_FOR))
    session.execute(delete(LoginSession).where(LoginSession.last_seen_at <= now - KEPT_FOR))


def _opened(session: Session, sealed: bytes, purpose: str) -> str | None:
    """What a session has sealed; None where no key opens it any more: that session is over."""
    try:
        return vault_of(session).open(sealed, purpose).decode()
    except (UnknownKey, InvalidTag) as error:
        log.warning("session_not_opened", kind=type(error).__name__, what=purpose)
        return None


def _has_token(session: Session, token: str) -> ColumnElement[bool]:
    hashes = vault_of(session).hashes(token, "login_session")
    return LoginSession.token_hash.in_(hashes.values())


_INSERT = insert(table_of(LoginSession)).values(
    {each.name: bindparam(each.name) for each in table_of(LoginSession).c}
)
_BEGIN, _VISIT = Prepared(_INSERT), Prepared(visit_statement(table_of(LoginSession)))
_BEGIN_WITH_LINE = Prepared(_INSERT.add_cte(WRITE_LINES.cte("lines")))
