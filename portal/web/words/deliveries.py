"""What residents read of something that they sent and that is not where it belongs yet."""

from datetime import date, datetime

from flask_babel import gettext as _

from portal.storage import deliveries
from portal.storage.deliveries import Errand
from portal.storage.submissions import Submission
from portal.storage.task_replies import TaskReply
from portal.storage.waiting_submissions import SubmissionSummary
from portal.web.edge.request_context import session
from portal.web.words.formats import day


def delay_words(sent: Submission | TaskReply) -> str:
    """What to know where it takes longer than it should; '': it doesn't."""
    if sent.handed_over_at:
        return handed_over_words(sent.handed_over_at)
    is_submission = isinstance(sent, Submission)
    errand = Errand.submission(sent.id) if is_submission else Errand.task_reply(sent.id)
    if isinstance(sent, TaskReply) and sent.is_waiting and sent.case_closed_on:
        return closed_words(sent.case_closed_on)
    if sent.is_waiting and deliveries.is_stuck(session(), errand):
        return stuck_words()
    return ""


def closed_words(on: date) -> str:
    """That their case had ended on that day before this was in it, and who looks at it."""
    return _(
        "Uw zaak was al afgerond op %(day)s. Een medewerker kijkt naar wat u stuurde. "
        "Bel ons als u een vraag heeft.",
        day=day(on),
    )


def waiting_words(sent: SubmissionSummary) -> str:
    """How it stands with what was sent and is no case."""
    if sent.is_withdrawn:
        return f"{withdrawn_words()} {_late_words(sent) or passing_on_words()}"
    if sent.is_held and not sent.handed_over_at:
        return _("Wij wachten op een handtekening.")
    return _late_words(sent) or _("Wij hebben uw aanvraag.")


def _late_words(sent: SubmissionSummary) -> str:
    if sent.handed_over_at:
        return handed_over_words(sent.handed_over_at)
    return stuck_words() if sent.is_stuck else ""


def withdrawn_words() -> str:
    """That the resident withdrew it."""
    return _("U heeft deze aanvraag ingetrokken.")


def passing_on_words() -> str:
    """That its case does not have that yet."""
    return _("Wij geven uw intrekking door. U hoeft niets te doen.")


def stuck_words() -> str:
    """That an operator has to look at it."""
    return _("Het duurt langer. Wij kijken ernaar. U hoeft niets te doen.")


def handed_over_words(at: datetime) -> str:
    """That it went to an employee on paper, and when."""
    return _(
        "Een medewerker heeft het nu op papier, sinds %(day)s, en gaat ermee verder. "
        "Bel ons als u een vraag heeft.",
        day=day(at),
    )
