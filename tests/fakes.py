"""The outside world as tests need it: it answers, or is slow, down, refusing or mad.

Each fake that holds personal data first asks the witness: without a committed consultation line
it raises `NoLine`, so that every test of every page holds rule 7.
"""

from collections import defaultdict
from dataclasses import dataclass, field, fields
from uuid import UUID

from portal.domain.consultations import ConsultationProof
from portal.domain.contents import Content
from portal.domain.failures import NotFound, OfSomebodyElse, SourceAnswer
from portal.domain.identity import Identity, LoginFailed, LoginProblem, PendingLogin
from portal.domain.messages import Mail
from portal.domain.outside import Gateways
from portal.domain.persons import Person
from portal.domain.submission_records import SubmissionRecord
from portal.domain.tasks import NewTask, SentForm, Task
from tests.fake_cases import FakeCases
from tests.fake_contacts import FakeContacts
from tests.fake_intake import FakeIntake
from tests.fake_log import FakeConsultations
from tests.fake_payments import FakePayments
from tests.fake_sources import FakeAddresses, FakeMaps, FakeSources, FakeVehicles
from tests.witness import Fake, Witness


@dataclass
class FakeTasks(Fake):
    """Where tasks are kept. Plays `TaskSystem`."""

    system = "takenregister"
    tasks: dict[str, list[Task]] = field(default_factory=lambda: defaultdict(list))
    """By BSN."""
    done: list[UUID] = field(default_factory=list)
    forms: dict[UUID, str] = field(default_factory=dict)
    """Reference of the form that was sent for a task."""
    asked: dict[UUID, NewTask] = field(default_factory=dict)
    """By reference: the same one is asked once."""

    def tasks_of(self, proof: ConsultationProof) -> SourceAnswer[list[Task]]:
        self._meet("tasks_of", proof)
        return SourceAnswer(list(self.tasks.get(proof.subject.bsn, ())), self.odd)

    def task(self, proof: ConsultationProof, task_id: UUID) -> Task:
        self._meet("task", proof)
        for task in self.tasks.get(proof.subject.bsn, ()):
            if task.id == task_id:
                return task
        is_anothers = any(task.id == task_id for tasks in self.tasks.values() for task in tasks)
        raise OfSomebodyElse(task_id) if is_anothers else NotFound(task_id)

    def ask(self, new: NewTask) -> UUID:
        self._meet("ask")
        self.asked.setdefault(new.reference, new)
        return new.reference

    def complete(self, task_id: UUID) -> None:
        self._meet("complete")
        self._end(task_id)

    def complete_by_form(self, task_id: UUID, sent: SentForm) -> None:
        self._meet("complete_by_form")
        if task_id in self.done:
            return
        tasks = self.tasks.get(sent.bsn or "", ())
        if not any(task.id == task_id and task.aim.form == sent.form for task in tasks):
            raise NotFound(task_id)
        self.forms[task_id] = sent.reference
        self._end(task_id)

    def _end(self, task_id: UUID) -> None:
        self.done.append(task_id)
        for tasks in self.tasks.values():
            tasks[:] = [task for task in tasks if task.id != task_id]


@dataclass
class FakeRecords(Fake):
    """Where records of submissions are kept. Plays `RecordRegister`."""

    system = "objectenregister"
    kept: dict[UUID, SubmissionRecord] = field(default_factory=dict)
    """By submission: the same one is kept once."""

    def keep(self, record: SubmissionRecord) -> str:
        self._meet("keep")
        if record.bsn is not None:
            self.witness.check_sharing("FakeRecords.keep", record.bsn, None)
        self.kept.setdefault(record.submission, record)
        return f"https://objecten.example/objects/{record.submission}"


@dataclass
class FakePersons(Fake):
    """The population register. Plays `PersonRegister`."""

    system = "BRP"
    persons: dict[str, Person] = field(default_factory=dict)
    """By BSN."""
    keys: dict[str, str] = field(default_factory=dict)
    """BSN of a relative → key."""

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

    def key_of_relative(self, bsn: str, relative_bsn: str) -> str:
        return self.keys.get(relative_bsn, f"{bsn}-{relative_bsn}")


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


@dataclass
class FakeScanner(Fake):
    """A malware scanner that knows some bytes. Plays `MalwareScanner`."""

    system = "scanner"
    harm: dict[bytes, str] = field(default_factory=dict)
    """What is harmful, with its name."""

    def malware_in(self, content: Content, within_s: float) -> str | None:
        del within_s
        self._meet("malware_in")
        scanned = content.read()
        return next((name for bad, name in self.harm.items() if bad in scanned), None)


@dataclass(frozen=True)
class World(Gateways):
    """All of them together; with their own types, so that tests can tell them what to do."""

    cases: FakeCases
    intake: FakeIntake
    tasks: FakeTasks
    records: FakeRecords
    persons: FakePersons
    addresses: FakeAddresses
    vehicles: FakeVehicles
    maps: FakeMaps
    sources: FakeSources
    identity: FakeIdentity
    mailer: FakeMailer
    consultations: FakeConsultations
    scanner: FakeScanner
    contacts: FakeContacts
    payments: FakePayments
    witness: Witness

    @classmethod
    def seen_by(cls, witness: Witness) -> "World":
        """A world in which nothing is known and everything works."""
        return cls(
            cases=FakeCases(witness),
            intake=FakeIntake(witness),
            tasks=FakeTasks(witness),
            records=FakeRecords(witness),
            persons=FakePersons(witness),
            addresses=FakeAddresses(witness),
            vehicles=FakeVehicles(witness),
            maps=FakeMaps(witness),
            sources=FakeSources(witness),
            identity=FakeIdentity(witness),
            mailer=FakeMailer(witness),
            consultations=FakeConsultations(witness),
            scanner=FakeScanner(witness),
            contacts=FakeContacts(witness),
            payments=FakePayments(witness),
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
