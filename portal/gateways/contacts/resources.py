"""Answers of the Klantinteracties API 0.9 (Open Klant 2), as far as they are read."""

from typing import Any
from uuid import UUID

from pydantic import Field, TypeAdapter

from portal.gateways.answers import Moment, Name, Resource
from portal.gateways.pages import ResultPage, list_of


class Reference(Resource):
    """A link to another resource."""

    uuid: UUID


class Identifier(Resource):
    """By what a register of elsewhere knows a thing (objectId and its three codes)."""

    object_id: str = ""
    code_objecttype: str = ""
    code_register: str = ""
    code_soort_object_id: str = ""


class PartyIdentifier(Resource):
    """By what a party is known (partij-identificator)."""

    partij_identificator: Identifier


class PartyResource(Resource):
    """Who the municipality meets (partij)."""

    uuid: UUID
    partij_identificatoren: list[PartyIdentifier] | None = None


class Participant(Resource):
    """Who took part in a contact (betrokkene)."""

    uuid: UUID
    rol: str
    was_partij: Reference | None = None


class ContactSubject(Resource):
    """What a contact was about (onderwerpobject): a thing of elsewhere, or another contact."""

    was_klantcontact: Reference | None = None
    onderwerpobjectidentificator: Identifier | None = None


class SubjectOfContact(ContactSubject):
    """The same, by itself."""

    klantcontact: Reference | None = None


class InternalTask(Resource):
    """What an employee has to do for a contact (interne taak)."""

    uuid: UUID
    status: str


class Parts(Resource):
    """What was asked to come with a contact."""

    had_betrokkenen: tuple[Participant, ...] = ()
    ging_over_onderwerpobjecten: tuple[ContactSubject, ...] = ()
    leidde_tot_interne_taken: tuple[InternalTask, ...] = ()


class ContactResource(Resource):
    """One contact (klantcontact)."""

    uuid: UUID
    kanaal: str
    onderwerp: Name = ""
    inhoud: str | None = None
    reactie: str | None = None
    indicatie_contact_gelukt: bool | None = None
    vertrouwelijk: bool
    plaatsgevonden_op: Moment
    leidde_tot_interne_taken: tuple[Any, ...] = ()
    parts: Parts = Field(Parts(), alias="_expand")


class TaskResource(Resource):
    """The same, by itself."""

    aanleidinggevend_klantcontact: Reference


class DigitalAddress(Resource):
    """Where somebody can be reached (digitaal adres)."""

    adres: str
    soort_digitaal_adres: str


class MadeContact(Resource):
    """The answer to `maak-klantcontact`."""

    klantcontact: Reference


TASK = TypeAdapter(TaskResource)
CONTACT = TypeAdapter(ContactResource)
CONTACTS = list_of(ContactResource, may_be_bare=False)
CONTACT_PAGE: TypeAdapter[ResultPage[ContactResource]] = TypeAdapter(ResultPage[ContactResource])
PARTY = TypeAdapter(PartyResource)
PARTIES: TypeAdapter[ResultPage[PartyResource]] = TypeAdapter(ResultPage[PartyResource])
ACTORS: TypeAdapter[ResultPage[Reference]] = TypeAdapter(ResultPage[Reference])
ADDRESSES: TypeAdapter[ResultPage[DigitalAddress]] = TypeAdapter(ResultPage[DigitalAddress])
SUBJECTS: TypeAdapter[ResultPage[SubjectOfContact]] = TypeAdapter(ResultPage[SubjectOfContact])
MADE_CONTACT = TypeAdapter(MadeContact)
MADE = TypeAdapter(Reference)
"""The answer to anything else that is made."""
