"""A case system that takes in what residents send, as tests need it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from portal.domain.case_intake import CaseClosed, CatalogueNeeds, NewCase, NewDocument
from portal.domain.case_keys import CaseKey, CaseNumber
from portal.domain.document_rules import DocumentRules
from portal.domain.failures import SourceUnavailable
from portal.domain.remedies import RemedyRegister
from tests.case_keys import a_key
from tests.witness import Fake


@dataclass
class MadeCase:
    """A case as the fake intake made it."""

    new: NewCase
    documents: dict[str, bytes]
    is_complete: bool = False


@dataclass
class FakeIntake(Fake):
    """A case system that takes in submissions, part by part. Plays `CaseIntake`."""

    system = "zaaksysteem"
    made: dict[str, MadeCase] = field(default_factory=dict)
    """By case number."""
    added: dict[str, tuple[CaseKey, bytes]] = field(default_factory=dict)
    """Documents added to a case later, by their reference: (case, content)."""
    closed: dict[CaseKey, date] = field(default_factory=dict)
    """Cases that take no document any more, and the day on which they ended."""
    numbers: list[CaseNumber] = field(default_factory=list)
    has_numbers: bool = True
    too_late: int = 0
    """So many deliveries are done, but their answer comes too late."""
    lacking: list[str] = field(default_factory=list)
    wordless: list[str] = field(default_factory=list)
    on_deliver: Callable[[NewCase], None] = lambda _new: None

    def number_of(self, submission: UUID, answers: str) -> CaseNumber | None:
        self._meet("number_of")
        for number, made in self.made.items():
            if made.new.submission == submission and answers in made.documents:
                return CaseNumber(number)
        return None

    def reserve_number(self) -> CaseNumber | None:
        self._meet("reserve_number")
        if not self.has_numbers:
            return None
        self.numbers.append(CaseNumber(f"ZAAK-2026-{len(self.numbers) + 1:010}"))
        return self.numbers[-1]

    def deliver(self, new: NewCase) -> CaseKey:
        self._meet("deliver")
        if new.initiator.bsn is not None:
            self.witness.check_sharing("FakeIntake.deliver", new.initiator.bsn, new.number)
        case = self.made.setdefault(new.number, MadeCase(new, {}))
        self.on_deliver(new)
        for document in new.documents:
            case.documents[document.reference] = document.content()
        case.is_complete = True
        if self.too_late:
            self.too_late -= 1
            raise SourceUnavailable(self.system, "no answer within 20 s")
        return a_key(new.number)

    def add_document(self, key: CaseKey, document: NewDocument) -> None:
        self._meet("add_document")
        if key in self.closed:
            day = self.closed[key]
            raise CaseClosed(self.system, f"the case was closed on {day}", day)
        self.added[document.reference] = (key, document.content())

    def lacks(self, needs: CatalogueNeeds) -> list[str]:
        self._meet("lacks")
        return [f"{needs.case_type}: {sentence}" for sentence in self.lacking]

    def without_remedies(self, register: RemedyRegister) -> list[str]:
        self._meet("without_remedies")
        return [] if register.remedies else ["no remedies"]

    def without_kinds(self, rules: DocumentRules) -> list[str]:
        self._meet("without_kinds")
        return [f"no kind {kind}" for kind, _case_type in rules]

    def without_words(self) -> list[str]:
        self._meet("without_words")
        return self.wordless
