"""The contact register on the Klantinteracties API 0.9 (Open Klant 2)."""

from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

import structlog

from portal.domain.consultations import ConsultationProof
from portal.domain.contacts import ContactMoment, NewContact
from portal.domain.failures import (
    InvalidSourceAnswer,
    NotFound,
    OfSomebodyElse,
    SourceAnswer,
    SourceRefused,
)
from portal.gateways.contacts.parties import party_of
from portal.gateways.contacts.registering import PARTS, Registrar
from portal.gateways.contacts.resources import (
    CONTACT,
    CONTACTS,
    SUBJECTS,
    TASK,
    ContactResource,
)
from portal.gateways.contacts.translate import is_of, moment_of
from portal.gateways.deadlines import Deadline
from portal.gateways.http import Api
from portal.gateways.links import link_of
from portal.gateways.pages import read_pages
from portal.gateways.subjects import NOBODY, bsn_of
from portal.settings import Settings

SYSTEM = "contacts"
PATH, TASK_PATH, SUBJECT_PATH = "klantcontacten", "internetaken", "onderwerpobjecten"
log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenKlant:
    """A `ContactRegister` on the Klantinteracties API."""

    api: Api
    registrar: Registrar
    systems: frozenset[str] = frozenset()
    """Names of the case systems beside the usual one."""

    def contacts_of(self, proof: ConsultationProof) -> SourceAnswer[list[ContactMoment]]:
        """The contacts of this resident, newest first; what is odd is missing."""
        bsn = bsn_of(proof)
        api = self.api.within(Deadline.of_call(self.api.limit_s))
        party = party_of(api, bsn)
        if party is None:
            return SourceAnswer([])
        query = {"hadBetrokkene__wasPartij__uuid": str(party), "expand": PARTS, "pageSize": "100"}
        items = read_pages(api, CONTACTS, PATH, query)
        own = [each for each in items.logged(SYSTEM) if _is_own(each, party)]
        if items.items and not own:
            raise InvalidSourceAnswer(SYSTEM, "only contacts of others: the filter was ignored")
        moments = [moment_of(each, self.systems) for each in own if not each.vertrouwelijk]
        newest_first = sorted(moments, key=lambda each: (each.at, str(each.id)), reverse=True)
        return SourceAnswer(newest_first, items.missing("contact"))

    def contact(self, proof: ConsultationProof, contact_id: UUID) -> ContactMoment:
        """One contact of this resident; raises `NotFound`."""
        bsn = bsn_of(proof)
        api = self.api.within(Deadline.of_call(self.api.limit_s))
        try:
            resource = api.read(CONTACT, f"{PATH}/{contact_id}", {"expand": PARTS})
        except SourceRefused as error:
            if error.status == HTTPStatus.NOT_FOUND:
                raise NotFound(contact_id) from None
            raise
        party = party_of(api, bsn)
        if party is None or not is_of(resource, party):
            raise OfSomebodyElse("somebody else's contact")
        if resource.vertrouwelijk:
            raise NotFound(contact_id)
        return moment_of(resource, self.systems)

    def register(self, new: NewContact) -> UUID:
        """Put in what was asked, the same request once; gives the id of the contact."""
        return self.registrar.register(new)

    def contact_of(self, url: str) -> UUID | None:
        """The contact that a URL in a notification names; None: of none here. Asks nobody."""
        return self._id_in(PATH, url)

    def is_task(self, url: str) -> bool:
        """Whether a URL in a notification names work of an employee here. Asks nobody."""
        return self._id_in(TASK_PATH, url) is not None

    def contact_of_task(self, url: str) -> UUID | None:
        """The contact that this work is for; None where it is gone."""
        task_id = self._id_in(TASK_PATH, url)
        try:
            task = self.api.read(TASK, f"{TASK_PATH}/{task_id}")
        except SourceRefused as error:
            if error.status == HTTPStatus.NOT_FOUND:
                return None
            raise
        return task.aanleidinggevend_klantcontact.uuid

    def contact_followed(self, url: str) -> UUID | None:
        """The contact that the one at a URL of here came after; None: after none of here.

        Of the contact itself, which may be of anybody, nothing is read.
        """
        contact_id = self._id_in(PATH, url)
        query = {"klantcontact__uuid": str(contact_id)}
        subjects = self.api.read(SUBJECTS, SUBJECT_PATH, query).results.readable(self.api.system)
        followed = (
            each.was_klantcontact.uuid
            for each in subjects
            if each.was_klantcontact and each.klantcontact and each.klantcontact.uuid == contact_id
        )
        return next(followed, None)

    def _id_in(self, path: str, url: str) -> UUID | None:
        prefix = f"{self.api.base_url}/{path}/"
        with suppress(ValueError):
            return UUID(url.removeprefix(prefix)) if url.startswith(prefix) else None
        return None

    def check(self) -> None:
        """Ask once, about nobody, and who gets the work; raises `SourceError`."""
        if party_of(self.api, NOBODY) is not None:
            raise InvalidSourceAnswer(SYSTEM, "there is a party with a number that nobody has")
        self.registrar.unit()


def connect(settings: Settings) -> OpenKlant | None:
    """The register of these settings; None where there is none."""
    if settings.contacts_url is None or settings.contacts_token is None:
        return None
    headers = {"Authorization": f"Token {settings.contacts_token.get_secret_value()}"}

    def api(limit_s: float) -> Api:
        return Api(
            system=SYSTEM,
            link=link_of(settings, "contacts"),
            base_url=str(settings.contacts_url).rstrip("/"),
            limit_s=limit_s,
            headers=lambda: headers,
        )

    return OpenKlant(
        api=api(settings.register_seconds),
        registrar=Registrar(
            api=api(settings.case_timeout_seconds),
            actor=settings.contacts_actor,
            case_register=settings.contacts_case_register,
        ),
        systems=frozenset(settings.case_systems),
    )


def _is_own(resource: ContactResource, party: UUID) -> bool:
    """Whether it is of this party; one that isn't is told to the operator by its id."""
    if is_of(resource, party):
        return True
    log.warning("contact_without_own_party", contact=str(resource.uuid))
    return False
