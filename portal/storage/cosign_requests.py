"""Co-signatures that were asked for, each of one submission; and who answered.

Of the secret in the link only a hash can be looked up. What is sealed, the address and who may
sign, goes once it became a case; who signed, when the answers go.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, Select, and_, or_, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.cosigning import (
    ANSWER_WITHIN_DAYS,
    CASE_WITHIN_DAYS,
    REMIND_AFTER_DAYS,
    Cosignature,
)
from portal.domain.days import today, utc_now
from portal.domain.people import OwnerId
from portal.storage import deliveries, jobs
from portal.storage.base import Owned, Record, sealed_column, vault_of
from portal.storage.deliveries import Errand
from portal.storage.email_checks import mailbox_of
from portal.storage.submissions import Submission

SEAL, SIGNER_SEAL = "cosign_request.details", "cosign_request.signer"
PURPOSE, SECRET = "cosign", "cosign token"
NOTHING = b""
DAYS = (
    "asked_on",
    "reminded_on",
    "agreed_on",
    "refused_on",
    "lapsed_on",
    "withdrawn_on",
    "case_on",
)


class CosignRequest(Record):
    """That somebody is asked to co-sign a submission. Days are in the Netherlands."""

    __tablename__ = "cosign_request"
    __table_args__ = (
        Index("ix_cosign_request_open", "asked_on", postgresql_where=text("case_on IS NULL")),
    )

    owner_id: Mapped[Owned] = mapped_column(index=True)
    """Of the submission: who asks."""
    submission_id: Mapped[UUID] = mapped_column(
        ForeignKey("submission.id", ondelete="CASCADE"), unique=True
    )
    token_hash: Mapped[str] = mapped_column(unique=True)
    sealed: Mapped[bytes] = sealed_column(SEAL)
    cosigner_id: Mapped[OwnerId | None] = mapped_column(ForeignKey("owner.id"), index=True)
    """Who alone can answer, once they logged in with the link; empty: nobody did yet."""
    sealed_signer: Mapped[bytes] = sealed_column(SIGNER_SEAL)
    """Who answered; holds nothing before."""
    answered_at: Mapped[datetime | None]
    """Moment (UTC)."""
    mail_asked_at: Mapped[datetime]
    """When the last mail with the link was asked for (UTC)."""
    mailed_at: Mapped[datetime | None]
    """Empty while that mail is on its way."""
    asked_on: Mapped[date]
    reminded_on: Mapped[date | None]
    agreed_on: Mapped[date | None]
    refused_on: Mapped[date | None]
    lapsed_on: Mapped[date | None]
    withdrawn_on: Mapped[date | None]
    case_on: Mapped[date | None]
    """From when on it is brought to the case system, signed or not."""

    @property
    def signature(self) -> Cosignature:
        """How it stands; see `portal.domain.cosigning`."""
        return Cosignature(**{name: getattr(self, name) for name in DAYS})

    @signature.setter
    def signature(self, new: Cosignature) -> None:
        for name in DAYS:
            setattr(self, name, getattr(new, name))


@dataclass(frozen=True, slots=True, kw_only=True)
class CosignDetails:
    """What is sealed: where the mail goes, its secret and language, and who alone may sign."""

    address: str
    language: str
    token: str = ""
    """Made when it is asked."""
    bsn: str = ""
    """'' where the sender gave none."""
    relative: str = ""
    """The key that the partner has in what the register said of the sender; '': any."""


@dataclass(frozen=True, slots=True)
class Cosigner:
    """Who answered. `name`: as the register has it, read after they agreed; '' where it wasn't."""

    bsn: str
    name: str = ""


def add(session: Session, submission: Submission, details: CosignDetails) -> CosignRequest:
    """Ask for a co-signature, and hold what was sent meanwhile; sets the token. Caller commits."""
    submission.is_held = True
    request = CosignRequest(
        id=uuid4(),
        owner_id=submission.owner_id,
        submission_id=submission.id,
        sealed_signer=NOTHING,
        mail_asked_at=utc_now(),
        asked_on=today(),
    )
    _keep_details(session, request, details)
    session.add(request)
    session.flush()
    queue_mail(session, request)
    return request


def errand_of(request: CosignRequest) -> Errand:
    """Mailing the link, as it was asked for last."""
    asked_at = f"{request.mail_asked_at.astimezone(UTC):%Y%m%dT%H%M%S%f}"
    return Errand(jobs.INVITE, "invitation", f"{request.id}-{asked_at}")


def queue_mail(session: Session, request: CosignRequest) -> None:
    """Have the link mailed. Caller commits."""
    request.mail_asked_at, request.mailed_at = utc_now(), None
    deliveries.queue(session, errand_of(request))


def change_address(session: Session, request: CosignRequest, address: str) -> None:
    """Let the invitation go there; another mailbox has another link, and may be another person."""
    details = details_of(session, request)
    if mailbox_of(details.address) != mailbox_of(address):
        request.cosigner_id = None
    _keep_details(session, request, replace(details, address=address))


def details_of(session: Session, request: CosignRequest) -> CosignDetails:
    """What goes into the mail, and who may sign; nothing of it once it is a case."""
    return CosignDetails(**vault_of(session).open_json(request.sealed, SEAL))


def forget_details(session: Session, request: CosignRequest) -> None:
    """Let go of the address and of who may sign, as nobody is asked any more. Caller commits."""
    empty = CosignDetails(address="", language="")
    request.sealed = vault_of(session).seal_json(asdict(empty), SEAL)


def keep_signer(session: Session, request: CosignRequest, signer: Cosigner) -> None:
    """Keep who answered. Caller commits."""
    request.sealed_signer = vault_of(session).seal_json(asdict(signer), SIGNER_SEAL)


def signer_of(session: Session, request: CosignRequest) -> Cosigner | None:
    """Who answered; None: nobody did, or it was let go with the answers."""
    if not request.sealed_signer:
        return None
    return Cosigner(**vault_of(session).open_json(request.sealed_signer, SIGNER_SEAL))


def forget_signers(session: Session, submission_ids: Sequence[UUID]) -> None:
    """Let go of who answered, with the answers of these. Caller commits."""
    query = update(CosignRequest).where(CosignRequest.submission_id.in_(submission_ids))
    session.execute(query.values(sealed_signer=NOTHING))


def request_of_link(
    session: Session, token: str, *, lock: bool = False
) -> tuple[CosignRequest, Submission] | None:
    """What the link with this secret is about; None: it never led anywhere, or does no more."""
    hashes = vault_of(session).hashes(token, PURPOSE).values()
    return _one(session, _with_submission().where(CosignRequest.token_hash.in_(hashes)), lock=lock)


def request_of_submission(
    session: Session, owner_id: OwnerId, submission_id: UUID, *, lock: bool = False
) -> CosignRequest | None:
    """What is asked for what this owner sent; None: nobody co-signs it."""
    query = _with_submission().where(
        CosignRequest.owner_id == owner_id, CosignRequest.submission_id == submission_id
    )
    row = _one(session, query, lock=lock)
    return row[0] if row else None


def request_by_id(
    session: Session, request_id: UUID, *, lock: bool = False
) -> tuple[CosignRequest, Submission] | None:
    """One request with what was sent, for the worker; `lock` until the transaction ends."""
    return _one(session, _with_submission().where(CosignRequest.id == request_id), lock=lock)


def note_mailed(session: Session, request: CosignRequest, asked_at: datetime) -> None:
    """Note that the mail went out that was asked for then. Caller commits."""
    query = update(CosignRequest).where(
        CosignRequest.id == request.id, CosignRequest.mail_asked_at == asked_at
    )
    session.execute(query.values(mailed_at=utc_now()))


def requests_to_look_at(session: Session, day: date, most: int) -> Sequence[UUID]:
    """Requests of which the calendar may ask something on this day; see `Cosignature.due`."""
    of = CosignRequest
    is_silent = of.agreed_on.is_(None) & of.refused_on.is_(None) & of.lapsed_on.is_(None)
    is_old = of.asked_on <= day - timedelta(days=REMIND_AFTER_DAYS)
    is_over = of.asked_on < day - timedelta(days=ANSWER_WITHIN_DAYS)
    is_told = day - timedelta(days=CASE_WITHIN_DAYS)
    query = select(of.id).where(
        of.case_on.is_(None),
        or_(
            and_(is_silent, is_old, of.reminded_on.is_(None)),
            and_(is_silent, is_over),
            of.refused_on <= is_told,
            of.lapsed_on <= is_told,
            of.agreed_on.is_not(None),
            of.withdrawn_on.is_not(None),
        ),
    )
    return session.scalars(query.order_by(of.asked_on).limit(most)).all()


def _keep_details(session: Session, request: CosignRequest, details: CosignDetails) -> None:
    """Seal these; the same request with the same mailbox has the same secret."""
    vault = vault_of(session)
    token = vault.hash(f"{request.id} {mailbox_of(details.address)}", SECRET)[:40]
    request.token_hash = vault.hash(token, PURPOSE)
    request.sealed = vault.seal_json(asdict(replace(details, token=token)), SEAL)


def _with_submission() -> "Select[CosignRequest, Submission]":
    query = select(CosignRequest, Submission)
    return query.join(Submission, Submission.id == CosignRequest.submission_id)


def _one(
    session: Session, query: "Select[CosignRequest, Submission]", *, lock: bool
) -> tuple[CosignRequest, Submission] | None:
    if lock:
        query = query.with_for_update(of=CosignRequest)
    row = session.execute(query.execution_options(populate_existing=lock)).first()
    return (row[0], row[1]) if row else None
