"""Handing over by hand what can't be delivered: its answers on paper, its data and its files."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from forms import engine
from forms.context import Context
from portal.domain.consultations import About, Act, Action, Activity, DataKind, NewConsultation
from portal.domain.days import day_of
from portal.domain.municipality import Municipality
from portal.domain.people import Ground, KnownByKey
from portal.services.deliveries.delays import tell_handed_over
from portal.services.deliveries.handling import Delivery
from portal.services.submissions.answers_pdf import file_name, print_answers
from portal.storage import consultations, deliveries, submissions, uploads
from portal.storage.delivery_lock import Busy, try_lease
from portal.storage.form_versions import form_version_of
from portal.storage.submissions import Submission
from portal.storage.task_replies import TaskReply
from portal.storage.uploads import Upload

ONLY_US_FOLDER, ONLY_US_FILE = 0o700, 0o600
DATA = "gegevens.json"
KINDS = (DataKind.IDENTITY, DataKind.ANSWERS, DataKind.DOCUMENT)
SHARED = Act(Activity.SUBMISSION, Action.SHARED, KINDS, "portaal")


class NothingToHandOver(Exception):
    """It was delivered or handed over already, or no resident sent it."""

    def __init__(self, delivery: Delivery) -> None:
        super().__init__(f"{delivery.reference}: {delivery.kind}, {delivery.state}")


@dataclass(frozen=True, slots=True)
class HandOver:
    """Where it goes, and who takes it."""

    folder: Path
    by: str


def hand_over(
    sessions: sessionmaker[Session],
    municipality: Municipality,
    delivery: Delivery,
    target: HandOver,
) -> Path:
    """Write all of it to a folder of its own, and mark it; gives that folder. Commits.

    Raises `NothingToHandOver`, and `Busy` where a worker delivers it right now. The line of who
    took it is written first (rule 7). Twice does no harm.
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
        now = datetime.now(UTC)
        sent.hand_over(now, target.by)  # before: its paper says so
        folder = _folder(target.folder / delivery.reference)
        if isinstance(sent, Submission):
            _write_submission(database, sent, municipality, folder)
            files = uploads.uploads_of_submission(database, sent.id)
        else:
            _write(folder / DATA, _as_json(_data_of_reply(sent)))
            files = uploads.uploads_of_task_reply(database, sent.id)
        _write_files(database, files, folder)
        deliveries.try_no_more(database, delivery.errand)
        tell_handed_over(database, sent, now)
        consultations.end_all(database, {line: "ok"})
        database.commit()
    return folder


def _line(sent: Submission | TaskReply, reference: str) -> NewConsultation:
    kind = "submission" if isinstance(sent, Submission) else "sending"
    about = About(kind, reference, sent.case_key)
    return NewConsultation.on(Ground.COUNTER_EMPLOYEE, KnownByKey(sent.owner_id), SHARED, about)


def _write_submission(
    database: Session, submission: Submission, municipality: Municipality, folder: Path
) -> None:
    form = form_version_of(database, submission.version)
    content = submissions.content_of(database, submission)
    paper = print_answers(form, submission, content, municipality)
    _write(folder / file_name(submission), paper)
    context = Context(today=day_of(submission.made_at), facts=content.facts, translate=str)
    data = {
        "ontvangstnummer": submission.reference,
        "zaaknummer": submission.number,
        "verstuurd": submission.made_at.isoformat(),
        "zaaktype": form.case.type,
        "bsn": content.bsn,
        "initiator": content.initiator,
        "eigenschappen": engine.case_properties(form, content.answers, context),
    }
    _write(folder / DATA, _as_json(data))


def _data_of_reply(reply: TaskReply) -> dict[str, Any]:
    return {
        "zaaknummer": reply.case_number,
        "verstuurd": reply.sent_at.isoformat() if reply.sent_at else None,
        "taak": reply.task_title,
        "documenttype": reply.document_kind,
    }


def _write_files(database: Session, files: list[Upload], folder: Path) -> None:
    """One at a time, as they may be large; the number keeps equal names apart."""
    for number, upload in enumerate(files, start=1):
        name = Path(uploads.name_of(database, upload)).name
        _write(folder / f"{number:02}-{name}", uploads.content_of(database, upload.id))


def _folder(folder: Path) -> Path:
    folder.mkdir(mode=ONLY_US_FOLDER, parents=True, exist_ok=True)
    return folder


def _write(path: Path, content: bytes) -> None:
    path.touch(mode=ONLY_US_FILE)
    path.write_bytes(content)


def _as_json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode()
