"""Papers that the portal writes for a case: what a resident said there by a click.

They go to the case as files for a task do.
"""

from collections.abc import Sequence
from io import BytesIO

from sqlalchemy.orm import Session

from portal.domain.municipality import Municipality
from portal.printing.pdf import Printed, PrintedRow, Sender, as_pdf
from portal.services.submissions.answers_pdf import BOXES, DUTCH, IN_CASE
from portal.services.uploads import CheckedFile, Shelf, ShelvedFile, keep_all, shelve
from portal.storage.task_replies import TaskReply
from portal.texts.words import words_in

NOTE = "note"
"""What the paper is kept under, in the place of a question: nobody asked for it."""


def note_pdf(
    municipality: Municipality, title: str, intro: tuple[str, ...], facts: tuple[PrintedRow, ...]
) -> bytes:
    """What the case worker reads, in Dutch."""
    return as_pdf(
        Printed(
            title=title,
            sender=Sender.of(municipality, f"Gemeente {municipality.name}"),
            language=DUTCH,
            intro=intro,
            facts=facts,
            boxes=BOXES + IN_CASE,
            footer=f"Vragen? Bel {municipality.phone}.",
            sections=(),
        )
    )


def shelve_note(database: Session, title: str, pdf: bytes) -> list[ShelvedFile]:
    """Put the paper away before anything is noted; none: it can't be kept now.

    Ends the transaction.
    """
    paper = CheckedFile(
        name=f"{title}.pdf", media_type="application/pdf", file=BytesIO(pdf), is_scanned=True
    )
    shelved = shelve(database, paper, words_in(DUTCH).gettext)
    return [shelved] if isinstance(shelved, ShelvedFile) else []


def keep_note(database: Session, reply: TaskReply, shelved: Sequence[ShelvedFile]) -> None:
    """Keep it with this reply. Caller commits."""
    shelf = Shelf(
        database=database,
        owner_id=reply.owner_id,
        task_reply_id=reply.id,
        question=NOTE,
        names=(),
        room=len(shelved),
        bytes_left=sum(each.place.size for each in shelved),
    )
    list(keep_all(shelf, shelved, words_in(DUTCH).gettext))
