"""What belongs to a receipt: the promise, the answers on paper, the line of who takes them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from forms import Form
from portal.domain.consultations import About, Act, Action, Activity, DataKind, NewConsultation
from portal.domain.municipality import Municipality
from portal.domain.people import Actor
from portal.domain.terms import Term, add_working_days, last_day
from portal.services.submissions.answers_pdf import print_answers
from portal.storage import submissions
from portal.storage.form_versions import form_version_of
from portal.storage.submissions import Submission


@dataclass(frozen=True, slots=True)
class Promise:
    """By when the municipality acts; `law` says which term, empty for its own service norm."""

    last_day: date
    law: str


def promise(form: Form, sent: date) -> Promise:
    """By when the municipality acts on a submission of this day.

    A legal term ends on a working day (Algemene termijnenwet); without one the service norm holds.
    """
    term = form.case.term
    if term:
        return Promise(last_day(sent, Term(term.weeks * 7)), term.law)
    return Promise(add_working_days(sent, form.case.service_days), "")


def answers_as_pdf(database: Session, submission: Submission, municipality: Municipality) -> bytes:
    """All answers of this submission as PDF/UA, in Dutch."""
    form = form_version_of(database, submission.version)
    content = submissions.content_of(database, submission)
    return print_answers(form, submission, content, municipality)


def download_line(actor: Actor, submission: Submission) -> NewConsultation:
    """The line of a resident who downloads their answers."""
    act = Act(Activity.SUBMISSION, Action.DOWNLOADED, (DataKind.ANSWERS,), "portaal")
    about = About("submission", submission.reference, submission.case_key, submission.number or "")
    return NewConsultation.by(actor, act, about)
