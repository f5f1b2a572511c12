"""What a resident said to send later, brought on paper instead: they say so, and the case is told.

A paper for the case says it, or that it isn't so after all, and goes there as files for a task do.
"""

from datetime import datetime
from enum import Enum, auto
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from portal.domain.days import utc_now
from portal.domain.failures import NotFound
from portal.domain.municipality import Municipality
from portal.domain.people import Actor
from portal.domain.tasks import Task
from portal.printing.pdf import PrintedRow
from portal.services.submissions.answers_pdf import DUTCH
from portal.services.tasks.notes import keep_note, note_pdf, shelve_note
from portal.services.tasks.taking import give_to_worker, new_reply
from portal.storage import own_tasks
from portal.storage.task_replies import begin
from portal.texts.words import words_in

TITLES = {True: "Op papier gebracht", False: "Toch niet op papier gebracht"}
SAID = {
    True: "De aanvrager zegt dat dit is gebracht, of met de post is gestuurd.",
    False: "De aanvrager zegt dat dit nog niet is gebracht of gestuurd.",
}


class NoteOutcome(Enum):
    """What came of saying it."""

    NOTED = auto()
    CLOSED = auto()
    """The task asks for nothing any more."""
    NOT_KEPT = auto()
    """The paper for the case could not be kept now; nothing was noted."""


def say_brought(
    database: Session,
    municipality: Municipality,
    actor: Actor,
    task_id: UUID,
    *,
    is_brought: bool,
) -> NoteOutcome:
    """Note that it was brought on paper, or not after all; twice is once. Commits.

    Raises `NotFound` where it is no task of our own, of this resident.
    """
    own = own_tasks.own_task_of(database, actor.for_party.key, task_id)
    if own is None:
        raise NotFound("no task of our own")
    task, is_open = own
    if not is_open or not task.takes_documents:
        return NoteOutcome.CLOSED
    now = utc_now()
    paper = _paper(municipality, task, now, is_brought=is_brought)
    shelved = shelve_note(database, TITLES[is_brought], paper)
    if not shelved:
        return NoteOutcome.NOT_KEPT
    if own_tasks.note_brought(database, actor.for_party.key, task_id, now if is_brought else None):
        reply = begin(database, new_reply(actor, task.target, uuid4()))
        keep_note(database, reply, shelved)
        give_to_worker(database, actor, reply)
    database.commit()
    return NoteOutcome.NOTED


def _paper(municipality: Municipality, task: Task, now: datetime, *, is_brought: bool) -> bytes:
    sent = task.submission
    number = task.case_number or (sent.reference if sent else "")
    facts = (
        PrintedRow("Wat", (task.title,)),
        PrintedRow("Nummer", (number,)),
        PrintedRow("Gezegd op", (words_in(DUTCH).moment(now),)),
    )
    return note_pdf(municipality, TITLES[is_brought], (SAID[is_brought],), facts)
