"""What a resident sent documents in: by that a case system tells theirs from those of others."""

from uuid import UUID

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session

from portal.domain.people import OwnerId
from portal.storage.submissions import Submission
from portal.storage.task_replies import TaskReply


def sent_by(session: Session, owner_id: OwnerId) -> frozenset[UUID]:
    """The ids of all submissions and replies of this owner; one statement."""
    submissions = select(Submission.id).where(Submission.owner_id == owner_id)
    replies = select(TaskReply.id).where(TaskReply.owner_id == owner_id)
    return frozenset(session.scalars(union_all(submissions, replies)))
