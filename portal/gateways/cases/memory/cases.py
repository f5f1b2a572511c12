"""What residents see of cases that are kept in memory: a `CaseSystem` without a case system."""

from collections import defaultdict
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from uuid import NAMESPACE_URL, UUID, uuid5

from portal.domain.case_keys import ONLY_SYSTEM, CaseKey, CaseNumber, DecisionKey
from portal.domain.case_marks import CaseMark
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

NO_CONTENT = b"%PDF-1.7"
"""Of a document whose content was never given."""


@dataclass(kw_only=True)
class MemoryCases:
    """A `CaseSystem`; who sets it up fills it as the municipality would."""

    name: str = ONLY_SYSTEM
    """Of the system, in the keys of its cases."""
    address: str = "https://zaken.example"
    """Where its APIs would be, in notifications."""
    files: dict[str, list[CaseFile]] = field(default_factory=lambda: defaultdict(list))
    """By BSN of who started them."""
    kinds: tuple[str, ...] = ("Bijlage", "Huurcontract")
    """Kinds of document that residents may add to a case."""
    contents: dict[UUID, bytes] = field(default_factory=dict)
    """By document."""
    origins: dict[UUID, UUID] = field(default_factory=dict)
    """Document → the submission or reply in which it came through the portal."""
    submissions: dict[CaseKey, UUID] = field(default_factory=dict)
    """Case → the submission that it was made of."""
    reports: dict[CaseKey, tuple[Step, ...]] = field(default_factory=dict)
    """Cases that nobody is the initiator of."""
    decisions: dict[UUID, CaseKey] = field(default_factory=dict)
    """Decision → its case."""
    hidden: dict[CaseKey, str] = field(default_factory=dict)
    """Cases that no resident is shown; with the BSN of their initiator."""

    def key_for(self, number: CaseNumber) -> CaseKey:
        """The key of the case that gets this number when it is made."""
        return CaseKey(self.name, uuid5(NAMESPACE_URL, f"{self.name} {number}"))

    def cases_of(self, proof: ConsultationProof, number: int = 1) -> SourceAnswer[CaseList]:
        """A page of the cases that this resident started, newest first; raises `NotFound`."""
        cases, end = self._newest_first(proof), number * CASES_ON_PAGE
        page = tuple(cases[end - CASES_ON_PAGE : end])
        if number > 1 and not page:
            raise NotFound(f"page {number}")
        older = len(cases) > end
        return SourceAnswer(CaseList(cases=page, number=number, count=len(cases), has_older=older))

    def cases_with_keys(
        self, proof: ConsultationProof, keys: Collection[CaseKey]
    ) -> SourceAnswer[list[Case]]:
        """Those of these cases that this resident started; of many the first ones."""
        wanted = [*keys][:CASES_ON_PAGE]
        return SourceAnswer([case for case in self._newest_first(proof) if case.key in wanted])

    def rows_of(self, proof: ConsultationProof, selection: RowSelection) -> SourceAnswer[CaseRows]:
        """Rows of the cases of this resident, to search in."""
        cases = [
            case
            for case in self._newest_first(proof)
            if selection.year in (None, case.started.year)
        ]
        if selection.is_oldest_first:
            cases.reverse()
        rows = tuple(_row(case, selection) for case in cases[:MOST_ROWS])
        return SourceAnswer(CaseRows(rows=rows, read=len(rows), count=len(cases)))

    def cases_with_number(
        self, proof: ConsultationProof, number: CaseNumber
    ) -> SourceAnswer[list[Case]]:
        """The cases with this number that this resident started."""
        return SourceAnswer([case for case in self._newest_first(proof) if case.number == number])

    def case_file(
        self, proof: ConsultationProof, key: CaseKey, own: Collection[UUID] = ()
    ) -> CaseFile:
        """One case of this resident with its steps, documents, contact and decisions."""
        file = self._file(proof, key)
        theirs = {*own, self.submissions.get(key)}
        shown = tuple(
            document
            for document in file.documents
            if document.id not in self.origins or self.origins[document.id] in theirs
        )
        return replace(file, documents=shown)

    def case_without_documents(self, proof: ConsultationProof, key: CaseKey) -> CaseFile:
        """The same, but of its documents nothing is read, nor which ones there are."""
        file = self._file(proof, key)
        decisions = tuple(replace(decision, documents=()) for decision in file.decisions)
        return replace(file, documents=(), decisions=decisions)

    def inbox(self, proof: ConsultationProof, key: CaseKey) -> CaseInbox:
        """What the resident may add to this case."""
        case = self._file(proof, key).case
        return CaseInbox(case, () if case.is_closed else self.kinds)

    def file_and_inbox(self, proof: ConsultationProof, key: CaseKey) -> tuple[CaseFile, CaseInbox]:
        """`case_without_documents` and `inbox` of one case."""
        file = MemoryCases.case_without_documents(self, proof, key)
        return file, MemoryCases.inbox(self, proof, key)

    def download(
        self, proof: ConsultationProof, key: CaseKey, document: UUID, own: Collection[UUID] = ()
    ) -> Download:
        """A document that the resident may see in this case."""
        for known in MemoryCases.case_file(self, proof, key, own).documents:
            if known.id == document:
                content = self.contents.get(document, NO_CONTENT)
                chunks = iter((content,))
                return Download(known.file_name, known.media_type, len(content), chunks)
        raise NotFound(document)

    def steps_of_report(self, key: CaseKey) -> tuple[Step, ...]:
        """The steps of a case that nobody is the initiator of; raises `OfSomebodyElse`."""
        if key not in self.reports:
            raise self._absent(key)
        return self.reports[key]

    def key_of(self, url: str) -> CaseKey | DecisionKey | None:
        """What a notification is about, by its URL; None for a URL of nothing that we know."""
        cases, decisions = f"{self.address}/zaken/api/v1/zaken/", self._decisions_url
        for base, kind in ((cases, CaseKey), (decisions, DecisionKey)):
            if url.startswith(base):
                with suppress(ValueError):
                    return kind(self.name, UUID(url.removeprefix(base)))
        return None

    def case_of(self, decision: DecisionKey) -> CaseKey | None:
        """The case that this decision was taken in; None where it has none, or is gone."""
        return self.decisions.get(decision.id) if decision.system == self.name else None

    def subject_of(self, key: CaseKey) -> str | None:
        """BSN of the initiator of this case; None where it has none. Shown to nobody."""
        if key.system != self.name:
            raise NotFound(key)
        for bsn, files in self.files.items():
            if any(file.case.key == key for file in files):
                return bsn
        return self.hidden.get(key)

    def mark_of(self, key: CaseKey) -> CaseMark:
        """How this case stands, as a digest; raises `NotFound` where there is no such case."""
        for files in self.files.values():
            for file in files:
                if file.case.key == key:
                    text = f"{file.case} {file.steps}"
                    return CaseMark(sha256(text.encode()).hexdigest(), file.case.closed)
        raise NotFound(key)

    @property
    def _decisions_url(self) -> str:
        return f"{self.address}/besluiten/api/v1/besluiten/"

    def _newest_first(self, proof: ConsultationProof) -> list[Case]:
        cases = [file.case for file in self.files.get(proof.subject.bsn, ())]
        return sorted(cases, key=lambda case: (case.started, case.number), reverse=True)

    def _file(self, proof: ConsultationProof, key: CaseKey) -> CaseFile:
        for file in self.files.get(proof.subject.bsn, ()):
            if file.case.key == key:
                return file
        raise self._absent(key)

    def _absent(self, key: CaseKey) -> NotFound:
        """It holds everybody's cases, so it knows whether there is one."""
        cases = [file.case.key for files in self.files.values() for file in files]
        return OfSomebodyElse(key) if key in cases else NotFound(key)


def _row(case: Case, selection: RowSelection) -> CaseRow:
    return CaseRow(
        key=case.key,
        number=case.number,
        title=case.title,
        description=case.description,
        started=case.started,
        closed=case.closed,
        is_waiting=selection.has_statuses and case.progress is Progress.WAITING_FOR_YOU,
    )
