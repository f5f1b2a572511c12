"""How often something was tried: counted for all web processes together.

Keys are hashes, or ids of owners; the table is not logged, so a crash of the database forgets it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import bindparam, column, delete, func, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.storage.base import Base, table_of, vault_of
from portal.storage.prepared import Prepared

_COUNT = Prepared(
    text(
        """
    INSERT INTO rate_limit AS before (key, ends_at, tries)
    SELECT key, ends_at, weight FROM unnest(
        CAST(:keys AS text[]), CAST(:ends AS timestamptz[]), CAST(:weights AS integer[])
    ) AS tried (key, ends_at, weight) ORDER BY key
    ON CONFLICT (key) DO UPDATE SET
        tries = CASE WHEN before.ends_at <= :now THEN excluded.tries
            ELSE before.tries + excluded.tries END,
        ends_at = CASE WHEN before.ends_at <= :now THEN excluded.ends_at ELSE before.ends_at END
    RETURNING key, ends_at, tries
    """
    ).columns(column("key"), column("ends_at"), column("tries"))
)
"""Rows in the order of their keys, so that two at once don't wait for each other."""


class RateLimit(Base):
    """The tries of one key until a moment; a try after it begins anew."""

    __tablename__ = "rate_limit"
    __table_args__ = ({"prefixes": ["UNLOGGED"]},)

    key: Mapped[str] = mapped_column(primary_key=True)
    ends_at: Mapped[datetime] = mapped_column(index=True)
    tries: Mapped[int]


@dataclass(frozen=True, slots=True)
class TryCount:
    """How many tries of a name a subject has in some seconds."""

    name: str
    subject: str
    most: int
    seconds: int
    weight: int = 1
    """For how many tries one counts."""


def count_tries(session: Session, tries: Sequence[TryCount]) -> tuple[TryCount, datetime] | None:
    """Count one try of each; of one that was too many, when (UTC) it may go on. None: of none.

    The session is its caller's to commit.
    """
    by_key = {_key(session, each): each for each in tries}
    now = datetime.now(UTC)
    values = {
        "keys": list(by_key),
        "ends": [now + timedelta(seconds=each.seconds) for each in by_key.values()],
        "weights": [each.weight for each in by_key.values()],
        "now": now,
    }
    rows = _COUNT.rows(session, values)
    over = [(row.ends_at, row.key) for row in rows if row.tries > by_key[row.key].most]
    if not over:
        return None
    ends_at, key = max(over)
    return by_key[key], ends_at


def forgive(session: Session, tries: TryCount) -> None:
    """Take one try back, as it came to a good end."""
    _FORGIVE.rows(session, {"of": _key(session, tries), "weight": tries.weight})


def forget_tries(session: Session, tries: TryCount) -> None:
    """Take all tries back, as nothing came of them. Caller commits."""
    session.execute(delete(RateLimit).where(RateLimit.key == _key(session, tries)))


def forget_old(session: Session) -> None:
    """Remove what counts no longer. Caller commits."""
    session.execute(delete(RateLimit).where(RateLimit.ends_at <= datetime.now(UTC)))


def _key(session: Session, tries: TryCount) -> str:
    return vault_of(session).hash(f"{tries.name} {tries.subject}", "limit")


_LIMIT = table_of(RateLimit).c
_FORGIVE = Prepared(
    update(table_of(RateLimit))
    .where(_LIMIT.key == bindparam("of"))
    .values(tries=func.greatest(_LIMIT.tries - bindparam("weight"), 0))
)
