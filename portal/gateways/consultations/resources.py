"""Answers of the Inzage API 0.9.0 of VNG's Verwerkingenlogging, as far as they are read."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, TypeAdapter

from portal.gateways.answers import ItemList, Moment, Resource, UuidOrNone
from portal.gateways.pages import ListShape, list_of

SHOWN = frozenset({"normaal", "opgeheven"})
"""Of `vertrouwelijkheid`; any other word, and none at all, counts as confidential."""


def _confidential(secrecy: object) -> object:
    if isinstance(secrecy, str) and secrecy in SHOWN:
        raise ValueError("not confidential")
    return secrecy


class ProcessedKind(Resource):
    """A kind of data (verwerkteSoortenGegevens)."""

    soort_gegeven: str


class ProcessingAct(Resource):
    """What was done (verwerkingsactie)."""

    tijdstip: Moment
    actie_naam: str | None = None
    handeling_naam: str | None = None
    verwerking_naam: str | None = None
    verwerking_id: UuidOrNone = None
    verwerkingsactiviteit_id: UuidOrNone = None
    vertrouwelijkheid: str | None = None
    bewaartermijn: str | None = None
    uitvoerder: str | None = None
    afnemer_id: str | None = None


class ProcessedObject(Resource):
    """A line of the log (VerwerktObjectUitgebreid)."""

    verwerkt_object_id: UUID
    objecttype: str
    soort_object_id: str
    object_id: str
    verwerkte_soorten_gegevens: ItemList[ProcessedKind] | None = None
    verwerkingsactie: ProcessingAct


class ConfidentialAct(Resource):
    """What was done, confidentially."""

    vertrouwelijkheid: Annotated[object, AfterValidator(_confidential)] = None


class ConfidentialObject(Resource):
    """A line of which nothing is read, so that nothing about it can be odd: it does not exist."""

    objecttype: str
    soort_object_id: str
    object_id: str
    verwerkingsactie: ConfidentialAct


AnyLine = ProcessedObject | ConfidentialObject
ONE: TypeAdapter[AnyLine] = TypeAdapter(AnyLine)
LINES: ListShape[AnyLine] = list_of(AnyLine, may_be_bare=False)  # type: ignore[arg-type]  # a union is a type, to pydantic
