"""The way through a form that was sent, as its answers and facts then call for it."""

from forms import Form
from forms.context import Context
from forms.path import Path
from portal.domain.days import day_of
from portal.domain.people import Ground
from portal.storage.submissions import Submission, SubmissionContent


def path_of(form: Form, submission: Submission, content: SubmissionContent) -> Path:
    """The pages and answers in Dutch, on the day of sending: the same however late it is read."""
    sent = day_of(submission.made_at)
    context = Context(
        today=sent,
        facts=content.facts,
        translate=str,
        is_logged_in=submission.ground != Ground.ANONYMOUS,
    )
    return Path(form, content.answers, context)
