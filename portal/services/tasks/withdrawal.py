"""Sending that a resident withdraws what they asked for: a paper for its case, and its status.

The paper goes as all that residents send by themselves; the worker brings it to the case, which
gets a status too where the municipality's file names one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from portal.domain.case_rules import Withdrawal
from portal.domain.consultations import About, Act, Action, Activity, DataKind, NewConsultation
from portal.domain.days import utc_now
from portal.domain.municipality import Municipality
from portal.domain.people import Actor
from portal.domain.tasks import ReplyTarget
from portal.printing.pdf import PrintedRow
from portal.services.submissions.answers_pdf import DUTCH
from portal.services.tasks.notes import keep_note, note_pdf, shelve_note
from portal.services.tasks.taking import give_to_worker, new_reply
from portal.services.uploads import ShelvedFile
from portal.storage.task_replies import begin
from portal.texts.words import words_in

TITLE = "Intrekking van uw aanvraag"
WITHDRAWN = Act(Activity.CASES, Action.CHANGED, (DataKind.CASE,), "zaaksysteem")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWithdrawal:
    """What is withdrawn, and how the municipality wants to hear it."""

    target: ReplyTarget
    subject: str
    """What it is, in Dutch."""
    way: Withdrawal
    draft_id: UUID | None = None
    """What leads its line to the case, where there is none yet."""


def shelve_paper(
    database: Session, municipality: Municipality, new: NewWithdrawal
) -> list[ShelvedFile] | None:
    """The paper for the case, put away before anything is noted; none where it takes none.

    None where it could not be kept now. Ends the transaction.
    """
    if not new.target.document_kind:
        return []
    paper = _paper(municipality, new, utc_now())
    return shelve_note(database, TITLE, paper) or None


def keep_withdrawal(
    database: Session, actor: Actor, new: NewWithdrawal, shelved: Sequence[ShelvedFile]
) -> None:
    """Note it, and have the worker bring it to the case; twice is once. Caller commits."""
    reply_id = uuid5(new.target.id, str(actor.for_party.key))
    reply = begin(database, new_reply(actor, new.target, reply_id))
    if reply.sent_at is None:  # else the first click of two did all this
        reply.sets_status, reply.sets_result = new.way.status, new.way.result
        keep_note(database, reply, shelved)
        about = About("withdrawal", str(reply.id), reply.case_key, reply.case_number)
        line = NewConsultation.by(actor, WITHDRAWN, about)
        give_to_worker(database, actor, reply, replace(line, draft_id=new.draft_id))


def _paper(municipality: Municipality, new: NewWithdrawal, now: datetime) -> bytes:
    intro = (
        "De aanvrager trekt de aanvraag in, en vraagt om te stoppen met de behandeling.",
        "Aan de aanvrager is verteld dat er dan geen besluit komt.",
    )
    facts = (
        PrintedRow("Wat", (new.subject,)),
        PrintedRow("Zaaknummer", (new.target.case_number,)),
        PrintedRow("Ingetrokken op", (words_in(DUTCH).moment(now),)),
    )
    return note_pdf(municipality, TITLE, intro, facts)
