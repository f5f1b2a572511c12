"""What residents read of a case that they withdrew."""

from flask_babel import gettext as _

from portal.storage.task_replies import TaskReply
from portal.web.words.deliveries import delay_words, passing_on_words
from portal.web.words.formats import day


def withdrawal_words(sent: TaskReply, *, has_decision: bool = False) -> str:
    """When it was withdrawn, and how that stands, in sentences.

    `has_decision`: whether there is a decision all the same, which crossed it.
    """
    withdrawn = _(
        "U heeft deze aanvraag ingetrokken op %(day)s.", day=day(sent.sent_at or sent.made_at)
    )
    if delay := delay_words(sent):
        return f"{withdrawn} {delay}"
    if sent.in_case_since is None:
        return f"{withdrawn} {passing_on_words()}"
    if has_decision:
        return withdrawn
    return " ".join((withdrawn, _("Wij stoppen met uw aanvraag. U krijgt geen besluit.")))
