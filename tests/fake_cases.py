"""A case system as tests need it: it answers, or is slow, down, refusing or mad."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from uuid import UUID

from portal.domain.case_keys import CaseKey, CaseNumber, DecisionKey
from portal.domain.case_marks import CaseMark
from portal.domain.case_rows import CaseRows, RowSelection
from portal.domain.cases import Case, CaseFile, CaseInbox, CaseList, Download, Step
from portal.domain.consultations import ConsultationProof
from portal.domain.failures import NotFound, SourceAnswer
from portal.gateways.cases.memory import MemoryCases
from tests.witness import Fake


@dataclass
class FakeCases(Fake, MemoryCases):
    """A case system in which residents have cases. Plays `CaseSystem`."""

    system = "zaaksysteem"
    own: frozenset[UUID] = frozenset()
    """What it was told at the last look that the resident's own documents came in."""
    tells_size: bool = True
    """Whether it tells with a download how much it is."""
    vanished: set[CaseKey] = field(default_factory=set)
    """Cases that stand in the list, but whose page is gone."""

    def cases_of(self, proof: ConsultationProof, number: int = 1) -> SourceAnswer[CaseList]:
        self._meet("cases_of", proof)
        return replace(super().cases_of(proof, number), missing=self.odd)

    def cases_with_keys(
        self, proof: ConsultationProof, keys: Collection[CaseKey]
    ) -> SourceAnswer[list[Case]]:
        self._meet("cases_with_keys", proof)
        return super().cases_with_keys(proof, keys)

    def rows_of(self, proof: ConsultationProof, selection: RowSelection) -> SourceAnswer[CaseRows]:
        self._meet("rows_of", proof)
        return replace(super().rows_of(proof, selection), missing=self.odd)

    def cases_with_number(
        self, proof: ConsultationProof, number: CaseNumber
    ) -> SourceAnswer[list[Case]]:
        self._meet("cases_with_number", proof)
        return replace(super().cases_with_number(proof, number), missing=self.odd)

    def case_file(
        self, proof: ConsultationProof, key: CaseKey, own: Collection[UUID] = ()
    ) -> CaseFile:
        self._meet("case_file", proof)
        self.own = frozenset(own)
        return super().case_file(proof, key, own)

    def case_without_documents(self, proof: ConsultationProof, key: CaseKey) -> CaseFile:
        self._meet("case_without_documents", proof)
        return super().case_without_documents(proof, key)

    def inbox(self, proof: ConsultationProof, key: CaseKey) -> CaseInbox:
        self._meet("inbox", proof)
        return super().inbox(proof, key)

    def file_and_inbox(self, proof: ConsultationProof, key: CaseKey) -> tuple[CaseFile, CaseInbox]:
        self._meet("file_and_inbox", proof)
        return super().file_and_inbox(proof, key)

    def download(
        self, proof: ConsultationProof, key: CaseKey, document: UUID, own: Collection[UUID] = ()
    ) -> Download:
        self._meet("download", proof)
        self.own = frozenset(own)
        download = super().download(proof, key, document, own)
        return download if self.tells_size else replace(download, size=None)

    def steps_of_report(self, key: CaseKey) -> tuple[Step, ...]:
        self._meet("steps_of_report")
        return super().steps_of_report(key)

    def case_of(self, decision: DecisionKey) -> CaseKey | None:
        self._meet("case_of")
        return super().case_of(decision)

    def subject_of(self, key: CaseKey) -> str | None:
        if key.system == self.name:
            self._meet("subject_of")
        return super().subject_of(key)

    def mark_of(self, key: CaseKey) -> CaseMark:
        self._meet("mark_of")
        if key in self.vanished:
            raise NotFound(key)
        return super().mark_of(key)

    def _file(self, proof: ConsultationProof, key: CaseKey) -> CaseFile:
        if key in self.vanished:
            raise NotFound(key)
        return super()._file(proof, key)
