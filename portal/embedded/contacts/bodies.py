"""What a client sends to the Klantinteracties API."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator
from stdnum.exceptions import ValidationError
from stdnum.nl import bsn as numbers

from portal.embedded.zgw.bodies import Body, Moment

PHONE = re.compile(r"0[1-9][0-9]{8}|\+[0-9]{9,15}|00[0-9]{7,13}")
"""As the description of `adres` says."""


def _is_bsn_where_it_says(value: "PartyIdentifier") -> "PartyIdentifier":
    try:
        numbers.validate(value.object_id)
    except ValidationError as error:
        raise ValueError("Ongeldige BSN.") from error
    return value


class Link(Body):
    """A reference to another resource."""

    uuid: UUID


class PartyIdentifier(Body):
    """A BSN: here only residents are parties."""

    code_objecttype: Literal["natuurlijk_persoon"]
    code_soort_object_id: Literal["bsn"]
    code_register: Literal["brp"]
    object_id: Annotated[str, Field(max_length=200)]


class PartyIdentifierOf(Body):
    """That number, as a resource of its own."""

    partij_identificator: Annotated[PartyIdentifier, AfterValidator(_is_bsn_where_it_says)]


class PartyBody(Body):
    """A resident."""

    soort_partij: Literal["persoon"]
    indicatie_actief: bool
    indicatie_geheimhouding: bool | None = None
    interne_notitie: Annotated[str, Field(max_length=1000)] = ""
    voorkeurstaal: Annotated[str, Field(max_length=3)] = ""
    partij_identificatoren: Annotated[list[PartyIdentifierOf], Field(max_length=1)] = Field(
        default_factory=list
    )


def _now() -> datetime:
    return datetime.now(UTC)


class ContactBody(Body):
    """A contact."""

    kanaal: Annotated[str, Field(min_length=1, max_length=50)]
    onderwerp: Annotated[str, Field(min_length=1, max_length=200)]
    inhoud: Annotated[str, Field(max_length=1000)] = ""
    reactie: Annotated[str, Field(max_length=4000)] = ""
    indicatie_contact_gelukt: bool | None = None
    taal: Annotated[str, Field(min_length=1, max_length=3)]
    vertrouwelijk: bool
    plaatsgevonden_op: Moment = Field(default_factory=_now)


class ParticipantBody(Body):
    """Who took part."""

    was_partij: Link | None = None
    rol: Literal["klant", "vertegenwoordiger"]
    initiator: bool
    organisatienaam: Annotated[str, Field(max_length=200)] = ""


class SubjectIdentifier(Body):
    """What a contact was about, by its name elsewhere."""

    object_id: Annotated[str, Field(max_length=200)] = ""
    code_objecttype: Annotated[str, Field(max_length=200)] = ""
    code_register: Annotated[str, Field(max_length=200)] = ""
    code_soort_object_id: Annotated[str, Field(max_length=200)] = ""


class NewSubjectBody(Body):
    """What the contact that is made with it was about."""

    was_klantcontact: Link | None = None
    onderwerpobjectidentificator: SubjectIdentifier | None = None


class SubjectBody(NewSubjectBody):
    """What a contact was about."""

    klantcontact: Link | None


class MakeContactBody(Body):
    """A contact with who took part and what it was about, made together."""

    klantcontact: ContactBody
    betrokkene: ParticipantBody | None = None
    onderwerpobject: NewSubjectBody | None = None


class TaskBody(Body):
    """What an employee has to do."""

    gevraagde_handeling: Annotated[str, Field(min_length=1, max_length=200)]
    aanleidinggevend_klantcontact: Link
    toegewezen_aan_actoren: Annotated[list[Link], Field(min_length=1)]
    toelichting: Annotated[str, Field(max_length=1000)] = ""
    status: Literal["te_verwerken", "verwerkt"]


class AddressBody(Body):
    """Where somebody can be reached."""

    verstrekt_door_betrokkene: Link | None
    verstrekt_door_partij: Link | None
    adres: Annotated[str, Field(min_length=1, max_length=80)]
    soort_digitaal_adres: Literal["email", "telefoonnummer", "overig"]
    omschrijving: Annotated[str, Field(max_length=40)] = ""

    @model_validator(mode="after")
    def _is_phone_where_it_says(self) -> Self:
        if self.soort_digitaal_adres == "telefoonnummer" and not PHONE.fullmatch(self.adres):
            raise ValueError("Het opgegeven telefoonnummer is ongeldig.")
        return self


def data_of(body: Body, *links: str) -> dict[str, Any]:
    """What is kept of a body in JSON: all but the links, which have columns."""
    return {name: value for name, value in body.as_json().items() if name not in links}
