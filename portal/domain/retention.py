"""How long the portal itself keeps what residents sent: terms in days, from an event that it knows.

How long the municipality's own file is kept is another matter, see `ProcessingActivity.retention`.
The register of activities names what it keeps of which activity (`kept`).
"""

from enum import StrEnum


class KeptPart(StrEnum):
    """What has a term of its own."""

    FILES = "files"
    """Bytes of uploads, after delivery."""
    ANSWERS = "answers"
    """Answers of a submission, after delivery."""
    SUBMISSION = "submission"
    """What is needed to follow it, after the case has ended."""
    REPORT = "report"
    """The same of a report without login."""
    TASK_REPLY = "task reply"
    """That something was sent for a task, after delivery."""
    REQUEST = "question"
    """What a resident asked, and the answer, after it was sent to the municipality."""
    CONTACT = "contact"
    """Address and number for notices, after the last change, where nothing is left to tell of."""
    UNCONFIRMED_ADDRESS = "unconfirmed address"
    """A mail address whose link was mailed, from then; also one that was confirmed by it."""
    SECURITY_EVENTS = "security events"
    """A batch of security events, after it was sealed; its root stays."""
    MESSAGE = "message"
    """A message, after it was made."""


DAYS = {
    KeptPart.FILES: 7,
    KeptPart.ANSWERS: 90,
    KeptPart.SUBMISSION: 90,
    KeptPart.REPORT: 365,
    KeptPart.TASK_REPLY: 90,
    KeptPart.REQUEST: 365,
    KeptPart.CONTACT: 90,
    KeptPart.UNCONFIRMED_ADDRESS: 2,
    KeptPart.SECURITY_EVENTS: 365,
    KeptPart.MESSAGE: 730,
}
