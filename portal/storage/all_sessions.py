"""Login sessions of all residents together, for who runs the portal."""

from datetime import UTC, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from portal.storage.logins import LoginSession, SessionLimits
from portal.storage.pending_logins import PendingLoginRow


def count_live(session: Session, limits: SessionLimits) -> int:
    """How many sessions are live now."""
    now = datetime.now(UTC)
    query = select(func.count()).where(
        LoginSession.last_seen_at > now - limits.idle, LoginSession.began_at > now - limits.longest
    )
    return session.scalar(query) or 0


def end_all(session: Session) -> int:
    """End every session for good, and logins under way; gives how many. Caller commits."""
    session.execute(delete(PendingLoginRow))
    return len(session.scalars(delete(LoginSession).returning(LoginSession.id)).all())
