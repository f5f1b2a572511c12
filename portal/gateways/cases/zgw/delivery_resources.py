"""Resources of the ZGW APIs as far as they are read to deliver a submission."""

from typing import Any

from pydantic import TypeAdapter

from portal.gateways.answers import DayOrNone, Moment, MomentOrNone, Name, Resource, Whole
from portal.gateways.cases.zgw.resources import Mark
from portal.gateways.pages import list_of


class Made(Resource):
    """What a POST made."""

    url: str


class DeliveredCase(Resource):
    """A case that was made of a submission."""

    url: str
    zaaktype: str
    identificatie: str
    kenmerken: tuple[Mark, ...]
    einddatum: DayOrNone = None
    """Day on which it was closed."""


class PaidCase(Resource):
    """A case of which is read whether it was paid, and whether it takes anything still."""

    betalingsindicatie: Name
    laatste_betaaldatum: MomentOrNone = None
    einddatum: DayOrNone = None


class CaseOfType(Resource):
    """A case of which only the kind is read, and whether it takes anything still."""

    zaaktype: str
    einddatum: DayOrNone = None
    """Day on which it was closed."""


class NamedResult(Resource):
    """What came of a case (resultaat), as it is looked up for that case."""

    zaak: str
    resultaattype: str


class CaseProperty(Resource):
    """A property of a case (zaakeigenschap)."""

    naam: str
    waarde: str


class StoredCaseObject(Resource):
    """Something that a case is about (zaakobject)."""

    zaak: str
    object: str | None = None
    object_type: str
    object_type_overige: str | None = None
    object_identificatie: dict[str, Any] | None = None


class ContentPart(Resource):
    """A part of a document that is sent in parts (bestandsdeel)."""

    url: str
    volgnummer: Whole
    omvang: Whole
    voltooid: bool
    lock: str


class StoredDocument(Resource):
    """A document that was made of a file; without `inhoud` its content is not whole yet."""

    url: str
    inhoud: str | None
    locked: bool = False
    bestandsdelen: tuple[ContentPart, ...] = ()


class ListedDocument(StoredDocument):
    """The same, as it is looked up by its number."""

    identificatie: str
    begin_registratie: Moment


class LinkedDocument(Resource):
    """That a document belongs to a case."""

    zaak: str
    informatieobject: str


ANYTHING = TypeAdapter(Resource)
"""What a POST made, of which nothing is read."""
MADE = TypeAdapter(Made)
DELIVERED_CASE = TypeAdapter(DeliveredCase)
DELIVERED_CASES = list_of(DeliveredCase)
PAID_CASE = TypeAdapter(PaidCase)
CASE_OF_TYPE = TypeAdapter(CaseOfType)
RESULTS = list_of(NamedResult)
PROPERTIES = list_of(CaseProperty)
CASE_OBJECTS = list_of(StoredCaseObject)
STORED_DOCUMENT = TypeAdapter(StoredDocument)
STORED_DOCUMENTS = list_of(ListedDocument)
LINKED = list_of(LinkedDocument)
