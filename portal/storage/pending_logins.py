"""Logins that a browser began, until the provider answers.

States are kept as keyed hashes only: who reads the table can't take a login over.
"""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import ARRAY, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.identity import PendingLogin
from portal.domain.people import Level
from portal.storage.base import Record, sealed_column, table_of, vault_of
from portal.storage.prepared import Prepared

PENDING_FOR = timedelta(minutes=10)
SECRETS = "pending_login.secrets"


class PendingLoginRow(Record):
    """A login that a browser began; its state can be used once, by that browser."""

    __tablename__ = "pending_login"

    state_hash: Mapped[str] = mapped_column(unique=True)
    browser_hash: Mapped[str]
    sealed_secrets: Mapped[bytes] = sealed_column(SECRETS)
    """Nonce and PKCE verifier."""
    level: Mapped[int]
    next_path: Mapped[str]
    began_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


def begin_login(session: Session, pending: PendingLogin, browser: str, next_path: str) -> None:
    """Keep a login that this browser begins, until the provider answers."""
    vault = vault_of(session)
    values = {
        "id": uuid4(),
        "made_at": datetime.now(UTC),
        "state_hash": vault.hash(pending.state, "state"),
        "browser_hash": vault.hash(browser, "browser"),
        "sealed_secrets": vault.seal_json([pending.nonce, pending.verifier], SECRETS),
        "level": pending.level,
        "next_path": next_path,
        "began_at": pending.began_at,
        "used_at": None,
    }
    _BEGIN.rows(session, values)


def take_login(session: Session, state: str, browser: str) -> tuple[PendingLogin, str] | None:
    """The login with this state and the page to go on to, once; None: unknown, used or old.

    The caller commits before anything else, so that a second answer finds it used.
    """
    now = datetime.now(UTC)
    values = {**_hashes(session, state, browser), "now": now, "since": now - PENDING_FOR}
    row = _TAKE.row(session, values)
    if row is None:
        return None
    nonce, verifier = vault_of(session).open_json(row.sealed_secrets, SECRETS)
    pending = PendingLogin(
        state=state,
        nonce=nonce,
        verifier=verifier,
        level=Level(row.level),
        began_at=row.began_at,
    )
    return pending, row.next_path


def wish_of_login(session: Session, state: str, browser: str) -> tuple[str, Level] | None:
    """Page and level that the login with this state was for; None: this browser never began it."""
    row = _WISH.row(session, _hashes(session, state, browser))
    return (row.next_path, Level(row.level)) if row else None


def _hashes(session: Session, state: str, browser: str) -> dict[str, list[str]]:
    """By whichever index key they were made."""
    vault = vault_of(session)
    return {
        "states": list(vault.hashes(state, "state").values()),
        "browsers": list(vault.hashes(browser, "browser").values()),
    }


_TABLE = table_of(PendingLoginRow)
_LOGIN = _TABLE.c
_HASHES = ARRAY(_LOGIN.state_hash.type)
_IS_OF_BROWSER = (
    _LOGIN.state_hash == func.any(bindparam("states", type_=_HASHES)),
    _LOGIN.browser_hash == func.any(bindparam("browsers", type_=_HASHES)),
)
_BEGIN = Prepared(insert(_TABLE).values({each.name: bindparam(each.name) for each in _LOGIN}))
_TAKE = Prepared(
    update(_TABLE)
    .where(*_IS_OF_BROWSER, _LOGIN.used_at.is_(None), _LOGIN.began_at > bindparam("since"))
    .values(used_at=bindparam("now"))
    .returning(_LOGIN.sealed_secrets, _LOGIN.level, _LOGIN.next_path, _LOGIN.began_at)
)
_WISH = Prepared(select(_LOGIN.next_path, _LOGIN.level).where(*_IS_OF_BROWSER))
