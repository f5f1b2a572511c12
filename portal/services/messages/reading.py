"""A resident reads a message."""

from uuid import UUID

from sqlalchemy.orm import Session

from portal.domain.consultations import About, Act, Action, Activity, DataKind, NewConsultation
from portal.domain.people import Actor
from portal.storage import consultations
from portal.storage.messages import Message, mark_read, message_of

READ = Act(Activity.MESSAGES, Action.VIEWED, (DataKind.CASE,), "portaal")


def read_message(database: Session, actor: Actor, message_id: UUID) -> Message | None:
    """One message of the resident, now read; None: it isn't there or isn't theirs. Commits."""
    message = message_of(database, actor.for_party.key, message_id)
    if message is None:
        return None
    about = About("message", str(message_id))
    consultations.write(database, NewConsultation.by(actor, READ, about))
    mark_read(database, actor.for_party.key, message_id)
    database.commit()
    return message
