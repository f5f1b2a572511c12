"""Submissions: drafts that were sent. Their content never changes; each becomes one case."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    UniqueConstraint,
    func,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from forms.keys import FormSlug, FormVersionId
from portal.domain.callers import request_id
from portal.domain.case_keys import CaseKey, CaseNumber
from portal.domain.days import day_of
from portal.domain.people import OwnerId
from portal.domain.references import REFERENCE_END, end_of_reference
from portal.storage.base import Owned, Record, sealed_column, vault_of

SEAL = "submission.content"


class Submission(Record):
    """One submission. `made_at` is the moment it was sent (UTC).

    The unique `draft_id` makes a second click on "send" find the first one. `number` and
    the key of the case are filled by the delivery, the number before it is used.
    """

    __tablename__ = "submission"
    __table_args__ = (
        UniqueConstraint("case_system", "number"),
        Index(
            "ix_submission_with_answers",
            "delivered_at",
            postgresql_where=text("answers_removed_at IS NULL"),
        ),
        Index(
            "ix_submission_end_of_reference",
            text(f'"right"(reference, {REFERENCE_END})'),
            unique=True,
        ),
    )

    owner_id: Mapped[Owned] = mapped_column(index=True)
    acted_by: Mapped[OwnerId]
    draft_id: Mapped[UUID] = mapped_column(unique=True)
    reference: Mapped[str] = mapped_column(unique=True)
    """What people call it by, and the number of its case."""
    slug: Mapped[FormSlug]
    version: Mapped[FormVersionId] = mapped_column(ForeignKey("form_version.version"))
    language: Mapped[str]
    ground: Mapped[str]
    level: Mapped[int]
    tracking_hash: Mapped[str | None] = mapped_column(unique=True)
    """Hash of the token in the tracking link of a report without login."""
    request: Mapped[str] = mapped_column(insert_default=request_id, server_default="")
    """Id of the request that it was sent with; empty: nobody knows."""
    sealed: Mapped[bytes] = sealed_column(SEAL)
    number: Mapped[CaseNumber | None] = mapped_column(index=True)
    """Of its case, once it is being made; another than the reference where an earlier release
    reserved one, or where the case system numbers cases itself."""
    may_have_other_number: Mapped[bool] = mapped_column(
        insert_default=False, server_default=text("true")
    )
    """Whether an earlier release sent it, which reserved numbers."""
    case_type: Mapped[str | None]
    """Identification of the zaaktype that its answers called for; None: an earlier release sent it,
    and the answers say."""
    is_answered: Mapped[bool] = mapped_column(insert_default=True, server_default=text("true"))
    """Whether the municipality can answer who sent it, by what they answered."""
    is_held: Mapped[bool] = mapped_column(insert_default=False, server_default=text("false"))
    """Whether it waits for a co-signature, and is not brought to the case system meanwhile."""
    case_system: Mapped[str | None]
    case_id: Mapped[UUID | None] = mapped_column(index=True)
    delivered_at: Mapped[datetime | None] = mapped_column(index=True)
    """When it left the portal: it became a case, or was handed over."""
    handed_over_at: Mapped[datetime | None] = mapped_column(index=True)
    """When an operator took it out of the portal as paper; then it is delivered no more."""
    handed_over_by: Mapped[str | None]
    answers_removed_at: Mapped[datetime | None]
    """When the answers were removed, long after delivery; what is sealed holds nothing since."""
    case_ended_on: Mapped[date | None] = mapped_column(index=True)
    """The last day of its case, as far as the worker heard; of what has no case, of its own."""
    case_missed_on: Mapped[date | None]
    """Since when the case system doesn't show its case; empty: it does."""
    case_heard_at: Mapped[datetime | None] = mapped_column(index=True)
    """When the worker last heard of its case, or asked after it."""
    case_digest: Mapped[str | None]
    """How its case stood when it was last polled (`CaseMark`); empty: it never was."""

    @property
    def has_other_number(self) -> bool:
        """Whether its case has another number than what its sender was told."""
        return self.number not in (None, self.reference)

    @property
    def is_waiting(self) -> bool:
        """Whether it still has to become a case."""
        return self.delivered_at is None and self.handed_over_at is None

    @property
    def is_case(self) -> bool:
        """Whether it became a case."""
        return self.delivered_at is not None and self.handed_over_at is None

    def hand_over(self, at: datetime, by: str) -> None:
        """Note that it left the portal as paper: there is nothing left to follow.

        Workers of a release that knows no hand-over leave alone what counts as delivered.
        """
        self.handed_over_at, self.handed_over_by = at, by
        self.delivered_at, self.case_ended_on = at, day_of(at)

    @property
    def case_key(self) -> CaseKey | None:
        """The case that it became; None until then."""
        if self.case_system is None or self.case_id is None:
            return None
        return CaseKey(self.case_system, self.case_id)

    @case_key.setter
    def case_key(self, key: CaseKey) -> None:
        self.case_system, self.case_id = key.system, key.id


@dataclass(slots=True, kw_only=True)
class SubmissionContent:
    """What a submission holds, as kept sealed."""

    bsn: str | None
    answers: dict[str, Any]
    facts: dict[str, Any]
    summary: list[dict[str, Any]]
    """Sections with rows, in Dutch, exactly as checked by the resident (for the PDF)."""
    initiator: dict[str, str] = field(default_factory=dict)
    """Name, e-mail and phone for the case's initiator role."""


def add(session: Session, submission: Submission, content: SubmissionContent) -> Submission:
    """Keep a submission in the running transaction."""
    change_content(session, submission, content)
    session.add(submission)
    session.flush()
    return submission


def change_content(session: Session, submission: Submission, content: SubmissionContent) -> None:
    """Let the submission hold this, in the running transaction."""
    values = {name: getattr(content, name) for name in SubmissionContent.__slots__}
    submission.sealed = vault_of(session).seal_json(values, SEAL)


def content_of(session: Session, submission: Submission) -> SubmissionContent:
    """What this submission holds."""
    return SubmissionContent(**vault_of(session).open_json(submission.sealed, SEAL))


def submission_of(session: Session, owner_id: OwnerId, reference: str) -> Submission | None:
    """One submission of this owner by its reference."""
    query = select(Submission).where(
        Submission.owner_id == owner_id, Submission.reference == reference
    )
    return session.scalar(query)


def submission_standing_still(
    session: Session, owner_id: OwnerId, submission_id: UUID
) -> Submission | None:
    """One submission, of which no delivery is noted as done until this transaction ends.

    So what is kept with it goes along with that delivery, or knows its case.
    """
    query = select(Submission).where(
        Submission.owner_id == owner_id, Submission.id == submission_id
    )
    locked = query.with_for_update(read=True).execution_options(populate_existing=True)
    return session.scalar(locked)


def sent_from(session: Session, draft_id: UUID) -> Submission | None:
    """The submission that was made of this draft, if it was sent."""
    return session.scalar(select(Submission).where(Submission.draft_id == draft_id))


def tracked(session: Session, token: str) -> Submission | None:
    """The report without login that this tracking token belongs to."""
    hashes = vault_of(session).hashes(token, "tracking").values()
    return session.scalar(select(Submission).where(Submission.tracking_hash.in_(hashes)))


def tracking_token(session: Session, draft_id: UUID) -> str:
    """The secret in the tracking link of a report: the same for the same draft."""
    return vault_of(session).hash(str(draft_id), "tracking token")[:40]


def token_of_report(session: Session, submission: Submission) -> str:
    """The secret in the tracking link of this report, by whichever index key it was made."""
    vault = vault_of(session)
    secrets = vault.hashes(str(submission.draft_id), "tracking token").values()
    tokens = [secret[:40] for secret in secrets]
    hashes = {token: vault.hashes(token, "tracking").values() for token in tokens}
    return next(token for token in tokens if submission.tracking_hash in hashes[token])


def index_key_of_tracking(session: Session, draft_id: UUID, stored_hash: str) -> str | None:
    """Name of the index key that made the tracking link of this draft's report.

    None where the settings lack it.
    """
    vault = vault_of(session)
    for name, secret in vault.hashes(str(draft_id), "tracking token").items():
        if vault.hashes(secret[:40], "tracking")[name] == stored_hash:
            return name
    return None


def tracking_hash(session: Session, draft_id: UUID) -> str:
    """By what the tracking token of this draft's report is found."""
    return _hash_of(session, tracking_token(session, draft_id))


def last_of_form(
    session: Session, owner_id: OwnerId, slug: FormSlug, since: datetime
) -> Submission | None:
    """What this owner sent last with this form after that moment; None: nothing."""
    query = select(Submission).where(
        Submission.owner_id == owner_id, Submission.slug == slug, Submission.made_at >= since
    )
    return session.scalar(query.order_by(Submission.made_at.desc()).limit(1))


def submission_of_case(session: Session, owner_id: OwnerId, key: CaseKey) -> Submission | None:
    """The submission of this owner that became this case."""
    return session.scalar(select(Submission).where(Submission.owner_id == owner_id, *_is(key)))


def submission_of_number(
    session: Session, owner_id: OwnerId, number: CaseNumber
) -> Submission | None:
    """The newest submission of this owner whose case got this number."""
    query = select(Submission).where(Submission.owner_id == owner_id, Submission.number == number)
    return session.scalar(query.order_by(Submission.made_at.desc()).limit(1))


def submission_by_number(session: Session, number: CaseNumber) -> Submission | None:
    """The submission that became the case with this number: only to look whether it may be used.

    None where two case systems gave the same number.
    """
    query = select(Submission).where(Submission.number == number).limit(2)
    submissions = list(session.scalars(query))
    return submissions[0] if len(submissions) == 1 else None


def submission_by_id(session: Session, submission_id: UUID) -> Submission | None:
    """Any submission: for the worker, which acts as the system, and for nobody else."""
    return session.get(Submission, submission_id, populate_existing=True)


def submission_by_reference(session: Session, reference: str) -> Submission | None:
    """Any submission, by what its sender reads out: for operators, who see no content.

    And to mail the link of a report to the address that it has. The end of a reference will do.
    """
    end = func.right(Submission.reference, REFERENCE_END)
    query = select(Submission).where(end == end_of_reference(reference))
    return session.scalar(query.where(Submission.reference.endswith(reference, autoescape=True)))


def submission_by_case(session: Session, key: CaseKey) -> Submission | None:
    """The submission that became this case: for the worker."""
    return session.scalar(select(Submission).where(*_is(key)))


def is_under_way(session: Session) -> bool:
    """Whether any submission is being made a case now: it has a number and is no case yet."""
    begun = select(Submission.id).where(
        Submission.number.is_not(None),
        Submission.delivered_at.is_(None),
        Submission.handed_over_at.is_(None),
    )
    return session.scalar(begun.limit(1)) is not None


def _is(key: CaseKey) -> tuple[ColumnElement[bool], ...]:
    return Submission.case_id == key.id, Submission.case_system == key.system


def _hash_of(session: Session, token: str) -> str:
    return vault_of(session).hash(token, "tracking")
