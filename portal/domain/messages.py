"""Messages: what the portal tells a resident; and the notice that there is one."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class MessageKind(StrEnum):
    """What a message is about; decides its words."""

    RECEIVED = "received"
    CASE_MADE = "case_made"
    STATUS = "status"
    TASK = "task"
    DECISION = "decision"
    DECISION_WITHDRAWN = "decision_withdrawn"
    EXTENDED = "extended"
    """The municipality needs more time for a case."""
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    """A case that was suspended goes on."""
    DELAYED = "delayed"
    """It takes longer: what was sent is stuck, and an operator looks at it."""
    CASE_CLOSED = "case_closed"
    """A case was closed before what was sent for it was there: an employee looks at it."""
    CASE_WITHDRAWN = "case_withdrawn"
    """The case has it that the resident withdraws what they asked for."""
    HANDED_OVER = "handed_over"
    """It can't be delivered: an employee has it on paper."""
    FILE_INFECTED = "file_infected"
    """Files that were sent went no further: there is malware in them."""
    DOCUMENT_RECEIVED = "document_received"
    REQUEST_RECEIVED = "request_received"
    """A question, or a wish to be called, came in."""
    ANSWERED = "answered"
    """The municipality is done with a question."""
    CALL_MISSED = "call_missed"
    """The municipality called who wanted to be called, in vain."""
    DRAFT_ENDS = "draft_ends"
    """What was filled in and not sent will be thrown away."""
    PAID = "paid"
    """What was sent is paid."""
    NOT_PAID = "not_paid"
    """What was sent some time ago is still to be paid."""
    PAYMENT_REVERSED = "payment_reversed"
    """The payer's bank took the money back: it has to be paid again."""
    REFUNDED = "refunded"
    """The municipality gave back what was paid."""
    COSIGN_AGREED = "cosign_agreed"
    """Who was asked to sign what was sent did so."""
    COSIGN_REFUSED = "cosign_refused"
    COSIGN_LAPSED = "cosign_lapsed"
    """Who was asked to sign did not answer in time."""
    COSIGN_ANSWERED = "cosign_answered"
    """To the co-signer: what they said."""
    CONSENT_GIVEN = "consent_given"
    CONSENT_REFUSED = "consent_refused"
    CONSENT_WITHDRAWN = "consent_withdrawn"


NOTICES, NO_MAIL = "notices", "none"
"""In what is kept of a resident's contact details: that they don't want mail; else they do."""
EMAIL, CONFIRMED = "email", "confirmed"
"""The mail address, and the one that was confirmed: of what is used, if they are the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """An e-mail notice: never with personal data, never with a login link."""

    to: str
    subject: str
    text: str
    reference: str
    """Natural key: the gateway sends the same reference once."""


class Mailer(Protocol):
    """The mail gateway; raises `SourceError` when it can't be asked."""

    def send(self, mail: Mail) -> None:
        """Hand over one mail."""
        ...
