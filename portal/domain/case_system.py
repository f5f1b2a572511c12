"""The case system, as residents need it: what a gateway to one can do."""

from collections.abc import Collection
from typing import Protocol
from uuid import UUID

from portal.domain.case_keys import CaseKey, CaseNumber, DecisionKey
from portal.domain.case_marks import CaseMark
from portal.domain.case_rows import CaseRows, RowSelection
from portal.domain.cases import Case, CaseFile, CaseInbox, CaseList, Download, Step
from portal.domain.consultations import ConsultationProof
from portal.domain.failures import SourceAnswer


class CaseSystem(Protocol):
    """What residents need of a case system.

    Every method raises `SourceError` when it can't be asked, so an empty list always means that
    there is nothing. Each takes the resident from the line; somebody else's case and an unknown
    one both raise `NotFound`.
    """

    def cases_of(self, proof: ConsultationProof, number: int = 1) -> SourceAnswer[CaseList]:
        """A page of the cases that this resident started, newest first; what is odd is missing.

        Raises `NotFound` past the last page.
        """
        ...

    def cases_with_keys(
        self, proof: ConsultationProof, keys: Collection[CaseKey]
    ) -> SourceAnswer[list[Case]]:
        """Those of these cases that this resident started: at most `CASES_ON_PAGE`."""
        ...

    def rows_of(self, proof: ConsultationProof, selection: RowSelection) -> SourceAnswer[CaseRows]:
        """Rows of the cases that the case system finds for this resident; what is odd is missing.

        To search in, never to be shown: only `cases_with_keys` holds each against the resident.
        """
        ...

    def cases_with_number(
        self, proof: ConsultationProof, number: CaseNumber
    ) -> SourceAnswer[list[Case]]:
        """The cases with this number that this resident started."""
        ...

    def case_file(
        self, proof: ConsultationProof, key: CaseKey, own: Collection[UUID] = ()
    ) -> CaseFile:
        """One case of this resident with its steps, documents, contact and decisions.

        `own`: the submissions and replies of theirs. What came through the portal in others, or in
        others than the case was made of, is not shown as theirs.
        """
        ...

    def case_without_documents(self, proof: ConsultationProof, key: CaseKey) -> CaseFile:
        """The same, but of its documents nothing is read, nor which ones there are."""
        ...

    def inbox(self, proof: ConsultationProof, key: CaseKey) -> CaseInbox:
        """What the resident may add to this case."""
        ...

    def file_and_inbox(self, proof: ConsultationProof, key: CaseKey) -> tuple[CaseFile, CaseInbox]:
        """`case_without_documents` and `inbox` of one case, which is read once."""
        ...

    def download(
        self, proof: ConsultationProof, key: CaseKey, document: UUID, own: Collection[UUID] = ()
    ) -> Download:
        """A document that the resident may see in this case; `own`: as in `case_file`."""
        ...

    def steps_of_report(self, key: CaseKey) -> tuple[Step, ...]:
        """The steps of a case that nobody is the initiator of: no personal data, so no line.

        Raises `OfSomebodyElse` where somebody is the initiator after all.
        """
        ...

    def key_of(self, url: str) -> CaseKey | DecisionKey | None:
        """What a notification is about, by its URL; None for a URL of nothing that we know.

        Nothing is asked: it is the one place where a URL from outside becomes a key.
        """
        ...

    def case_of(self, decision: DecisionKey) -> CaseKey | None:
        """The case that this decision was taken in; None where it has none, or is gone."""
        ...

    def subject_of(self, key: CaseKey) -> str | None:
        """BSN of the initiator of this case: for telling whom a notification concerns.

        None where the case has no initiator with a BSN. Shown to nobody. Raises `NotFound` only
        for the case of another case system, which is not asked.
        """
        ...

    def mark_of(self, key: CaseKey) -> CaseMark:
        """How this case stands, as a digest: one call, of which nothing personal is answered.

        For telling whether anything is to be told. Raises `NotFound` where there is no such case.
        """
        ...
