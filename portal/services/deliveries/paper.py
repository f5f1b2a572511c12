"""Handing over by hand what can't be delivered: its answers on paper, its data and its files."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from forms import Form
from forms.case_data import case_properties, case_type
from portal.domain.consultations import About, Act, Action, Activity, DataKind, NewConsultation
from portal.domain.contacts import DayPart
from portal.domain.municipality import Municipality
from portal.domain.people import Ground, KnownByKey
from portal.services.cosigning.statement import with_statement
from portal.services.deliveries.delays import LackingFiles, Sent, tell_handed_over
from portal.services.deliveries.handling import Delivery
from portal.services.submissions import left_out
from portal.services.submissions.answers_pdf import file_name, print_answers
from portal.services.submissions.paths import path_of
from portal.services.submissions.withdrawing import withdrawal_of
from portal.services.tasks.asking_again import ask_again
from portal.storage import consultations, deliveries, jobs, submissions, task_replies, uploads
from portal.storage.contact_requests import (
    ContactRequest,
    RequestContent,
    content_of,
    forget_bsn,
)
from portal.storage.delivery_lock import Busy, try_lease
from portal.storage.form_versions import form_version_of
from portal.storage.submissions import Submission, SubmissionContent
from portal.storage.task_replies import TaskReply
from portal.storage.upload_contents import UnreadableContent, readable_name, readable_pieces
from portal.storage.uploads import Upload
from portal.texts.contact_messages import request_title
from portal.texts.labels import LABELS

ONLY_US_FOLDER, ONLY_US_FILE = 0o700, 0o600
DATA, QUESTION, LACKING = "gegevens.json", "vraag.txt", "ontbrekende bestanden"
MOST_NAME_BYTES = 200
"""Of a file on disk, where 255 fit: its number comes before it."""
KINDS = (DataKind.IDENTITY, DataKind.ANSWERS, DataKind.DOCUMENT)
KIND_NAMES = {Submission: "submission", TaskReply: "sending", ContactRequest: "contact"}
"""What a line says that was handed over."""
SHARED = Act(Activity.SUBMISSION, Action.SHARED, KINDS, "portaal")


class NothingToHandOver(Exception):
    """It was delivered or handed over already, or no resident sent it."""

    def __init__(self, delivery: Delivery) -> None:
        super().__init__(f"{delivery.reference}: {delivery.kind}, {delivery.state}")


@dataclass(frozen=True, slots=True)
class HandOver:
    """Where it goes, who takes it, and whether it may lack files that can't be read."""

    folder: Path
    by: str
    may_lack_files: bool = False


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """A file that isn't in the folder, and why."""

    name: str
    """How it would be called in there."""
    own_name: str
    """How its sender calls it."""
    fault: str
    is_infected: bool


class UnreadableFiles(Exception):
    """Not all of its files can be read; the others stand in the folder, and it still waits."""

    def __init__(self, delivery: Delivery, unread: list[UnreadFile]) -> None:
        faults = "; ".join(f"{file.name}: {file.fault}" for file in unread)
        super().__init__(
            f"{delivery.reference} was not handed over: {faults}. Mend that, or hand it over"
            " without these files: --without-unreadable"
        )


def hand_over(
    sessions: sessionmaker[Session],
    municipality: Municipality,
    delivery: Delivery,
    target: HandOver,
) -> Path:
    """Write all of it to a folder of its own, and mark it; gives that folder. Commits.

    Raises `NothingToHandOver`, `UnreadableFiles`, and `Busy` where a worker delivers it right now.
    The line of who took it is written first (rule 7). Twice does no harm.
    """
    sent = delivery.sent
    if sent is None or not sent.is_waiting:
        raise NothingToHandOver(delivery)
    with sessions() as database, sessions() as lease:
        if not try_lease(lease, sent.id):
            raise Busy(sent.id)
        sent = database.merge(sent)
        database.refresh(sent)  # a worker may have been quicker
        if not sent.is_waiting:
            raise NothingToHandOver(replace(delivery, sent=sent))
        line = consultations.write(database, _line(sent, delivery.reference))
        database.commit()
        folder = _folder(target.folder / delivery.reference)
        unread = _write_files(database, _files_of(database, sent), folder)
        if unread and not target.may_lack_files:
            consultations.end_all(database, {line: "ok"})  # what could be read was taken
            database.commit()
            raise UnreadableFiles(delivery, unread)
        database.refresh(sent, with_for_update=True)  # that may take longer than the lease lasts
        if not sent.is_waiting:
            raise NothingToHandOver(replace(delivery, sent=sent))
        sent.hand_over(now := datetime.now(UTC), target.by)  # before: its paper says so
        _tell(database, sent, now, unread)
        data = _write_answers(database, sent, municipality, folder)
        _write(folder / DATA, (_as_json(data | _lacking(unread)),))
        deliveries.try_no_more(database, delivery.errand)
        consultations.end_all(database, {line: "ok"})
        database.commit()
    return folder


def _line(sent: Sent, reference: str) -> NewConsultation:
    kind = KIND_NAMES[type(sent)]
    about = About(kind, reference, sent.case_key)
    return NewConsultation.on(Ground.COUNTER_EMPLOYEE, KnownByKey(sent.owner_id), SHARED, about)


def _write_answers(
    database: Session, sent: Sent, municipality: Municipality, folder: Path
) -> dict[str, Any]:
    """Write the paper of a submission or a question; gives the data of what was sent.

    Of a question the BSN goes with it: nothing is asked for it any more.
    """
    if isinstance(sent, ContactRequest):
        data = _data_of_request(sent, content_of(database, sent))
        _write(folder / QUESTION, (_as_lines(data),))
        forget_bsn(database, sent)
        return data
    if not isinstance(sent, Submission):
        return _data_of_reply(sent)
    form, content = form_version_of(database, sent.version), submissions.content_of(database, sent)
    stated = with_statement(database, form, sent, content)
    paper = print_answers(form, sent, stated, municipality)
    _write(folder / file_name(sent), (paper,))
    return _data_of_submission(form, sent, content) | _data_of_withdrawal(database, sent)


def _tell(database: Session, sent: Sent, now: datetime, unread: list[UnreadFile]) -> None:
    """Tell its sender; and an operator of what was sent for it before it was a case.

    That can't be delivered either, so it goes by hand as well.
    """
    tell_handed_over(database, sent, now, _lacking_files(database, sent, unread))
    if isinstance(sent, Submission):
        for reply in task_replies.waiting_for(database, sent.owner_id, sent.id):
            if reply.is_waiting:
                jobs.defer_task_reply(database, reply.id)


def _data_of_withdrawal(database: Session, submission: Submission) -> dict[str, Any]:
    """That its sender withdrew it, and when; nothing where they didn't."""
    withdrawal = withdrawal_of(database, submission)
    at = withdrawal.sent_at if withdrawal else None
    return {"ingetrokken": at.isoformat()} if at else {}


def _data_of_submission(
    form: Form, submission: Submission, content: SubmissionContent
) -> dict[str, Any]:
    path = path_of(form, submission, content)
    return {
        "ontvangstnummer": submission.reference,
        "zaaknummer": submission.number,
        "verstuurd": submission.made_at.isoformat(),
        "zaaktype": submission.case_type or case_type(path),
        "bsn": content.bsn,
        "initiator": content.initiator,
        "eigenschappen": {
            name: [str(value) for value in values] for name, values in case_properties(path).items()
        },
    }


def _data_of_reply(reply: TaskReply) -> dict[str, Any]:
    return {
        "zaaknummer": reply.case_number,
        "verstuurd": reply.sent_at.isoformat() if reply.sent_at else None,
        "taak": reply.task_title,
        "documenttype": reply.document_kind,
    }


def _data_of_request(request: ContactRequest, content: RequestContent) -> dict[str, Any]:
    return {
        "zaaknummer": request.case_number,
        "verstuurd": request.sent_at.isoformat(),
        "soort": request_title(request.kind),
        "bsn": content.bsn,
        "vraag": content.text,
        "e-mail": content.email,
        "telefoon": content.phone,
        "dagdeel": LABELS[DayPart][content.day_part] if content.day_part else "",
        "beloofd voor": request.answer_by.isoformat(),
    }


def _files_of(database: Session, sent: Sent) -> list[Upload]:
    if isinstance(sent, Submission):
        return uploads.uploads_of_submission(database, sent.id)
    if isinstance(sent, ContactRequest):
        return []
    return uploads.uploads_of_task_reply(database, sent.id)


def _write_files(database: Session, files: list[Upload], folder: Path) -> list[UnreadFile]:
    """One at a time, as they may be large; the number keeps equal names apart.

    Gives those that can't be read. Commits: no transaction stays open while a store is asked.
    """
    unread = []
    for number, upload in enumerate(files, start=1):
        name = own_name = f"bestand {number}"
        try:
            own_name = readable_name(database, upload)
            name = f"{number:02}-{_name_on_disk(Path(own_name).name)}"
            _write(folder / name, _content(database, upload))
        except UnreadableContent as error:
            is_infected = upload.infected_at is not None
            unread.append(UnreadFile(name, own_name, str(error), is_infected))
            (folder / name).unlink(missing_ok=True)  # half of it may stand there
    return unread


def _content(database: Session, upload: Upload) -> Iterator[bytes]:
    """Raises `UnreadableContent`, also of what was destroyed for what was in it."""
    if upload.infected_at:
        raise UnreadableContent(f"malware was seen in it at {upload.infected_at:%Y-%m-%d %H:%M}")
    if upload.fault:
        raise UnreadableContent(f"it could not be used: {upload.fault}")
    yield from readable_pieces(database, upload)


def _lacking_files(database: Session, sent: Sent, unread: list[UnreadFile]) -> LackingFiles:
    """What its sender is told of the files that it goes without, and is asked for again."""
    task_id = None
    if unread and isinstance(sent, TaskReply):
        task_id = ask_again(database, sent)
    elif unread and isinstance(sent, Submission):
        reasons = {True: left_out.REASON, False: left_out.UNREADABLE}
        lines = [(file.own_name, [reasons[file.is_infected], left_out.ON_PAPER]) for file in unread]
        left_out.note_left_out(database, sent, lines)
    return LackingFiles(
        unread=[file.own_name for file in unread if not file.is_infected],
        infected=[file.own_name for file in unread if file.is_infected],
        task_id=task_id,
    )


def _lacking(unread: list[UnreadFile]) -> dict[str, Any]:
    return {LACKING: [file.name for file in unread]} if unread else {}


def _name_on_disk(name: str) -> str:
    """The name, as far as a disk takes it: those count bytes, of which a sign has up to four."""
    path = Path(name)
    stem = path.stem.encode()[: MOST_NAME_BYTES - len(path.suffix.encode())]
    return f"{stem.decode(errors='ignore')}{path.suffix}"


def _folder(folder: Path) -> Path:
    folder.mkdir(mode=ONLY_US_FOLDER, parents=True, exist_ok=True)
    return folder


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    path.touch(mode=ONLY_US_FILE)
    with path.open("wb") as file:
        file.writelines(pieces)


def _as_lines(data: dict[str, Any]) -> bytes:
    """What a person reads: a line for each, what they wrote last."""
    lines = [f"{name}: {value}" for name, value in data.items() if value and name != "vraag"]
    return "\n".join((*lines, "", data["vraag"], "")).encode()


def _as_json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode()
