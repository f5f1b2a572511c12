"""The outside world as tests need it: it answers, or is slow, down, refusing or mad.

Each fake that holds personal data first asks the witness: without a committed consultation line
it raises `NoLine`, so that every test of every page holds rule 7.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from uuid import UUID

from portal.domain.addresses import Address
from portal.domain.cases import (
    Case,
    CaseFile,
    CatalogueNeeds,
    Download,
    NewCase,
    NewDocument,
    Step,
)
from portal.domain.consultations import ConsultationProof
from portal.domain.failures import NotFound, SourceAnswer, SourceUnavailable
from portal.domain.identity import Identity, LoginFailed, LoginProblem, PendingLogin
from portal.domain.messages import Mail
from portal.domain.outside import Gateways
from portal.domain.persons import Person
from portal.domain.tasks import Task
from tests.factories import ZAKEN
from tests.fake_log import FakeConsultations
from tests.fake_sources import FakeSources
from tests.witness import Fake, Witness


@dataclass
class FakeCases(Fake):
    """A case system in which residents have cases. Plays `CaseSystem`."""

    system = "zaaksysteem"
    files: dict[str, list[CaseFile]] = field(default_factory=lambda: defaultdict(list))
    """By BSN."""
    contents: dict[UUID, bytes] = field(default_factory=dict)
    reports: dict[str, tuple[Step, ...]] = field(default_factory=dict)
    vanished: set[str] = field(default_factory=set)
    """Numbers of cases that stand in the list, but whose page is gone."""
    decisions: dict[str, str] = field(default_factory=dict)
    """URL of a decision → that of its case."""
    hidden: dict[str, str] = field(default_factory=dict)
    """Cases, by URL, that stand in no list; with the BSN of their initiator."""

    def cases_of(self, proof: ConsultationProof) -> SourceAnswer[list[Case]]:
        self._meet("cases_of", proof)
        cases = [file.case for file in self.files.get(proof.subject.bsn, ())]
        return SourceAnswer(cases, self.odd)

    def case_file(self, proof: ConsultationProof, number: str) -> CaseFile:
        self._meet("case_file", proof)
        for file in self.files.get(proof.subject.bsn, ()):
            if file.case.number == number and number not in self.vanished:
                return file
        raise NotFound(number)

    def download(self, proof: ConsultationProof, number: str, document: UUID) -> Download:
        self._meet("download", proof)
        for file in self.files.get(proof.subject.bsn, ()):
            for known in file.documents if file.case.number == number else ():
                if known.id == document:
                    content = self.contents.get(document, b"%PDF-1.7")
                    chunks = iter((content,))
                    return Download(known.file_name, known.media_type, len(content), chunks)
        raise NotFound(document)

    def steps_of_report(self, case_url: str) -> tuple[Step, ...]:
        self._meet("steps_of_report")
        if case_url not in self.reports:
            raise NotFound(case_url)
        return self.reports[case_url]

    def case_at(self, url: str) -> str | None:
        self._meet("case_at")
        return self.decisions.get(url, url if url.startswith(ZAKEN) else None)

    def subject_of(self, case_url: str) -> str | None:
        self._meet("subject_of")
        for bsn, files in self.files.items():
            if any(file.case.url == case_url for file in files):
                return bsn
        return self.hidden.get(case_url)


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
    added: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    """Documents added to a case later, by their reference: (case url, content)."""
    numbers: list[str] = field(default_factory=list)
    has_numbers: bool = True
    too_late: int = 0
    """So many deliveries are done, but their answer comes too late."""
    lacking: list[str] = field(default_factory=list)
    on_deliver: Callable[[NewCase], None] = lambda _new: None

    def reserve_number(self) -> str | None:
        self._meet("reserve_number")
        if not self.has_numbers:
            return None
        self.numbers.append(f"ZAAK-2026-{len(self.numbers) + 1:010}")
        return self.numbers[-1]

    def deliver(self, new: NewCase) -> str:
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
        return f"{ZAKEN}{new.number.lower()}"

    def add_document(self, case_url: str, document: NewDocument) -> None:
        self._meet("add_document")
        self.added[document.reference] = (case_url, document.content())

    def lacks(self, needs: CatalogueNeeds) -> list[str]:
        self._meet("lacks")
        return [f"{needs.case_type}: {sentence}" for sentence in self.lacking]


@dataclass
class FakeTasks(Fake):
    """Where tasks are kept. Plays `TaskSystem`."""

    system = "takenregister"
    tasks: dict[str, list[Task]] = field(default_factory=lambda: defaultdict(list))
    """By BSN."""
    done: list[UUID] = field(default_factory=list)

    def tasks_of(self, proof: ConsultationProof) -> SourceAnswer[list[Task]]:
        self._meet("tasks_of", proof)
        return SourceAnswer(list(self.tasks.get(proof.subject.bsn, ())), self.odd)

    def task(self, proof: ConsultationProof, task_id: UUID) -> Task:
        self._meet("task", proof)
        for task in self.tasks.get(proof.subject.bsn, ()):
            if task.id == task_id:
                return task
        raise NotFound(task_id)

    def complete(self, task_id: UUID) -> None:
        self._meet("complete")
        self.done.append(task_id)
        for tasks in self.tasks.values():
            tasks[:] = [task for task in tasks if task.id != task_id]


@dataclass
class FakePersons(Fake):
    """The population register. Plays `PersonRegister`."""

    system = "BRP"
    persons: dict[str, Person] = field(default_factory=dict)
    """By BSN."""

    def person(self, proof: ConsultationProof) -> SourceAnswer[Person]:
        self._meet("person", proof)
        if proof.subject.bsn not in self.persons:
            raise NotFound("person")
        return SourceAnswer(self.persons[proof.subject.bsn], self.odd)

    def name_of(self, proof: ConsultationProof) -> str:
        self._meet("name_of", proof)
        if proof.subject.bsn not in self.persons:
            raise NotFound("person")
        return self.persons[proof.subject.bsn].name


@dataclass
class FakeAddresses(Fake):
    """The address register. Plays `AddressRegister`."""

    system = "adressen"
    addresses: list[Address] = field(default_factory=list)

    def find(self, postcode: str, number: int) -> list[Address]:
        self._meet("find")
        return [a for a in self.addresses if (a.postcode, a.number) == (postcode, number)]


@dataclass
class FakeIdentity(Fake):
    """An OpenID provider at which one person logs in. Plays `IdentityProvider`."""

    system = "DigiD"
    identity: Identity | None = None
    """Who logs in; None: they cancel."""

    def authorization_url(self, pending: PendingLogin, language: str) -> str:
        self._meet("authorization_url")
        return f"https://digid.example/authorize?state={pending.state}&ui_locales={language}"

    def identify(self, pending: PendingLogin, answer: list[tuple[str, str]]) -> Identity:
        del answer
        self._meet("identify")
        if self.identity is None:
            raise LoginFailed(LoginProblem.CANCELLED, "they went back")
        if self.identity.level < pending.level:
            raise LoginFailed(LoginProblem.LEVEL, "too low")
        return self.identity

    def logout_url(self, id_token: str, state: str) -> str | None:
        del id_token
        self._meet("logout_url")
        return f"https://digid.example/logout?state={state}"

    def public_keys(self) -> dict[str, object]:
        return {"keys": []}


@dataclass
class FakeMailer(Fake):
    """The mail gateway. Plays `Mailer`."""

    system = "mail"
    sent: dict[str, Mail] = field(default_factory=dict)
    """By reference: the same one is sent once."""

    def send(self, mail: Mail) -> None:
        self._meet("send")
        self.sent.setdefault(mail.reference, mail)


@dataclass(frozen=True)
class World(Gateways):
    """All of them together; with their own types, so that tests can tell them what to do."""

    cases: FakeCases
    intake: FakeIntake
    tasks: FakeTasks
    persons: FakePersons
    addresses: FakeAddresses
    sources: FakeSources
    identity: FakeIdentity
    mailer: FakeMailer
    consultations: FakeConsultations
    witness: Witness

    @classmethod
    def seen_by(cls, witness: Witness) -> "World":
        """A world in which nothing is known and everything works."""
        return cls(
            cases=FakeCases(witness),
            intake=FakeIntake(witness),
            tasks=FakeTasks(witness),
            persons=FakePersons(witness),
            addresses=FakeAddresses(witness),
            sources=FakeSources(witness),
            identity=FakeIdentity(witness),
            mailer=FakeMailer(witness),
            consultations=FakeConsultations(witness),
            witness=witness,
        )

    def fakes(self) -> tuple[Fake, ...]:
        """Each of them."""
        return tuple(getattr(self, known.name) for known in fields(Gateways))

    def goes_down(self) -> None:
        """Everything outside the portal stops answering."""
        for fake in self.fakes():
            fake.is_down = True

    def comes_back(self) -> None:
        """And answers again."""
        for fake in self.fakes():
            fake.is_down = False
