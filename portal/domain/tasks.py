"""Tasks: what the municipality asks a resident to do in a case."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from portal.domain.case_keys import CaseKey, CaseNumber
from portal.domain.consultations import ConsultationProof
from portal.domain.failures import SourceAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One open task. Source: external task of the Objects API (nl-portal Externe taak v2)."""

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

    @property
    def takes_documents(self) -> bool:
        """Whether an upload has somewhere to go: a case, as a kind of document that was named."""
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
