"""Tasks of the register that a form is filled in for: told there once the form was sent."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.callers import request_id
from portal.domain.days import utc_now
from portal.domain.people import OwnerId
from portal.storage.base import Owned, Record
from portal.storage.drafts import Draft
from portal.storage.submissions import Submission


class FormTask(Record):
    """That a draft is filled in for a task; then that a submission was sent for it.

    It goes with its draft, and from then on with its submission.
    """

    __tablename__ = "form_task"

    owner_id: Mapped[Owned] = mapped_column(index=True)
    task_id: Mapped[UUID]
    draft_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("draft.id", ondelete="CASCADE"), unique=True
    )
    """Empty once it was sent."""
    submission_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("submission.id", ondelete="CASCADE"), unique=True
    )
    """Empty until it is sent."""
    ended_at: Mapped[datetime | None]
    """When the register of tasks knew of it; empty: it doesn't yet."""
    request: Mapped[str] = mapped_column(server_default="")
    """Id of the request that it was sent with; empty: nobody knows."""

    @property
    def in_case_since(self) -> datetime | None:
        """When the register of tasks knew of it: before that, it says that the task is open."""
        return self.ended_at


def begin(session: Session, owner_id: OwnerId, draft_id: UUID, task_id: UUID) -> None:
    """Note what their draft is filled in for; of several tasks the last. Caller commits."""
    values = {
        "id": literal(uuid4()),
        "made_at": literal(utc_now(), FormTask.made_at.type),
        "owner_id": Draft.owner_id,
        "draft_id": Draft.id,
        "task_id": literal(task_id),
    }
    own_draft = select(*values.values()).where(Draft.id == draft_id, Draft.owner_id == owner_id)
    row = insert(FormTask).from_select([*values], own_draft, include_defaults=False)
    session.execute(
        row.on_conflict_do_update(index_elements=["draft_id"], set_={"task_id": task_id})
    )


def note_sent(
    session: Session, owner_id: OwnerId, draft_id: UUID, submission_id: UUID
) -> UUID | None:
    """Let it belong to the submission that this draft became; None: it was for no task.

    Caller commits.
    """
    sent = {"draft_id": None, "submission_id": submission_id, "request": request_id()}
    is_it = FormTask.draft_id == draft_id, FormTask.owner_id == owner_id
    return session.scalar(update(FormTask).where(*is_it).values(sent).returning(FormTask.id))


def form_task_by_id(session: Session, form_task_id: UUID) -> FormTask | None:
    """Any of them: for the worker, which acts as the system."""
    return session.get(FormTask, form_task_id, populate_existing=True)


def note_ended(session: Session, form_task_id: UUID) -> None:
    """Note that the register of tasks needs to be told nothing any more. Caller commits."""
    query = update(FormTask).where(FormTask.id == form_task_id, FormTask.ended_at.is_(None))
    session.execute(query.values(ended_at=utc_now()))


def sent_for_tasks(session: Session, owner_id: OwnerId) -> list[FormTask]:
    """Each task for which this owner sent a form."""
    query = select(FormTask).where(
        FormTask.owner_id == owner_id, FormTask.submission_id.is_not(None)
    )
    return list(session.scalars(query))


def sent_for(
    session: Session, owner_id: OwnerId, task_id: UUID
) -> tuple[FormTask, Submission] | None:
    """What this owner sent last for this task; None: nothing yet."""
    query = (
        select(FormTask, Submission)
        .join(Submission, Submission.id == FormTask.submission_id)
        .where(FormTask.owner_id == owner_id, FormTask.task_id == task_id)
        .order_by(Submission.made_at.desc())
    )
    row = session.execute(query.limit(1)).one_or_none()
    return (row[0], row[1]) if row else None
