"""How submissions become cases in several case systems: a `CaseIntake` over others."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from portal.domain.case_intake import (
    CaseIntake,
    CatalogueNeeds,
    NewCase,
    NewDocument,
    NewStatus,
    NotInCatalogue,
)
from portal.domain.case_keys import CaseKey, CaseNumber
from portal.domain.case_rules import CaseRules
from portal.domain.document_rules import DocumentRules
from portal.domain.failures import NotFound, SourceError
from portal.domain.remedies import RemedyRegister
from portal.gateways.cases.routing.systems import ask_at_once
from portal.gateways.deadlines import Deadline

LOOK_S = 60.0
"""Seconds in which a system says whether it has a case, also where it is slow."""


@dataclass(frozen=True, slots=True)
class RoutedIntake:
    """A `CaseIntake`: the case type says in which system a submission becomes a case."""

    systems: Mapping[str, CaseIntake]
    """By name; what no other takes is for the first one."""
    by_case_type: Mapping[str, str]
    """Name of the system for a case type."""

    def number_of(self, submission: UUID, answers: str) -> CaseNumber | None:
        """The number of the case that this submission became before, in whichever system.

        All are asked at once. Raises the `SourceError` of one that can't be asked only where no
        other has it.
        """
        numbers = ask_at_once(
            {
                name: (Deadline(LOOK_S), partial(intake.number_of, submission, answers))
                for name, intake in self.systems.items()
            }
        )
        for number in filter(None, map(numbers.values.get, self.systems)):
            return number
        for error in numbers.errors.values():
            raise error
        return None

    def numbers_itself(self, case_type: str) -> bool:
        """Whether the system that takes this case type numbers cases itself."""
        return self._for(case_type).numbers_itself(case_type)

    def deliver(self, new: NewCase) -> CaseKey:
        """Make (or complete) the case and give its key; exactly one, however often called."""
        return self._with(new.case_type, new.key).deliver(new)

    def add_document(self, key: CaseKey, document: NewDocument) -> None:
        """Add a document to a case; twice is once. Raises `NotFound` for no system of ours."""
        self._with("", key).add_document(key, document)

    def set_status(self, key: CaseKey, new: NewStatus) -> None:
        """Give a case this status; twice is once. Raises `NotFound` for no system of ours."""
        self._with("", key).set_status(key, new)

    def set_payment(self, key: CaseKey, paid_at: datetime | None) -> None:
        """Let a case say whether it was paid. Raises `NotFound` for no system of ours."""
        self._with("", key).set_payment(key, paid_at)

    def lacks(self, needs: CatalogueNeeds) -> list[str]:
        """What the catalogue that these needs are asked of lacks."""
        return self._for(needs.case_type).lacks(needs)

    def not_allowed(self, needs: CatalogueNeeds) -> list[str]:
        """What the portal's application may not do where these needs are asked of."""
        return self._for(needs.case_type).not_allowed(needs)

    def without_words(self) -> list[str]:
        """Each status without words, of any system; and words for what none of them has."""
        return self._of_all(lambda intake: intake.without_words())

    def without_remedies(self, register: RemedyRegister) -> list[str]:
        """Where a catalogue and the file of remedies don't say the same."""
        return self._of_all(lambda intake: intake.without_remedies(register))

    def without_cases(self, rules: CaseRules) -> list[str]:
        """Where the file of cases names what is in no catalogue."""
        return self._of_all(lambda intake: intake.without_cases(rules))

    def without_kinds(self, rules: DocumentRules) -> list[str]:
        """Where the file of documents shows what is in no catalogue."""
        return self._of_all(lambda intake: intake.without_kinds(rules))

    def _of_all(self, differing: Callable[[CaseIntake], list[str]]) -> list[str]:
        """What each system says; that it hasn't something counts only where none has it.

        One that can't be asked hides none of the others. Raises `SourceError` where none can.
        """
        said: dict[str, list[str]] = {}
        errors: dict[str, SourceError] = {}
        for name, intake in self.systems.items():
            try:
                said[name] = differing(intake)
            except SourceError as error:
                errors[name] = error
        if not said:
            raise next(iter(errors.values()))
        unread = [f"{name}: the catalogue can't be read: {error}" for name, error in errors.items()]
        own = [
            f"{name}: {sentence}"
            for name, sentences in said.items()
            for sentence in sentences
            if not isinstance(sentence, NotInCatalogue)
        ]
        return unread + own + ([] if errors else _nowhere(said.values()))

    def _with(self, case_type: str, key: CaseKey | None) -> CaseIntake:
        """The system that has this case; where there is none yet, that of its case type.

        Raises `NotFound` for a key of no system of ours.
        """
        if key is None:
            return self._for(case_type)
        if key.system not in self.systems:
            raise NotFound(key)
        return self.systems[key.system]

    def _for(self, case_type: str) -> CaseIntake:
        name = self.by_case_type.get(case_type, next(iter(self.systems)))
        return self.systems[name]


def _nowhere(said: Iterable[list[str]]) -> list[str]:
    """What none of them has."""
    first, *others = said
    return [
        sentence
        for sentence in first
        if isinstance(sentence, NotInCatalogue)
        if all(sentence in sentences for sentences in others)
    ]
