"""Tasks of our own: what a resident said in a form to send later, and whether it was sent."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Select, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.case_keys import CaseKey, CaseNumber
from portal.domain.people import OwnerId
from portal.domain.tasks import SubmissionOfTask, Task, withdrawal_ids_of
from portal.storage.base import Owned, Record
from portal.storage.submissions import Submission
from portal.storage.task_replies import TaskReply, withdrawals_of


class OwnTask(Record):
    """One question of which the files come later. It goes with its submission."""

    __tablename__ = "own_task"

    owner_id: Mapped[Owned] = mapped_column(index=True)
    submission_id: Mapped[UUID] = mapped_column(
        ForeignKey("submission.id", ondelete="CASCADE"), index=True
    )
    question: Mapped[str]
    title: Mapped[str]
    """What is to be sent, in Dutch, as the form calls it."""
    document_kind: Mapped[str]
    last_day: Mapped[date]
    is_optional: Mapped[bool] = mapped_column(insert_default=False, server_default=text("false"))
    """Whether the form would have done without it."""
    fulfilled_at: Mapped[datetime | None]
    """When its files were sent; empty: they still have to be."""
    brought_at: Mapped[datetime | None]
    """When its resident said that it was brought or sent on paper; empty: they didn't."""


def add(session: Session, tasks: Iterable[OwnTask]) -> None:
    """Keep new tasks in the running transaction."""
    session.add_all(tasks)
    session.flush()


def own_task_of(session: Session, owner_id: OwnerId, task_id: UUID) -> tuple[Task, bool] | None:
    """One task of this owner, and whether it is still open; None: there is none of our own."""
    rows = _read(session, _all_of(owner_id).where(OwnTask.id == task_id))
    return next(((task, own.fulfilled_at is None) for own, task in rows), None)


def tasks_of_submission(session: Session, owner_id: OwnerId, submission_id: UUID) -> list[Task]:
    """What this owner still has to send for this submission."""
    return _all(session, _open(owner_id).where(Submission.id == submission_id))


def open_tasks_of(session: Session, owner_id: OwnerId) -> list[Task]:
    """What this owner still has to send, of whatever they sent, and didn't bring on paper.

    Nothing waits for what they may send and need not.
    """
    tasks = _all(session, _open(owner_id))
    return [task for task in tasks if task.brought_at is None and not task.is_optional]


def tasks_of_case(session: Session, owner_id: OwnerId, key: CaseKey) -> list[Task]:
    """What this owner still has to send for what became this case."""
    is_it = Submission.case_id == key.id, Submission.case_system == key.system
    return _all(session, _open(owner_id).where(*is_it))


def fulfil(session: Session, owner_id: OwnerId, task_id: UUID, at: datetime | None) -> bool:
    """Note when its files were sent; None: it is open again. False: no task of our own."""
    query = update(OwnTask).where(OwnTask.id == task_id, OwnTask.owner_id == owner_id)
    changed = session.execute(query.values(fulfilled_at=at).returning(OwnTask.id))
    return changed.first() is not None


def note_brought(
    session: Session, owner_id: OwnerId, task_id: UUID, brought_at: datetime | None
) -> bool:
    """Note when the resident says that it was brought; None: it wasn't. False: that is so already.

    Of an open task of theirs, which stays locked until the transaction ends.
    """
    before = OwnTask.brought_at
    is_other = before.is_(None) if brought_at else before.is_not(None)
    is_open = OwnTask.fulfilled_at.is_(None), is_other
    query = update(OwnTask).where(OwnTask.id == task_id, OwnTask.owner_id == owner_id, *is_open)
    return (
        session.execute(query.values(brought_at=brought_at).returning(OwnTask.id)).first()
        is not None
    )


def _all_of(owner_id: OwnerId) -> Select[OwnTask, Submission]:
    query = select(OwnTask, Submission).join(Submission, Submission.id == OwnTask.submission_id)
    return query.where(OwnTask.owner_id == owner_id)


def _open(owner_id: OwnerId) -> Select[OwnTask, Submission]:
    query = _all_of(owner_id).where(OwnTask.fulfilled_at.is_(None))
    return query.order_by(OwnTask.last_day, OwnTask.made_at, OwnTask.id)


def _all(session: Session, query: Select[OwnTask, Submission]) -> list[Task]:
    return [task for _own, task in _read(session, query) if task.takes_documents]


def _read(session: Session, query: Select[OwnTask, Submission]) -> list[tuple[OwnTask, Task]]:
    """The tasks of one owner, each with whether what it belongs to was withdrawn."""
    rows = session.execute(query).all()
    if not rows:
        return []
    ids = {id_ for _own, sent in rows for id_ in withdrawal_ids_of(sent.id, sent.case_key)}
    withdrawals = withdrawals_of(session, rows[0][0].owner_id, ids)
    return [(own, _task(own, sent, _withdrawn_at(sent, withdrawals))) for own, sent in rows]


def _withdrawn_at(submission: Submission, withdrawals: Mapping[UUID, TaskReply]) -> datetime | None:
    ids = withdrawal_ids_of(submission.id, submission.case_key)
    return next((withdrawals[each].sent_at for each in ids if each in withdrawals), None)


def _task(own: OwnTask, submission: Submission, withdrawn_at: datetime | None) -> Task:
    return Task(
        id=own.id,
        title=own.title,
        explanation="",
        document_kind=own.document_kind,
        last_day=own.last_day,
        case_key=submission.case_key,
        case_number=submission.number or CaseNumber("") if submission.is_case else CaseNumber(""),
        submission=SubmissionOfTask(
            submission.id,
            submission.slug,
            submission.reference,
            submission.case_ended_on,
            submission.handed_over_at is not None,
        ),
        withdrawn_at=withdrawn_at,
        brought_at=own.brought_at,
        is_optional=own.is_optional,
    )
