"""A contact register as tests need it."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import UUID, uuid4, uuid5

from portal.domain.consultations import ConsultationProof
from portal.domain.contacts import ContactChannel, ContactMoment, NewContact
from portal.domain.failures import NotFound, OfSomebodyElse, SourceAnswer
from tests.witness import Fake

TASK_URL = "https://klant.example/klantinteracties/api/v1/internetaken/"
"""Of work that has the id of its contact."""
URL = "https://klant.example/klantinteracties/api/v1/klantcontacten/"


@dataclass
class FakeContacts(Fake):
    """The register of contacts. Plays `ContactRegister`."""

    system = "klantcontacten"
    contacts: dict[str, list[ContactMoment]] = field(default_factory=lambda: defaultdict(list))
    """By BSN."""
    made: dict[UUID, NewContact] = field(default_factory=dict)
    """By the request: the same one is made once."""
    tries: list[UUID] = field(default_factory=list)
    after_registering: Callable[[UUID], object] = field(default=lambda _request_id: None)
    """What happens after a request is there, and before the portal knows that."""

    def contacts_of(self, proof: ConsultationProof) -> SourceAnswer[list[ContactMoment]]:
        self._meet("contacts_of", proof)
        return SourceAnswer(list(self.contacts.get(proof.subject.bsn, ())), self.odd)

    def contact(self, proof: ConsultationProof, contact_id: UUID) -> ContactMoment:
        self._meet("contact", proof)
        for bsn, contacts in self.contacts.items():
            for contact in contacts:
                if contact.id == contact_id and bsn == proof.subject.bsn:
                    return contact
                if contact.id == contact_id:
                    raise OfSomebodyElse(contact_id)
        raise NotFound(contact_id)

    def register(self, new: NewContact) -> UUID:
        self._meet("register")
        self.tries.append(new.request_id)
        contact_id = uuid5(new.request_id, "klantcontact")
        if new.request_id not in self.made:
            self.made[new.request_id] = new
            self.contacts[new.resident.bsn].append(_moment(new, contact_id))
        self.after_registering(new.request_id)
        return contact_id

    def contact_of(self, url: str) -> UUID | None:
        return UUID(url.removeprefix(URL)) if url.startswith(URL) else None

    def is_task(self, url: str) -> bool:
        return url.startswith(TASK_URL)

    def contact_of_task(self, url: str) -> UUID | None:
        self._meet("contact_of_task")
        return UUID(url.removeprefix(TASK_URL))

    def contact_followed(self, url: str) -> UUID | None:
        self._meet("contact_followed")
        everybodys = [each for contacts in self.contacts.values() for each in contacts]
        contact_id = self.contact_of(url)
        return next((each.follows for each in everybodys if each.id == contact_id), None)

    def call(self, request_id: UUID, *, is_reached: bool, at: datetime | None = None) -> UUID:
        """Let the municipality call who wants to be called; gives the id of that contact."""
        new = self.made[request_id]
        call = replace(
            _moment(new, uuid4()),
            at=at or datetime.now(UTC),
            channel=ContactChannel.PHONE,
            request_id=None,
            kind=None,
            text="",
            is_reached=is_reached,
            follows=uuid5(request_id, "klantcontact"),
        )
        self.contacts[new.resident.bsn].append(call)
        if is_reached:
            self.answer(request_id, "")
        return call.id

    def answer(self, request_id: UUID, text: str) -> UUID:
        """Let the municipality answer; gives the id of the contact."""
        new = self.made[request_id]
        contacts = self.contacts[new.resident.bsn]
        [index] = [n for n, each in enumerate(contacts) if each.request_id == request_id]
        contacts[index] = replace(contacts[index], answer=text, is_handled=True)
        return contacts[index].id


def _moment(new: NewContact, contact_id: UUID) -> ContactMoment:
    return ContactMoment(
        id=contact_id,
        at=new.asked_at,
        channel=ContactChannel.PORTAL,
        subject="",
        case_key=new.case_key,
        request_id=new.request_id,
        kind=new.kind,
        text=new.text,
        answer="",
        is_handled=False,
        is_reached=None,
        follows=None,
    )
