"""Asking again for what an answer to a task went on without."""

from uuid import UUID

from sqlalchemy.orm import Session

from portal.storage import own_tasks
from portal.storage.task_replies import TaskReply


def ask_again(database: Session, reply: TaskReply) -> UUID | None:
    """Let the task of an answer that was handed over without files be open again; gives its id.

    None where nothing can be brought to a case (its submission went on by hand, or its case ended),
    and where no task asked for it.
    One of the register of tasks was never ended. Caller commits.
    """
    if reply.is_unasked or reply.is_withdrawal:
        return None
    own = own_tasks.own_task_of(database, reply.owner_id, reply.task_id)
    if own:
        task, _is_open = own
        if not task.takes_documents:
            return None
        own_tasks.fulfil(database, reply.owner_id, reply.task_id, None)
    reply.lacks_files = True
    return reply.task_id
