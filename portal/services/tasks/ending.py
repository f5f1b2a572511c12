"""Telling the register of tasks that a form was sent for one of them: once, however often tried."""

from uuid import UUID

import structlog
from sqlalchemy.orm import Session, sessionmaker

from portal.domain.failures import NotFound
from portal.domain.outside import Gateways
from portal.domain.tasks import SentForm
from portal.storage.delivery_lock import Busy, try_lease
from portal.storage.form_tasks import form_task_by_id, note_ended
from portal.storage.owners import bump_revision
from portal.storage.submissions import content_of, submission_by_id

log = structlog.get_logger()


def end_task(make_session: sessionmaker[Session], gateways: Gateways, form_task_id: UUID) -> None:
    """End the task that this form was sent for; raises `SourceError` or `Busy`: then call again.

    Whose task it is, and that it asks for this form, is looked at here: until now only its link
    said so. One that is somebody else's, or asks something else, is left alone. Commits.
    """
    with make_session() as database, make_session() as lease:
        if not try_lease(lease, form_task_id):
            raise Busy(form_task_id)
        form_task = form_task_by_id(database, form_task_id)
        if form_task is None or form_task.submission_id is None or form_task.ended_at:
            return
        submission = submission_by_id(database, form_task.submission_id)
        assert submission is not None, "it goes with its submission"
        sent = SentForm(
            bsn=content_of(database, submission).bsn,
            form=submission.slug,
            reference=submission.reference,
        )
        task_id, owner_id = form_task.task_id, form_task.owner_id
        database.commit()  # no transaction stays open while others are asked
        outcome = "ended"
        try:
            gateways.tasks.complete_by_form(task_id, sent)
        except NotFound:
            outcome = "not theirs"
        note_ended(database, form_task_id)
        bump_revision(database, owner_id)
        database.commit()
        log.info("task_of_form", form=sent.form, reference=sent.reference, outcome=outcome)
