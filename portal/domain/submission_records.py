"""What was sent, as data beside its case: for who works with answers and not with papers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from forms.keys import FormSlug
from forms.values import Json
from portal.domain.case_keys import CaseNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionRecord:
    """The record of one submission."""

    submission: UUID
    """By which it is found again."""
    form: FormSlug
    number: CaseNumber
    """Of its case, by which it goes."""
    description: str
    """Of its case: at most 80 characters."""
    bsn: str | None
    """Of who asked; None where nobody logged in."""
    answers: Mapping[str, Mapping[str, Json]]
    """Page → question → what was answered; see `forms.case_data.case_record`."""


class RecordRegister(Protocol):
    """Where records of submissions are kept."""

    def keep(self, record: SubmissionRecord) -> str:
        """Keep it, the same submission once; gives its URL there. Raises `SourceError`."""
        ...
