"""Mail addresses that a resident gave, until the link in the mail that went there was used.

Of the secret in the link only a hash can be looked up; the mail is written from what is sealed.
The same resident with the same address has the same secret: a mail of just before stays good.
"""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.people import OwnerId
from portal.domain.retention import DAYS, KeptPart
from portal.storage.base import Owned, Record, sealed_column, vault_of

SEAL, PURPOSE, SECRET = "email_check.details", "email check", "email check token"
VALID_FOR = timedelta(days=DAYS[KeptPart.UNCONFIRMED_ADDRESS])


class EmailCheck(Record):
    """The last address that one resident gave. Moments are UTC."""

    __tablename__ = "email_check"

    owner_id: Mapped[Owned] = mapped_column(unique=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    sealed: Mapped[bytes] = sealed_column(SEAL)
    asked_at: Mapped[datetime] = mapped_column(index=True)
    """When the last mail was asked for: from then on the link works for `VALID_FOR`."""
    mailed_at: Mapped[datetime | None]
    """Empty while that mail is on its way."""
    confirmed_at: Mapped[datetime | None]

    @property
    def ends_at(self) -> datetime:
        """Until when the link works."""
        return self.asked_at + VALID_FOR


@dataclass(frozen=True, slots=True)
class EmailCheckDetails:
    """What is sealed: the address, the secret of the link, and the language of the mail."""

    address: str
    token: str
    language: str


def mailbox_of(address: str) -> str:
    """The address, written as every spelling of it that leads to the same mailbox."""
    return address.strip().casefold()


def begin(session: Session, owner_id: OwnerId, address: str, language: str) -> EmailCheck:
    """Have this address confirmed, and no other that this resident gave before. Caller commits."""
    cancel(session, owner_id)
    vault = vault_of(session)
    token = vault.hash(f"{owner_id} {mailbox_of(address)}", SECRET)
    details = EmailCheckDetails(address, token, language)
    check = EmailCheck(
        id=uuid4(),
        owner_id=owner_id,
        token_hash=vault.hash(details.token, PURPOSE),
        sealed=vault.seal_json(asdict(details), SEAL),
        asked_at=datetime.now(UTC),
    )
    session.add(check)
    session.flush()
    return check


def cancel(session: Session, owner_id: OwnerId) -> None:
    """Let no address of this resident wait any more. Caller commits."""
    session.execute(delete(EmailCheck).where(EmailCheck.owner_id == owner_id))


def details_of(session: Session, check: EmailCheck) -> EmailCheckDetails:
    """The address, and what goes into the mail."""
    return EmailCheckDetails(**vault_of(session).open_json(check.sealed, SEAL))


def waiting_check(session: Session, owner_id: OwnerId) -> EmailCheck | None:
    """The address that this resident still has to confirm; None: none."""
    query = _working().where(EmailCheck.owner_id == owner_id, EmailCheck.confirmed_at.is_(None))
    return session.scalar(query)


def check_by_token(session: Session, token: str) -> EmailCheck | None:
    """The check that this link is of, confirmed or not; None: the link doesn't work."""
    hashes = vault_of(session).hashes(token, PURPOSE).values()
    query = _working().where(EmailCheck.token_hash.in_(hashes))
    return session.scalar(query)


def check_by_id(session: Session, check_id: UUID) -> EmailCheck | None:
    """Any check that still waits: for the worker, which acts as the system."""
    query = _working().where(EmailCheck.id == check_id, EmailCheck.confirmed_at.is_(None))
    return session.scalar(query)


def note_mailed(session: Session, check_id: UUID, asked_at: datetime) -> None:
    """Note that the mail went out that was asked for then. Caller commits."""
    query = update(EmailCheck).where(EmailCheck.id == check_id, EmailCheck.asked_at == asked_at)
    session.execute(query.values(mailed_at=datetime.now(UTC)))


def _working() -> Select[EmailCheck]:
    query = select(EmailCheck).where(EmailCheck.asked_at > datetime.now(UTC) - VALID_FOR)
    return query.execution_options(populate_existing=True)
