"""A case system as tests need it: it answers, or is slow, down, refusing or mad."""

from collections import defaultdict
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field, replace
from uuid import UUID

from portal.domain.case_keys import ONLY_SYSTEM, CaseKey, CaseNumber, DecisionKey
from portal.domain.case_rows import MOST_ROWS, CaseRow, CaseRows, RowSelection
from portal.domain.cases import (
    CASES_ON_PAGE,
    Case,
    CaseFile,
    CaseInbox,
    CaseList,
    Download,
    Progress,
    Step,
)
from portal.domain.consultations import ConsultationProof
from portal.domain.failures import NotFound, OfSomebodyElse, SourceAnswer
from tests.case_keys import BESLUITEN, ZAKEN
from tests.witness import Fake


@dataclass
class FakeCases(Fake):
    """A case system in which residents have cases. Plays `CaseSystem`."""

    system = "zaaksysteem"
    files: dict[str, list[CaseFile]] = field(default_factory=lambda: defaultdict(list))
    """By BSN."""
    kinds: tuple[str, ...] = ("Bijlage", "Huurcontract")
    """Kinds of document that residents may add to a case."""
    contents: dict[UUID, bytes] = field(default_factory=dict)
    own: frozenset[UUID] = frozenset()
    """What it was told at the last look that the resident's own documents came in."""
    tells_size: bool = True
    """Whether it tells with a download how much it is."""
    reports: dict[CaseKey, tuple[Step, ...]] = field(default_factory=dict)
    vanished: set[CaseKey] = field(default_factory=set)
    """Cases that stand in the list, but whose page is gone."""
    decisions: dict[UUID, CaseKey] = field(default_factory=dict)
    """Decision → its case."""
    hidden: dict[CaseKey, str] = field(default_factory=dict)
    """Cases that stand in no list; with the BSN of their initiator."""

    def cases_of(self, proof: ConsultationProof, number: int = 1) -> SourceAnswer[CaseList]:
        self._meet("cases_of", proof)
        cases, end = self._newest_first(proof), number * CASES_ON_PAGE
        page = tuple(cases[end - CASES_ON_PAGE : end])
        if number > 1 and not page:
            raise NotFound(f"page {number}")
        older = len(cases) > end
        shown = CaseList(cases=page, number=number, count=len(cases), has_older=older)
        return SourceAnswer(shown, self.odd)

    def cases_with_keys(
        self, proof: ConsultationProof, keys: Collection[CaseKey]
    ) -> SourceAnswer[list[Case]]:
        self._meet("cases_with_keys", proof)
        wanted = [*keys][:CASES_ON_PAGE]
        return SourceAnswer([case for case in self._newest_first(proof) if case.key in wanted])

    def rows_of(self, proof: ConsultationProof, selection: RowSelection) -> SourceAnswer[CaseRows]:
        self._meet("rows_of", proof)
        cases = [
            case
            for case in self._newest_first(proof)
            if selection.year in (None, case.started.year)
        ]
        if selection.is_oldest_first:
            cases.reverse()
        rows = [
            CaseRow(
                key=case.key,
                number=case.number,
                title=case.title,
                description=case.description,
                started=case.started,
                closed=case.closed,
                is_waiting=selection.has_statuses and case.progress is Progress.WAITING_FOR_YOU,
            )
            for case in cases[:MOST_ROWS]
        ]
        shown = CaseRows(rows=tuple(rows), read=len(rows), count=len(cases))
        return SourceAnswer(shown, self.odd)

    def cases_with_number(
        self, proof: ConsultationProof, number: CaseNumber
    ) -> SourceAnswer[list[Case]]:
        self._meet("cases_with_number", proof)
        cases = [case for case in self._newest_first(proof) if case.number == number]
        return SourceAnswer(cases, self.odd)

    def _newest_first(self, proof: ConsultationProof) -> list[Case]:
        cases = [file.case for file in self.files.get(proof.subject.bsn, ())]
        return sorted(cases, key=lambda case: (case.started, case.number), reverse=True)

    def case_file(
        self, proof: ConsultationProof, key: CaseKey, own: Collection[UUID] = ()
    ) -> CaseFile:
        self._meet("case_file", proof)
        self.own = frozenset(own)
        return self._file(proof, key)

    def _file(self, proof: ConsultationProof, key: CaseKey) -> CaseFile:
        for file in self.files.get(proof.subject.bsn, ()):
            if file.case.key == key and key not in self.vanished:
                return file
        raise self._absent(key)

    def case_without_documents(self, proof: ConsultationProof, key: CaseKey) -> CaseFile:
        self._meet("case_without_documents", proof)
        file = self._file(proof, key)
        decisions = tuple(replace(decision, documents=()) for decision in file.decisions)
        return replace(file, documents=(), decisions=decisions)

    def inbox(self, proof: ConsultationProof, key: CaseKey) -> CaseInbox:
        self._meet("inbox", proof)
        for file in self.files.get(proof.subject.bsn, ()):
            if file.case.key == key and key not in self.vanished:
                return CaseInbox(file.case, () if file.case.is_closed else self.kinds)
        raise self._absent(key)

    def download(
        self, proof: ConsultationProof, key: CaseKey, document: UUID, own: Collection[UUID] = ()
    ) -> Download:
        self._meet("download", proof)
        self.own = frozenset(own)
        for file in self.files.get(proof.subject.bsn, ()):
            for known in file.documents if file.case.key == key else ():
                if known.id == document:
                    content = self.contents.get(document, b"%PDF-1.7")
                    chunks = iter((content,))
                    size = len(content) if self.tells_size else None
                    return Download(known.file_name, known.media_type, size, chunks)
        raise self._absent(key)

    def _absent(self, key: CaseKey) -> NotFound:
        """As the case system knows it: it holds everybody's cases."""
        cases = [file.case.key for files in self.files.values() for file in files]
        return OfSomebodyElse(key) if key in cases and key not in self.vanished else NotFound(key)

    def steps_of_report(self, key: CaseKey) -> tuple[Step, ...]:
        self._meet("steps_of_report")
        if key not in self.reports:
            raise self._absent(key)
        return self.reports[key]

    def key_of(self, url: str) -> CaseKey | DecisionKey | None:
        for base, kind in ((ZAKEN, CaseKey), (BESLUITEN, DecisionKey)):
            with suppress(ValueError):
                return kind(ONLY_SYSTEM, UUID(url.removeprefix(base)))
        return None

    def case_of(self, decision: DecisionKey) -> CaseKey | None:
        self._meet("case_of")
        return self.decisions.get(decision.id)

    def subject_of(self, key: CaseKey) -> str | None:
        if key.system != ONLY_SYSTEM:
            raise NotFound(key)
        self._meet("subject_of")
        for bsn, files in self.files.items():
            if any(file.case.key == key for file in files):
                return bsn
        return self.hidden.get(key)
