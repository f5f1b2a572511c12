"""How submissions become cases that are kept in memory: a `CaseIntake` that takes any case type."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID, uuid4

from portal.domain.case_intake import (
    CaseClosed,
    CaseObject,
    CatalogueNeeds,
    KeptRecord,
    NewCase,
    NewDocument,
    NewStatus,
    NotInCatalogue,
)
from portal.domain.case_keys import CaseKey, CaseNumber
from portal.domain.case_rules import CaseRules
from portal.domain.cases import (
    Case,
    CaseDocument,
    CaseFile,
    DocumentSender,
    Payment,
    Progress,
    Representation,
    Step,
    StepState,
)
from portal.domain.days import day_of
from portal.domain.document_rules import DocumentRules
from portal.domain.failures import NotFound, SourceRefused
from portal.domain.remedies import RemedyRegister
from portal.gateways.cases.memory.cases import MemoryCases

SYSTEM = "cases"
TAKEN, NOT_THERE = "identificatie-niet-uniek", "not-in-catalogue"


@dataclass
class MadeCase:
    """What a case was made of."""

    new: NewCase
    documents: dict[str, bytes]
    """Content by reference."""
    is_complete: bool = False


@dataclass(kw_only=True)
class MemoryIntake:
    """A `CaseIntake`: its cases are those of `cases`."""

    cases: MemoryCases = field(default_factory=MemoryCases)
    case_types: frozenset[str] | None = None
    """Those that it takes; None: any."""
    made: dict[str, MadeCase] = field(default_factory=dict)
    """By case number."""
    added: dict[str, tuple[CaseKey, bytes]] = field(default_factory=dict)
    """Documents added to a case later, by their reference: (case, content)."""
    objects: dict[CaseKey, tuple[CaseObject, ...]] = field(default_factory=dict)
    """What belongs to each case, or what it is about."""
    statuses: list[tuple[CaseKey, NewStatus]] = field(default_factory=list)
    """What was set later, in order."""
    paid: dict[CaseKey, datetime | None] = field(default_factory=dict)
    """When each case was paid, as far as it was told."""
    closed: dict[CaseKey, date] = field(default_factory=dict)
    """Cases that take no document any more, and the day on which they ended."""

    def number_of(self, submission: UUID, answers: str) -> CaseNumber | None:
        """The number of the case that this submission became before; None where it became none."""
        for number, made in self.made.items():
            if made.new.submission == submission and answers in made.documents:
                return CaseNumber(number)
        return None

    def numbers_itself(self, case_type: str) -> bool:
        """Whether it numbers cases itself: no case type."""
        del case_type
        return False

    def deliver(self, new: NewCase) -> CaseKey:
        """Make (or complete) the case and give its key; exactly one, however often called."""
        if not self._takes(new.case_type):
            reason = f"no case type {new.case_type}"
            raise SourceRefused("catalogue", reason, status=404, code=NOT_THERE, is_final=True)
        made = self.made.setdefault(new.number, MadeCase(new, {}))
        if made.new.submission != new.submission:
            reason = "our number is another case's"
            raise SourceRefused(SYSTEM, reason, status=409, code=TAKEN, is_final=True)
        for document in new.documents:
            made.documents[document.reference] = document.content().read()
        key = self.cases.key_for(new.number)
        if not made.is_complete:
            record = (KeptRecord(new.record(CaseNumber(new.number))),) if new.record else ()
            self.objects[key] = (*new.objects, *record)
            made.is_complete = True
            self._show(key, made)
        return key

    def add_document(self, key: CaseKey, document: NewDocument) -> None:
        """Add a document to a case; twice is once. Raises `CaseClosed`."""
        if document.reference in self.added:
            return
        bsn, place = self._open_place_of(key)
        self.added[document.reference] = (key, document.content().read())
        if bsn:
            file = self.cases.files[bsn][place]
            documents = (*file.documents, self._stored(document, self.added[document.reference][1]))
            self.cases.files[bsn][place] = replace(file, documents=documents)

    def set_status(self, key: CaseKey, new: NewStatus) -> None:
        """Give a case this status; twice is once. Raises `CaseClosed`."""
        if (key, new) in self.statuses:
            return
        bsn, place = self._open_place_of(key)
        self.statuses.append((key, new))
        if bsn:
            file = self.cases.files[bsn][place]
            earlier = (replace(step, state=StepState.DONE) for step in file.steps if step.at)
            step = Step(name=new.name, state=StepState.NOW, at=new.at, note=new.explanation)
            self.cases.files[bsn][place] = replace(file, steps=(*earlier, step))

    def set_payment(self, key: CaseKey, paid_at: datetime | None) -> None:
        """Let a case say whether it was paid. Raises `CaseClosed`."""
        if self.paid.get(key) == paid_at:
            return
        bsn, place = self._open_place_of(key)
        self.paid[key] = paid_at
        if bsn:
            file = self.cases.files[bsn][place]
            case = replace(
                file.case,
                payment=Payment.ALL if paid_at else Payment.NOTHING_YET,
                last_paid=day_of(paid_at) if paid_at else None,
            )
            self.cases.files[bsn][place] = replace(file, case=case)

    def lacks(self, needs: CatalogueNeeds) -> list[str]:
        """That it doesn't take this case type, where that is so."""
        return [] if self._takes(needs.case_type) else [_not_taken(needs.case_type)]

    def not_allowed(self, needs: CatalogueNeeds) -> list[str]:  # noqa: ARG002 - as in others
        """Nothing: nobody has to be let in."""
        return []

    def without_words(self) -> list[str]:
        """Nothing: its statuses are the portal's own."""
        return []

    def without_remedies(self, register: RemedyRegister) -> list[str]:
        """The case types that the file of remedies names and that it doesn't take."""
        return self._all_not_taken(
            code for remedy in register.remedies.values() for code in remedy.case_types
        )

    def without_cases(self, rules: CaseRules) -> list[str]:
        """The case types that the file of cases names and that it doesn't take."""
        return self._all_not_taken(rules.by_case_type)

    def without_kinds(self, rules: DocumentRules) -> list[str]:
        """The case types that the file of documents names and that it doesn't take."""
        return self._all_not_taken(code for _kind, code in rules if code)

    def _takes(self, case_type: str) -> bool:
        return self.case_types is None or case_type in self.case_types

    def _all_not_taken(self, codes: Iterable[str]) -> list[str]:
        return [
            NotInCatalogue(_not_taken(code)) for code in sorted({*codes}) if not self._takes(code)
        ]

    def _open_place_of(self, key: CaseKey) -> tuple[str, int]:
        """The same of a case that is open; raises `CaseClosed`."""
        bsn, place = self._place_of(key)
        closed_on = self.closed.get(key) or (
            self.cases.files[bsn][place].case.closed if bsn else None
        )
        if closed_on:
            raise CaseClosed(SYSTEM, f"the case was closed on {closed_on}", closed_on)
        return bsn, place

    def _place_of(self, key: CaseKey) -> tuple[str, int]:
        """Whose case it is and where it stands among theirs; '' where it is nobody's."""
        for bsn, files in self.cases.files.items():
            for place, file in enumerate(files):
                if file.case.key == key:
                    return bsn, place
        if key in self.cases.reports:
            return "", 0
        raise NotFound(key)

    def _show(self, key: CaseKey, made: MadeCase) -> None:
        """Let the case stand among those of who sent it."""
        new = made.new
        step = Step(name="", state=StepState.NOW, at=new.sent_at, progress=Progress.RECEIVED)
        bsn = new.initiator.bsn
        if bsn is None:
            self.cases.reports[key] = (step,)
            return
        self.cases.submissions[key] = new.submission
        documents = self._all_stored(new.documents, made.documents)
        file = CaseFile(
            case=_case(key, new),
            steps=(step,),
            documents=documents,
            contact=None,
            decisions=(),
            representation=_representation(new),
        )
        self.cases.files[bsn].append(file)

    def _all_stored(
        self, documents: Iterable[NewDocument], contents: dict[str, bytes]
    ) -> tuple[CaseDocument, ...]:
        return tuple(self._stored(each, contents[each.reference]) for each in documents)

    def _stored(self, document: NewDocument, content: bytes) -> CaseDocument:
        """The document, kept with where it came from: its reference begins with that."""
        stored = CaseDocument(
            id=uuid4(),
            title=document.title,
            file_name=document.file_name,
            media_type=document.media_type,
            size=len(content),
            added=document.received,
            sender=DocumentSender.RESIDENT,
            kind=document.kind,
        )
        self.cases.contents[stored.id] = content
        self.cases.origins[stored.id] = UUID(document.reference.partition("-")[0])
        return stored


def _case(key: CaseKey, new: NewCase) -> Case:
    return Case(
        key=key,
        number=new.number,
        title=new.case_type,
        description=new.description,
        progress=Progress.RECEIVED,
        status="",
        started=new.started,
        closed=None,
        expected=new.planned,
        due=new.due,
        payment=Payment.NOTHING_YET if new.costs_money else None,
        case_type=new.case_type,
    )


def _representation(new: NewCase) -> Representation | None:
    return Representation(is_by_resident=False, name=new.agent.name) if new.agent else None


def _not_taken(case_type: str) -> str:
    return f"Case type {case_type} is not taken."
