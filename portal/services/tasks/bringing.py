"""What a resident said to send later, brought on paper instead: they say so, and the case is told.

A paper for the case says it, or that it isn't so after all, and goes there as files for a task do.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum, auto
from io import BytesIO
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from portal.domain.days import utc_now
from portal.domain.failures import NotFound
from portal.domain.municipality import Municipality
from portal.domain.people import Actor
from portal.domain.tasks import Task
from portal.printing.pdf import Printed, PrintedRow, Sender, as_pdf
from portal.services.submissions.answers_pdf import BOXES, DUTCH, IN_CASE
from portal.services.tasks.taking import give_to_worker, new_reply
from portal.services.uploads import CheckedFile, Shelf, ShelvedFile, keep_all, shelve_all
from portal.storage import own_tasks
from portal.storage.task_replies import TaskReply, begin
from portal.texts.words import words_in

NOTE = "note"
"""What the paper is kept under, in the place of a question: nobody asked for it."""
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
    paper = CheckedFile(
        name=f"{TITLES[is_brought]}.pdf",
        media_type="application/pdf",
        file=BytesIO(_paper(municipality, task, now, is_brought=is_brought)),
        is_scanned=True,
    )
    words = words_in(DUTCH).gettext
    shelved = [
        each
        for each in shelve_all(database, actor.for_party.key, [paper], words)
        if isinstance(each, ShelvedFile)
    ]
    if not shelved:
        return NoteOutcome.NOT_KEPT
    if own_tasks.note_brought(database, actor.for_party.key, task_id, now if is_brought else None):
        _send(database, actor, begin(database, new_reply(actor, task.target, uuid4())), shelved)
    database.commit()
    return NoteOutcome.NOTED


def _send(
    database: Session, actor: Actor, reply: TaskReply, shelved: Sequence[ShelvedFile]
) -> None:
    """Keep the paper with this reply, which answers no task. Caller commits."""
    shelf = Shelf(
        database=database,
        owner_id=reply.owner_id,
        task_reply_id=reply.id,
        question=NOTE,
        names=(),
        room=len(shelved),
    )
    list(keep_all(shelf, shelved, words_in(DUTCH).gettext))
    give_to_worker(database, actor, reply)


def _paper(municipality: Municipality, task: Task, now: datetime, *, is_brought: bool) -> bytes:
    sent = task.submission
    number = task.case_number or (sent.reference if sent else "")
    return as_pdf(
        Printed(
            title=TITLES[is_brought],
            sender=Sender.of(municipality, f"Gemeente {municipality.name}"),
            language=DUTCH,
            intro=(SAID[is_brought],),
            facts=(
                PrintedRow("Wat", (task.title,)),
                PrintedRow("Nummer", (number,)),
                PrintedRow("Gezegd op", (words_in(DUTCH).moment(now),)),
            ),
            boxes=BOXES + IN_CASE,
            footer=f"Vragen? Bel {municipality.phone}.",
            sections=(),
        )
    )
