"""What holds for what was sent, as it was decided on sending."""

from forms import Form
from forms.case_terms import CaseTerms, terms_of
from portal.storage.submissions import Submission


def terms_of_submission(form: Form, submission: Submission) -> CaseTerms:
    """By the case type that its answers called for; `form`: the version that it was made with.

    An earlier release kept no case type, and its forms said one thing for all.
    """
    return terms_of(form, submission.case_type, is_answered=submission.is_answered)
