"""Delivery: the worker makes a submission a case, exactly once, however often it is interrupted."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

import structlog
from sqlalchemy.orm import Session, sessionmaker

from forms import Form
from forms.case_data import (
    case_description,
    case_objects,
    case_point,
    case_properties,
    case_record,
    case_type,
)
from forms.fees import fee_of
from forms.path import Path
from forms.paths import AnswerPath
from portal.domain.case_intake import (
    CaseIntake,
    Initiator,
    NewCase,
    NewDocument,
    NumberIgnored,
)
from portal.domain.case_keys import CaseKey, CaseNumber
from portal.domain.consultations import About, Act, Action, Activity, DataKind, NewConsultation
from portal.domain.contents import Content
from portal.domain.days import day_of
from portal.domain.messages import MessageKind
from portal.domain.municipality import Municipality
from portal.domain.outside import Gateways
from portal.domain.people import Ground, Level, Party
from portal.domain.submission_records import SubmissionRecord
from portal.domain.terms import ready_by
from portal.services.cosigning.statement import case_mark, read_signer_name, with_statement
from portal.services.payments.settling import queue_payment
from portal.services.submissions import left_out
from portal.services.submissions.answers_pdf import file_name, print_answers
from portal.services.submissions.paths import path_of
from portal.services.submissions.records import record_keeper
from portal.services.submissions.terms import terms_of_submission
from portal.services.uploads.processing import await_looks
from portal.services.uploads.scanning import scan_before_delivery
from portal.storage import jobs, messages, submissions, task_replies, uploads
from portal.storage.consultations import assign_case_to_trace, consulting
from portal.storage.delivery_lock import Busy, try_lease
from portal.storage.form_versions import form_version_of
from portal.storage.owners import bump_revision
from portal.storage.submissions import Submission, SubmissionContent
from portal.storage.upload_contents import as_document

log = structlog.get_logger()
ANSWERS = "answers"


def deliver(
    make_session: sessionmaker[Session],
    gateways: Gateways,
    municipality: Municipality,
    submission_id: UUID,
) -> None:
    """Deliver one submission; raises `SourceError` or `Busy`: then call again later.

    Every step can be repeated, see `CaseIntake`; the case number is stored before it is used.
    """
    with make_session() as database, make_session() as lease:
        if not try_lease(lease, submission_id):
            raise Busy(submission_id)
        submission = submissions.submission_by_id(database, submission_id)
        if submission is None or not submission.is_waiting or submission.is_held:
            return
        files = uploads.uploads_of_submission(database, submission.id)
        infected = scan_before_delivery(database, gateways.scanner, files, submission.made_at)
        left_out.note_on_paper(database, submission, infected)
        database.commit()  # no transaction stays open while the case system is asked
        _begin(database, gateways.intake, submission)
        try:
            _deliver(database, gateways, municipality, submission)
        except NumberIgnored as error:
            database.rollback()
            submission.case_key = error.key  # so that the next try makes no second one
            database.commit()
            raise


def _begin(database: Session, intake: CaseIntake, submission: Submission) -> None:
    """Note the number of its case, which is its reference, unless it has another already.

    An earlier release reserved numbers: a restored database may not know which. Commits.
    """
    if submission.number is None:
        other = _other_number(intake, submission) if submission.may_have_other_number else None
        submission.number = other or CaseNumber(submission.reference)
    database.commit()


def _answers_reference(submission: Submission) -> str:
    return f"{submission.id.hex}-0"


def _deliver(
    database: Session, gateways: Gateways, municipality: Municipality, submission: Submission
) -> None:
    form = form_version_of(database, submission.version)
    content = submissions.content_of(database, submission)
    if form.cosign:
        read_signer_name(database, gateways.persons, submission)
    new = _new_case(database, form, submission, content, municipality)
    new = replace(
        new,
        record=record_keeper(
            gateways.records, _record(path_of(form, submission, content), content, new)
        ),
    )
    if content.bsn is None:
        database.commit()  # as `consulting` does
        key, task_id = _make_case(gateways.intake, new, submission), None
    else:
        line = _line(submission, content.bsn)  # its reference is that of this delivery only
        with consulting(database, line, again_since=submission.made_at):
            key = _make_case(gateways.intake, new, submission)
            asked = left_out.tasks_for(database, form, submission, content.bsn, key)
            task_id = left_out.ask_anew(gateways.tasks, submission, asked)
    left_out.tell_sender(database, submission, form.discreet_title, task_id)
    submission.case_key = key
    submission.delivered_at = submission.case_heard_at = datetime.now(UTC)
    number = submission.number or new.number
    numbers = number, submission.reference
    assign_case_to_trace(database, submission.owner_id, submission.draft_id, key, numbers)
    bump_revision(database, submission.owner_id)
    queue_payment(database, submission)
    for reply in task_replies.waiting_for(database, submission.owner_id, submission.id):
        reply.belongs_to(key, number)
        if reply.is_waiting:
            jobs.defer_task_reply(database, reply.id)
    _tell_number(database, submission, form.discreet_title, key)
    database.commit()
    log.info("submission_delivered", reference=submission.reference, case=submission.number)


def _make_case(intake: CaseIntake, new: NewCase, submission: Submission) -> CaseKey:
    """Deliver, and note the number where the case system gave it one of its own."""
    key = intake.deliver(new)
    if new.key or intake.numbers_itself(new.case_type):
        submission.number = _other_number(intake, submission) or submission.number
    return key


def _other_number(intake: CaseIntake, submission: Submission) -> CaseNumber | None:
    return intake.number_of(submission.id, _answers_reference(submission))


def _tell_number(database: Session, submission: Submission, title: str, key: CaseKey) -> None:
    """Let the message that it was received lead to the case, and say its number.

    A new one only where that is gone, and the number is another than its sender has.
    """
    owner, number = submission.owner_id, {"number": submission.number, "case": str(key)}
    is_told = messages.add_facts(
        database, owner, MessageKind.RECEIVED, about=str(submission.id), facts=number
    )
    if (
        not is_told and submission.has_other_number
    ):  # no mail: it is no other event than that it was sent
        facts = {"title": title, **number}
        messages.add_message(database, owner, MessageKind.CASE_MADE, about=str(key), facts=facts)


def _line(submission: Submission, bsn: str) -> NewConsultation:
    kinds = (DataKind.IDENTITY, DataKind.ANSWERS, DataKind.DOCUMENT)
    line = NewConsultation.on(
        Ground(submission.ground),
        Party.resident(bsn, submission.owner_id),
        Act(Activity.SUBMISSION, Action.SHARED, kinds, "zaaksysteem"),
        About("submission", submission.reference, None, submission.number or ""),
    )
    return replace(line, acted_by=submission.acted_by, draft_id=submission.draft_id)


def _new_case(
    database: Session,
    form: Form,
    submission: Submission,
    content: SubmissionContent,
    municipality: Municipality,
) -> NewCase:
    sent = day_of(submission.made_at)
    mark = case_mark(database, form, submission)
    content = with_statement(database, form, submission, content)
    printed = partial(print_answers, form, submission, content, municipality)
    terms = terms_of_submission(form, submission)
    ready = ready_by(terms, sent)
    path = path_of(form, submission, content)
    answers = NewDocument(
        reference=_answers_reference(submission),
        title=form.discreet_title,
        file_name=file_name(submission),
        media_type="application/pdf",
        kind=form.case.documents[ANSWERS],
        content=lambda: Content.of_bytes(printed()),
        received=sent,
    )
    return NewCase(
        submission=submission.id,
        number=submission.number or CaseNumber(submission.reference),
        case_type=submission.case_type or case_type(path),
        description=case_description(path),
        started=sent,
        sent_at=submission.made_at.replace(microsecond=0),
        planned=ready,
        due=ready if terms.term else None,
        costs_money=form.case.costs_money or bool(fee_of(path)),
        initiator=_initiator(submission, content),
        properties=case_properties(path) | mark,
        objects=case_objects(path),
        point=case_point(path),
        documents=(answers, *_attachments(database, form, submission)),
        key=submission.case_key,
    )


def _record(path: Path, content: SubmissionContent, new: NewCase) -> SubmissionRecord:
    return SubmissionRecord(
        submission=new.submission,
        form=path.form.slug,
        number=new.number,
        description=new.description,
        bsn=content.bsn,
        answers=case_record(path),
    )


def _initiator(submission: Submission, content: SubmissionContent) -> Initiator:
    return Initiator(
        bsn=content.bsn,
        name=content.initiator.get("name", ""),
        email=content.initiator.get("email", ""),
        phone=content.initiator.get("phone", ""),
        ground=Ground(submission.ground),
        level=Level(submission.level),
    )


def _attachments(database: Session, form: Form, submission: Submission) -> list[NewDocument]:
    files = uploads.uploads_of_submission(database, submission.id)
    await_looks(files)
    return [
        as_document(
            database,
            upload,
            reference=f"{submission.id.hex}-{number}",
            kind=form.case.documents[AnswerPath.of(upload.question).question],
            received=day_of(submission.made_at),
        )
        for number, upload in enumerate(files, start=1)
        if upload.is_usable
    ]
