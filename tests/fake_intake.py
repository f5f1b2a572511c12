"""A case system that takes in what residents send, as tests need it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from portal.domain.case_intake import (
    CatalogueNeeds,
    NewCase,
    NewDocument,
    NewStatus,
    NumberIgnored,
)
from portal.domain.case_keys import CaseKey, CaseNumber
from portal.domain.case_rules import CaseRules
from portal.domain.document_rules import DocumentRules
from portal.domain.failures import NotFound, SourceUnavailable
from portal.domain.remedies import RemedyRegister
from portal.gateways.cases.memory import MemoryIntake
from portal.gateways.cases.memory.intake import MadeCase
from tests.case_keys import a_key
from tests.witness import Fake


@dataclass
class FakeIntake(Fake, MemoryIntake):
    """A case system that takes in submissions, part by part. Plays `CaseIntake`."""

    system = "zaaksysteem"
    numbers_cases: bool = False
    """Whether it gives cases numbers of its own, as the settings say."""
    ignores_numbers: bool = False
    """Whether it does without that the settings say so."""
    too_late: int = 0
    """So many deliveries are done, but their answer comes too late."""
    lacking: list[str] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)
    """What the portal may not do."""
    wordless: list[str] = field(default_factory=list)
    on_deliver: Callable[[NewCase], None] = lambda _new: None

    def number_of(self, submission: UUID, answers: str) -> CaseNumber | None:
        self._meet("number_of")
        for number, made in self.made.items():
            is_it = self.numbers_cases or answers in made.documents
            if made.new.submission == submission and is_it:
                return CaseNumber(number)
        return None

    @property
    def numbers(self) -> list[CaseNumber]:
        """The numbers of its cases, in their order."""
        return [CaseNumber(number) for number in self.made]

    def numbers_itself(self, case_type: str) -> bool:
        self._meet("numbers_itself")
        return self.numbers_cases and bool(case_type)

    def _number_for(self, new: NewCase) -> str:
        if not (self.numbers_cases or self.ignores_numbers):
            return new.number
        known = (number for number, made in self.made.items() if self._is_of(number, made, new))
        return next(known, f"ZAAK-2026-{len(self.made) + 1:010}")

    def _is_of(self, number: str, made: MadeCase, new: NewCase) -> bool:
        return a_key(number) == new.key or (
            self.numbers_cases and made.new.submission == new.submission
        )

    def deliver(self, new: NewCase) -> CaseKey:
        self._meet("deliver")
        if new.initiator.bsn is not None:
            self.witness.check_sharing("FakeIntake.deliver", new.initiator.bsn, new.number)
        number = CaseNumber(self._number_for(new))
        self.made.setdefault(number, MadeCase(new, {}))
        if self.ignores_numbers and new.key is None:
            raise NumberIgnored(self.system, a_key(number))
        self.on_deliver(new)
        key = super().deliver(replace(new, number=number))
        if self.too_late:
            self.too_late -= 1
            raise SourceUnavailable(self.system, "no answer within 20 s")
        return key

    def add_document(self, key: CaseKey, document: NewDocument) -> None:
        self._meet("add_document")
        super().add_document(key, document)

    def set_status(self, key: CaseKey, new: NewStatus) -> None:
        self._meet("set_status")
        super().set_status(key, new)

    def set_payment(self, key: CaseKey, paid_at: datetime | None) -> None:
        self._meet("set_payment")
        super().set_payment(key, paid_at)

    def lacks(self, needs: CatalogueNeeds) -> list[str]:
        self._meet("lacks")
        return [f"{needs.case_type}: {sentence}" for sentence in self.lacking]

    def not_allowed(self, needs: CatalogueNeeds) -> list[str]:
        self._meet("not_allowed")
        return [f"{needs.case_type}: {sentence}" for sentence in self.forbidden]

    def without_remedies(self, register: RemedyRegister) -> list[str]:
        self._meet("without_remedies")
        return [] if register.remedies else ["no remedies"]

    def without_cases(self, rules: CaseRules) -> list[str]:
        self._meet("without_cases")
        return super().without_cases(rules)

    def without_kinds(self, rules: DocumentRules) -> list[str]:
        self._meet("without_kinds")
        return [f"no kind {kind}" for kind, _case_type in rules]

    def without_words(self) -> list[str]:
        self._meet("without_words")
        return self.wordless

    def _place_of(self, key: CaseKey) -> tuple[str, int]:
        """Nobody's: whose cases there are is what `FakeCases` knows."""
        try:
            return super()._place_of(key)
        except NotFound:
            return "", 0
