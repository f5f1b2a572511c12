"""What belongs to a receipt: the answers on paper, and the line of who takes them."""

from sqlalchemy.orm import Session

from portal.domain.consultations import About, Act, Action, Activity, DataKind, NewConsultation
from portal.domain.municipality import Municipality
from portal.domain.people import Actor
from portal.services.cosigning.statement import with_statement
from portal.services.submissions.answers_pdf import print_answers
from portal.storage import submissions
from portal.storage.form_versions import form_version_of
from portal.storage.submissions import Submission


def answers_as_pdf(database: Session, submission: Submission, municipality: Municipality) -> bytes:
    """All answers of this submission as PDF/UA, in Dutch."""
    form = form_version_of(database, submission.version)
    content = submissions.content_of(database, submission)
    content = with_statement(database, form, submission, content)
    return print_answers(form, submission, content, municipality)


def download_line(actor: Actor, submission: Submission) -> NewConsultation:
    """The line of a resident who downloads their answers."""
    act = Act(Activity.SUBMISSION, Action.DOWNLOADED, (DataKind.ANSWERS,), "portaal")
    about = About("submission", submission.reference, submission.case_key, submission.number or "")
    return NewConsultation.by(actor, act, about)
