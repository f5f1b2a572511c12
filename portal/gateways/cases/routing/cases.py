"""What residents see of their cases in several case systems: a `CaseSystem` over others."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar
from uuid import UUID

from portal.domain.case_keys import CaseKey, CaseNumber, DecisionKey
from portal.domain.case_marks import CaseMark
from portal.domain.case_rows import MOST_ROWS, CaseRow, CaseRows, RowSelection
from portal.domain.case_system import CaseSystem
from portal.domain.cases import CASES_ON_PAGE, Case, CaseFile, CaseInbox, CaseList, Download, Step
from portal.domain.consultations import ConsultationProof
from portal.domain.failures import NotFound, SourceAnswer
from portal.gateways.cases.routing.paging import Lists
from portal.gateways.cases.routing.systems import NamedCases, ask_at_once, missing_systems
from portal.gateways.deadlines import Deadline

Cases = SourceAnswer[list[Case]]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RoutedCases:
    """A `CaseSystem`: lists of all systems as one, the rest of the one that a key names."""

    systems: Mapping[str, NamedCases]

    def cases_of(self, proof: ConsultationProof, number: int = 1) -> SourceAnswer[CaseList]:
        """A page of the cases in all systems, newest first; raises `NotFound` past the last one.

        Names the systems that gave no answer; raises `SourceError` where none did.
        """
        return Lists(self.systems, proof).page(number)

    def cases_with_keys(self, proof: ConsultationProof, keys: Collection[CaseKey]) -> Cases:
        """Those of these cases that this resident started; of many the first ones."""
        wanted = [*keys][:CASES_ON_PAGE]
        asked = {
            name: partial(named.cases.cases_with_keys, proof, own)
            for name, named in self.systems.items()
            if (own := [key for key in wanted if key.system == name])
        }
        return self._together(asked)

    def rows_of(self, proof: ConsultationProof, selection: RowSelection) -> SourceAnswer[CaseRows]:
        """Rows of the cases in all systems, as far as they answer; what is odd is missing."""
        answers = self._answers(
            {
                name: partial(named.cases.rows_of, proof, selection)
                for name, named in self.systems.items()
            }
        )
        parts = [answer.value for answer in answers.value.values()]
        is_newest_first = not selection.is_oldest_first
        rows = sorted(
            (row for part in parts for row in part.rows), key=_place, reverse=is_newest_first
        )
        found = CaseRows(
            rows=tuple(rows[:MOST_ROWS]),
            read=min(sum(part.read for part in parts), MOST_ROWS),
            count=sum(part.count for part in parts),
        )
        return SourceAnswer(found, answers.missing)

    def cases_with_number(self, proof: ConsultationProof, number: CaseNumber) -> Cases:
        """The cases with this number, of whichever system, that this resident started."""
        return self._together(
            {
                name: partial(named.cases.cases_with_number, proof, number)
                for name, named in self.systems.items()
            }
        )

    def _together(self, asked: Mapping[str, Callable[[], Cases]]) -> Cases:
        """The cases that these systems answer with, as one list, the newest first."""
        answers = self._answers(asked)
        cases = [case for answer in answers.value.values() for case in answer.value]
        return SourceAnswer(sorted(cases, key=_place, reverse=True), answers.missing)

    def _answers(
        self, asked: Mapping[str, Callable[[], SourceAnswer[T]]]
    ) -> SourceAnswer[dict[str, SourceAnswer[T]]]:
        """What these systems answer, by name; and all that misses in it.

        Raises the `SourceError` of one where none answers.
        """
        systems = {name: self.systems[name] for name in asked}
        answers = ask_at_once(
            {name: (Deadline.of_call(systems[name].limit_s), read) for name, read in asked.items()}
        )
        odd = [part for answer in answers.values.values() for part in answer.missing]
        missing = missing_systems(systems, answers.errors)
        return SourceAnswer(answers.values, (*odd, *missing))

    def case_file(
        self, proof: ConsultationProof, key: CaseKey, own: Collection[UUID] = ()
    ) -> CaseFile:
        """One case of this resident with its steps, documents, contact and decisions."""
        return self._with(key).case_file(proof, key, own)

    def case_without_documents(self, proof: ConsultationProof, key: CaseKey) -> CaseFile:
        """The same, but of its documents nothing is read, nor which ones there are."""
        return self._with(key).case_without_documents(proof, key)

    def inbox(self, proof: ConsultationProof, key: CaseKey) -> CaseInbox:
        """What the resident may add to this case."""
        return self._with(key).inbox(proof, key)

    def file_and_inbox(self, proof: ConsultationProof, key: CaseKey) -> tuple[CaseFile, CaseInbox]:
        """`case_without_documents` and `inbox` of one case, which is read once."""
        return self._with(key).file_and_inbox(proof, key)

    def download(
        self, proof: ConsultationProof, key: CaseKey, document: UUID, own: Collection[UUID] = ()
    ) -> Download:
        """A document that the resident may see in this case."""
        return self._with(key).download(proof, key, document, own)

    def steps_of_report(self, key: CaseKey) -> tuple[Step, ...]:
        """The steps of a case that nobody is the initiator of."""
        return self._with(key).steps_of_report(key)

    def key_of(self, url: str) -> CaseKey | DecisionKey | None:
        """What a notification is about: its URL says of which system it is."""
        for named in self.systems.values():
            if key := named.cases.key_of(url):
                return key
        return None

    def case_of(self, decision: DecisionKey) -> CaseKey | None:
        """The case that this decision was taken in; None where it has none, or is gone."""
        named = self.systems.get(decision.system)
        return named.cases.case_of(decision) if named else None

    def subject_of(self, key: CaseKey) -> str | None:
        """BSN of the initiator of this case; None where it has none. Shown to nobody."""
        return self._with(key).subject_of(key)

    def mark_of(self, key: CaseKey) -> CaseMark:
        """How this case stands, as a digest; raises `NotFound` where there is no such case."""
        return self._with(key).mark_of(key)

    def _with(self, key: CaseKey) -> CaseSystem:
        """The system that has this case; raises `NotFound` for one that isn't connected."""
        if key.system not in self.systems:
            raise NotFound(key)
        return self.systems[key.system].cases


def _place(case: Case | CaseRow) -> tuple[date, str]:
    """Where it stands in a list."""
    return (case.started, case.number)
