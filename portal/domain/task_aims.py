"""What a task comes down to: a document, a form, a payment, a visit to a website, or a call."""

from dataclasses import dataclass
from enum import StrEnum


class TaskKind(StrEnum):
    """How a resident does what is asked."""

    DOCUMENT = "document"
    FORM = "form"
    PAYMENT = "payment"
    LINK = "link"
    OTHER = "other"
    """In a way that this portal doesn't know: they have to call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountDue:
    """What is to be paid."""

    cents: int
    reference: str
    """To be named with it (betaalkenmerk)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAim:
    """What is asked, and what that kind needs."""

    kind: TaskKind = TaskKind.DOCUMENT
    form: str = ""
    """Of a form: its slug, which need not be that of a form that is published here."""
    link: str = ""
    """Of a visit to a website: its address, https."""
    due: AmountDue | None = None
    """Of a payment: how much."""


A_DOCUMENT = TaskAim()
