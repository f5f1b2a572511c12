"""Answers of the Inzage API 0.9.0 of VNG's Verwerkingenlogging, as far as they are read."""

from uuid import UUID

from pydantic import TypeAdapter

from portal.gateways.answers import ItemList, Moment, Resource, UuidOrNone
from portal.gateways.pages import ResultPage


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


ONE = TypeAdapter(ProcessedObject)
PAGE = TypeAdapter(ResultPage[ProcessedObject])
