"""What the worker could not bring where it belongs yet, and what became of its tries.

A row is there from the first failure until it succeeds, or until an operator takes it in hand.
The jobs themselves are Procrastinate's: this is what operators and senders are told of them.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Delete,
    Index,
    Select,
    Text,
    cast,
    delete,
    exists,
    false,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.storage import jobs
from portal.storage.base import Base


@dataclass(frozen=True, slots=True)
class Errand:
    """What a job is to bring about: its task, and what it is about."""

    task: str
    argument: str
    """Name of the job's argument that says what it is about."""
    subject: str

    @property
    def values(self) -> dict[str, str]:
        """For the statements about its jobs."""
        return {"task": self.task, "argument": self.argument, "subject": self.subject}

    @property
    def id(self) -> UUID | None:
        """Id of what it is about; None where that has none, also as a job was badly formed."""
        with suppress(ValueError):
            return UUID(self.subject)
        return None

    @property
    def lock(self) -> str:
        """Of the jobs of one errand, one runs at a time."""
        return f"{self.argument}:{self.subject}"

    @classmethod
    def upload(cls, upload_id: object) -> Self:
        """Looking into a file."""
        return cls(jobs.LOOK_INTO, "upload", str(upload_id))

    @classmethod
    def submission(cls, submission_id: object) -> Self:
        """Bringing a submission to the case system."""
        return cls(jobs.DELIVER, "submission", str(submission_id))

    @classmethod
    def task_reply(cls, task_reply_id: object) -> Self:
        """Bringing what was sent for a task to its case."""
        return cls(jobs.SEND_DOCUMENT, "sending", str(task_reply_id))

    @classmethod
    def form_task(cls, form_task_id: object) -> Self:
        """Telling the register of tasks that a form was sent for one of them."""
        return cls(jobs.END_TASK, "form_task", str(form_task_id))

    @classmethod
    def payment(cls, payment_id: object) -> Self:
        """Hearing how a payment stands, and letting its case say so."""
        return cls(jobs.SETTLE, "payment", str(payment_id))

    @classmethod
    def contact_request(cls, request_id: object) -> Self:
        """Bringing a question, or a wish to be called, to the contact register."""
        return cls(jobs.REGISTER_CONTACT, "asked", str(request_id))

    @classmethod
    def look_for_answer(cls, **arguments: str) -> Self:
        """A look whether that was answered, which one of these arguments names.

        It, the work for it (a URL), or a contact (a URL) that may be a call for it.
        """
        return cls(jobs.LOOK_AT_ANSWER, *next(pair for pair in arguments.items() if pair[1]))

    @classmethod
    def notice(cls, message_id: object) -> Self:
        """Mailing that there is a message."""
        return cls(jobs.NOTIFY, "message", str(message_id))

    @classmethod
    def email_check(cls, check_id: object) -> Self:
        """Mailing the link that confirms an address."""
        return cls(jobs.CONFIRM, "check", str(check_id))

    @classmethod
    def lost_link(cls, submission_id: object, asked_at: datetime) -> Self:
        """Mailing the link of a report again, as it was asked for at this moment (UTC)."""
        return cls(jobs.LOST_LINK, "report", f"{submission_id}-{asked_at:%Y%m%dT%H%M%S%f}")

    @classmethod
    def look(cls, **arguments: str) -> Self:
        """A look at a case, which one of these arguments names."""
        return cls(jobs.FOLLOW, *next(pair for pair in arguments.items() if pair[1]))


class WaitingDelivery(Base):
    """One errand that failed and isn't done yet. Moments are UTC."""

    __tablename__ = "waiting_delivery"
    __table_args__ = (
        Index(
            "ix_waiting_delivery_stuck_at",
            "stuck_at",
            postgresql_where=text("stuck_at IS NOT NULL"),
        ),
    )

    task: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    argument: Mapped[str]
    since: Mapped[datetime]
    """When the first try that failed began."""
    tried_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(server_default="0")
    """That count, in a row, with the fault of now."""
    fault: Mapped[str] = mapped_column(server_default="")
    """See `FailureKind`; empty: nothing was tried yet, as the system rested."""
    system: Mapped[str] = mapped_column(server_default="")
    """The outside system that failed; empty: none."""
    cause: Mapped[str] = mapped_column(server_default="")
    is_probe: Mapped[bool] = mapped_column(server_default=false())
    """The try that comes was brought forward, to look whether the system is back."""
    stuck_at: Mapped[datetime | None]
    not_before: Mapped[datetime | None]
    """Until then the system wants to be left alone (`Retry-After`)."""

    @property
    def errand(self) -> Errand:
        """What it is."""
        return Errand(self.task, self.argument, self.subject)


PROBES = text("""
    WITH next_of AS (
        SELECT DISTINCT ON (waiting.task, waiting.system) waiting.task, waiting.subject
        FROM waiting_delivery AS waiting
        JOIN procrastinate_jobs AS job ON job.task_name = waiting.task
            AND job.args ->> waiting.argument = waiting.subject
        WHERE waiting.fault IN ('down', '') AND waiting.system <> ''
        AND waiting.tried_at < now() - interval '10 seconds'
        AND job.status = 'todo' AND job.scheduled_at > now()
        AND NOT EXISTS (
            SELECT FROM waiting_delivery AS other
            WHERE other.system = waiting.system AND other.not_before > now()
        )
        ORDER BY waiting.task, waiting.system, waiting.stuck_at IS NOT NULL, waiting.tried_at
    )
    UPDATE waiting_delivery AS waiting SET is_probe = true FROM next_of
    WHERE waiting.task = next_of.task AND waiting.subject = next_of.subject
    RETURNING waiting.task, waiting.subject, waiting.argument
""")
FREED = text("""
    UPDATE procrastinate_jobs AS job SET scheduled_at = now() FROM waiting_delivery AS waiting
    WHERE waiting.task = :task AND waiting.system = :system
    AND waiting.fault IN ('down', 'unreadable', '')
    AND job.task_name = waiting.task AND job.args ->> waiting.argument = waiting.subject
    AND job.status = 'todo' AND job.scheduled_at > now()
""")


def begin_anew(session: Session, errand: Errand) -> None:
    """Forget that an earlier job of this errand got stuck and gave up. Caller commits."""
    session.execute(jobs.REMOVE_FAILED, errand.values)
    session.execute(_deletion(errand).where(WaitingDelivery.stuck_at.is_not(None)))


def locked(session: Session, errand: Errand, began: datetime | None = None) -> WaitingDelivery:
    """The row of this errand; made where there is none, for a try that began then (None: now).

    It is locked until the transaction ends.
    """
    now = datetime.now(UTC)
    values = {
        "task": errand.task,
        "subject": errand.subject,
        "argument": errand.argument,
        "since": began or now,
        "tried_at": now,
        "next_try_at": now,
    }
    session.execute(insert(WaitingDelivery).values(values).on_conflict_do_nothing())
    fresh = _of(errand).with_for_update().execution_options(populate_existing=True)
    return session.scalars(fresh).one()


def waiting_delivery(session: Session, errand: Errand) -> WaitingDelivery | None:
    """What is kept of this errand; None: it never failed, or it is done."""
    return session.scalar(_of(errand))


def waiting_deliveries(session: Session, *, only_stuck: bool = False) -> list[WaitingDelivery]:
    """All that failed and isn't done yet, the longest first."""
    query = select(WaitingDelivery).order_by(WaitingDelivery.since, WaitingDelivery.subject)
    if only_stuck:
        query = query.where(WaitingDelivery.stuck_at.is_not(None))
    return list(session.scalars(query))


def is_stuck(session: Session, errand: Errand) -> bool:
    """Whether an operator has to look at it."""
    delivery = waiting_delivery(session, errand)
    return delivery is not None and delivery.stuck_at is not None


def stuck_column(task: str, of: ColumnElement[UUID]) -> ColumnElement[bool]:
    """For statements that read what was sent: whether an operator has to look at it."""
    return exists().where(
        WaitingDelivery.task == task,
        WaitingDelivery.subject == cast(of, Text),
        WaitingDelivery.stuck_at.is_not(None),
    )


def forget(session: Session, errand: Errand) -> str | None:
    """It is done, or in other hands; gives the system that had failed. Caller commits.

    None: it had not failed. Empty: none of the systems had.
    """
    return session.scalar(_deletion(errand).returning(WaitingDelivery.system))


def bring_one_forward(session: Session) -> None:
    """Let one of those that wait for a system be tried now, for each system. Caller commits.

    Such a try only looks whether the system is back. What was tried longest ago comes first, what
    is stuck after what isn't; what was tried just now not at all, nor while the system wants to be
    left alone.
    """
    for task, subject, argument in session.execute(PROBES).all():
        session.execute(jobs.BRING_FORWARD, Errand(task, argument, subject).values)


def free_waiting(session: Session, task: str, system: str) -> None:
    """Let all that wait for this system be tried now: it is back. Caller commits."""
    session.execute(FREED, {"task": task, "system": system})


def try_now(session: Session, errand: Errand, request: str = "") -> None:
    """Let a worker try it at once, whatever became of its job. Caller commits.

    `request`: id of the request that it began with, for a job that is made anew.
    """
    session.execute(jobs.BRING_FORWARD, errand.values)
    if not session.scalars(jobs.IS_QUEUED, errand.values).one():
        queue(session, errand, request)


def queue(session: Session, errand: Errand, request: str = "") -> None:
    """Make a job of it, that belongs to this request (empty: the one at hand). Caller commits."""
    arguments = {errand.argument: errand.subject} | ({"request": request} if request else {})
    jobs.defer(session, errand.task, lock=errand.lock, **arguments)


def queue_once(session: Session, errand: Errand, after_s: int) -> None:
    """Make a job of it that waits so many seconds, unless one waits already. Caller commits."""
    if jobs.lock_queued(session, errand.lock, errand.values) is None:
        arguments = {errand.argument: errand.subject}
        jobs.defer_after(session, after_s, errand.task, lock=errand.lock, arguments=arguments)


def try_no_more(session: Session, errand: Errand) -> None:
    """Take it off the queue, and forget its failures. Caller commits."""
    session.execute(jobs.REMOVE, errand.values)
    forget(session, errand)


def _of(errand: Errand) -> Select[WaitingDelivery]:
    return select(WaitingDelivery).where(*_is(errand))


def _deletion(errand: Errand) -> Delete:
    return delete(WaitingDelivery).where(*_is(errand))


def _is(errand: Errand) -> tuple[ColumnElement[bool], ...]:
    return WaitingDelivery.task == errand.task, WaitingDelivery.subject == errand.subject
