"""Tasks: what the municipality asks a resident to do in a case."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID, uuid5

from forms.keys import FormSlug
from portal.domain.case_keys import CaseKey, CaseNumber
from portal.domain.consultations import ConsultationProof
from portal.domain.failures import SourceAnswer
from portal.domain.task_aims import A_DOCUMENT, TaskAim, TaskKind

UNASKED = UUID("5a0c6d2e-4f0b-4c57-9f2e-6b9a1d7c3e84")
"""Beneath it lie the ids of what residents send by themselves."""
WITHDRAWAL = UUID("c1d2f0a6-87e5-4b1a-9a8e-3f6e0d5b7c42")
"""The same of what they withdraw."""


def unasked_id(key: CaseKey) -> UUID:
    """Id of what a resident sends for this case by themselves."""
    return uuid5(UNASKED, str(key))


def withdrawal_id(key: CaseKey) -> UUID:
    """Id of withdrawing this case."""
    return uuid5(WITHDRAWAL, str(key))


def withdrawal_id_of_submission(submission_id: UUID) -> UUID:
    """Id of withdrawing this submission, for as long as it is no case yet."""
    return uuid5(WITHDRAWAL, f"submission {submission_id}")


def withdrawal_ids_of(submission_id: UUID, key: CaseKey | None) -> frozenset[UUID]:
    """Ids of withdrawing this submission and the case that it became, if it did.

    What was withdrawn before keeps its id until all of the case is there.
    """
    before = withdrawal_id_of_submission(submission_id)
    return frozenset((before, withdrawal_id(key)) if key else (before,))


@dataclass(frozen=True, slots=True)
class SubmissionOfTask:
    """The submission that a task of our own belongs to; it may be no case yet."""

    id: UUID
    slug: FormSlug
    reference: str
    ended_on: date | None
    """The day on which its case ended, or on which it went on by hand: nothing is sent any more."""
    is_handed_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyTarget:
    """What something is sent for: a task, a case that takes documents, or withdrawing one."""

    id: UUID
    """The same for all that is sent for it."""
    title: str
    """What to do for a task; else what is sent (Dutch)."""
    document_kind: str
    case_key: CaseKey | None
    case_number: CaseNumber
    submission: UUID | None = None
    """What has to become the case first, where there is none yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One open task. Source: external task of the Objects API (nl-portal Externe taak v2).

    Or our own records: what a resident said in a form to send later.
    """

    id: UUID
    title: str
    """What to do, as one sentence: "Stuur uw huurcontract"."""
    explanation: str
    document_kind: str
    """Name of the document type that is asked for."""
    last_day: date | None
    case_key: CaseKey | None
    """None where it belongs to no case."""
    case_number: CaseNumber
    """Empty where it belongs to no case."""
    submission: SubmissionOfTask | None = None
    """What it belongs to where the resident said in a form to send it later; else None."""
    case_closed_on: date | None = None
    """The day on which its case ended, where that was looked at; then nothing is sent any more."""
    withdrawn_at: datetime | None = None
    """When the resident withdrew its case, where that was looked at (UTC); the same holds then."""
    brought_at: datetime | None = None
    """When the resident said that they brought or sent it on paper (UTC); None: they didn't."""
    is_optional: bool = False
    """Whether nothing waits for it: its resident may send it, and need not."""
    aim: TaskAim = A_DOCUMENT
    """What it comes down to; a document, where nothing else is said."""

    @property
    def is_own(self) -> bool:
        """Whether it is of the portal itself: its title names what the resident sends later."""
        return self.submission is not None

    @property
    def target(self) -> ReplyTarget:
        """What is sent for it."""
        return ReplyTarget(
            id=self.id,
            title=self.title,
            document_kind=self.document_kind,
            case_key=self.case_key,
            case_number=self.case_number,
            submission=self.submission.id if self.submission else None,
        )

    @property
    def ended_on(self) -> date | None:
        """The day on which its case ended or went on by hand, as far as that is known."""
        return self.case_closed_on or (self.submission.ended_on if self.submission else None)

    @property
    def is_over(self) -> bool:
        """Whether its case ended, went on by hand or was withdrawn, as far as that is known."""
        return self.ended_on is not None or self.withdrawn_at is not None

    @property
    def takes_documents(self) -> bool:
        """Whether an upload has somewhere to go: a case, as a kind of document that was named."""
        if self.is_over or self.aim.kind is not TaskKind.DOCUMENT:
            return False
        if self.submission:
            return True
        return bool(self.case_key and self.document_kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTask:
    """What is asked of a resident anew. `reference` is its natural key."""

    reference: UUID
    bsn: str
    title: str
    explanation: str
    document_kind: str
    case_key: CaseKey
    case_number: CaseNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class SentForm:
    """A form that was sent for a task."""

    bsn: str | None
    """Of who sent it; None where that is not known (any more)."""
    form: str
    """Its slug."""
    reference: str
    """Of what was sent: usually the number of its case too."""


class TaskSystem(Protocol):
    """Where tasks are kept; raises `SourceError` when it can't be asked."""

    def tasks_of(self, proof: ConsultationProof) -> SourceAnswer[list[Task]]:
        """The open tasks of this resident, the most urgent first; what is odd is missing."""
        ...

    def task(self, proof: ConsultationProof, task_id: UUID) -> Task:
        """One open task of this resident; raises `NotFound`."""
        ...

    def ask(self, new: NewTask) -> UUID:
        """Ask this of a resident, the same reference once; gives the id of the task."""
        ...

    def complete(self, task_id: UUID) -> None:
        """Mark the task as done by the resident; done already is done."""
        ...

    def complete_by_form(self, task_id: UUID, sent: SentForm) -> None:
        """The same of a task that asks for this form, with what was sent for it.

        Raises `NotFound` where it asks something else, or of somebody else.
        """
        ...
