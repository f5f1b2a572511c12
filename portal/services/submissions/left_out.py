"""Files of a submission in which a scanner knew something after it was sent: the case goes without.

The answers on paper say so, the sender is told, and a task asks to send them anew.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid5

import structlog
from sqlalchemy.orm import Session

from forms import Form
from forms.paths import AnswerPath
from portal.domain.case_keys import CaseKey, CaseNumber
from portal.domain.failures import SourceRefused
from portal.domain.messages import MessageKind
from portal.domain.tasks import NewTask, TaskSystem
from portal.storage import messages, submissions, uploads
from portal.storage.submissions import Submission
from portal.storage.uploads import Upload

log = structlog.get_logger()
TITLE = "Niet doorgestuurd"
REASON = "Onze virusscanner vond hier een virus in. Wij hebben het bestand vernietigd."
UNREADABLE = "Dit bestand konden wij niet gebruiken."
ON_PAPER = "Breng het langs of stuur het met de post."
"""Where nothing can be sent any more: what went on by hand is no case of the portal."""
EXPLANATION = (
    "Onze virusscanner vond een virus in wat u eerder stuurde. Kijk het apparaat na waar het van "
    "komt, en stuur een schoon bestand."
)


def note_on_paper(database: Session, submission: Submission, infected: Sequence[Upload]) -> None:
    """Say in the submission which files don't go with it, once. Commits."""
    if infected:
        reasons = [(uploads.name_of(database, file), [REASON]) for file in infected]
        note_left_out(database, submission, reasons)
        database.commit()


def note_left_out(
    database: Session, submission: Submission, reasons: Sequence[tuple[str, list[str]]]
) -> None:
    """Say on top of its answers which files it goes without, and why; once. Caller commits."""
    content = submissions.content_of(database, submission)
    rows = [row for each in content.summary if each["title"] == TITLE for row in each["rows"]]
    labels = {row["label"] for row in rows}
    new = [{"label": name, "lines": lines} for name, lines in reasons if name not in labels]
    if new:
        others = [each for each in content.summary if each["title"] != TITLE]
        content.summary = [{"title": TITLE, "rows": [*rows, *new]}, *others]
        submissions.change_content(database, submission, content)


def tasks_for(
    database: Session, form: Form, submission: Submission, bsn: str, key: CaseKey
) -> list[NewTask]:
    """A task for each question of which files are missing. Ends the transaction."""
    names: dict[str, list[str]] = {}
    for file in _infected(database, submission):
        names.setdefault(file.question, []).append(uploads.name_of(database, file))
    number = submission.number or CaseNumber(submission.reference)
    database.commit()  # no transaction stays open while the task system is asked
    return [
        NewTask(
            reference=uuid5(submission.id, question),
            bsn=bsn,
            title=f"Stuur opnieuw: {', '.join(names[question])}",
            explanation=EXPLANATION,
            document_kind=form.case.documents[AnswerPath.of(question).question],
            case_key=key,
            case_number=number,
        )
        for question in names
    ]


def ask_anew(
    tasks: TaskSystem, submission: Submission, new_tasks: Sequence[NewTask]
) -> UUID | None:
    """Make the tasks; gives the id of the first. None: there are none, or we may not.

    Raises `SourceError` where asking again may help: the case itself must not wait for a no.
    """
    try:
        ids = [tasks.ask(task) for task in new_tasks]
    except SourceRefused as error:
        log.warning("task_refused", reference=submission.reference, reason=error.reason)
        return None
    return next(iter(ids), None)


def tell_sender(
    database: Session, submission: Submission, title: str, task_id: UUID | None
) -> None:
    """Tell which files went no further, where there are any; caller commits."""
    names = [uploads.name_of(database, file) for file in _infected(database, submission)]
    if not names:
        return
    facts: dict[str, Any] = {
        "title": title,
        "files": names,
        "task_id": str(task_id) if task_id else "",
    }
    if submission.tracking_hash:
        facts["is_report"] = True
    messages.add_message_and_notify(
        database,
        submission.owner_id,
        MessageKind.FILE_INFECTED,
        about=str(submission.id),
        facts=facts,
    )


def _infected(database: Session, submission: Submission) -> list[Upload]:
    files = uploads.uploads_of_submission(database, submission.id)
    return [file for file in files if file.infected_at]
