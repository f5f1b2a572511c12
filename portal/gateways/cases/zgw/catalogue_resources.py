"""Resources of the Catalogi API 1.3, as far as they are read."""

from datetime import date
from typing import Annotated, Any

from pydantic import PlainValidator, TypeAdapter

from portal.gateways.answers import Day, DayOrNone, Name, Resource, Whole
from portal.gateways.pages import list_of


def _texts(value: Any) -> tuple[str, ...]:
    """The texts in a list, without what is none."""
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


class StatusType(Resource):
    """A step that a case of some kind can be in."""

    url: str
    omschrijving: Name
    statustekst: Name = ""
    volgnummer: Whole | None = None
    is_eindstatus: bool
    informeren: bool | None = None
    """Whether residents are to be told of it."""


class Zaaktype(Resource):
    """A kind of case, of one version."""

    identificatie: str
    omschrijving: Name
    informatieobjecttypen: tuple[str, ...] = ()
    besluittypen: tuple[str, ...] = ()
    resultaattypen: tuple[str, ...] = ()
    concept: bool | None = None
    indicatie_intern_of_extern: Name = ""
    """`intern`: the municipality itself starts such cases."""
    doorlooptijd: Name = ""
    """Period in which the law wants it done."""
    servicenorm: Name = ""
    """Period in which it is usually done."""


class ZaaktypeVersion(Resource):
    """A kind of case in a list of its versions."""

    url: str
    identificatie: str
    begin_geldigheid: Day
    einde_geldigheid: DayOrNone = None
    concept: bool | None = None

    @property
    def is_published(self) -> bool:
        """Whether the municipality is done with it."""
        return not self.concept

    def has_ended_on(self, day: date) -> bool:
        """Whether it holds no more on this day."""
        return self.einde_geldigheid is not None and self.einde_geldigheid <= day

    def holds_on(self, day: date) -> bool:
        """Whether a case can begin by it on this day."""
        return self.is_published and self.begin_geldigheid <= day and not self.has_ended_on(day)


class NamedType(Resource):
    """Anything else in the catalogue: a kind of result, decision or document."""

    omschrijving: Name
    concept: bool | None = None
    begin_geldigheid: DayOrNone = None
    einde_geldigheid: DayOrNone = None
    reactietermijn: Name = ""
    """Of a kind of decision: the period in which one can object to it."""
    informatieobjecttypen: Annotated[tuple[str, ...], PlainValidator(_texts)] = ()
    """Of a kind of decision: URLs of the kinds of document that it is written down in."""


class DocumentTypeLink(Resource):
    """That a kind of document belongs to a kind of case (zaaktype-informatieobjecttype)."""

    zaaktype: str
    informatieobjecttype: str
    richting: Name = ""
    """Which way such a document goes, as the municipality sees it; '' where that is not told."""


class RoleType(Resource):
    """A kind of role (roltype)."""

    url: str


class PropertySpecification(Resource):
    """What a property can hold; '' where the catalogue says nothing of it."""

    formaat: Name = ""
    """`tekst`, `getal`, `datum` (jjjjmmdd) or `datum_tijd` (jjjjmmdduummss)."""
    lengte: Name = ""
    """Characters; of a number the digits before the comma, and after it: `10,2`."""
    kardinaliteit: Name = ""
    """How many values: a number, `N`, or `o` for one at most."""
    waardenverzameling: Annotated[tuple[str, ...], PlainValidator(_texts)] = ()
    """The only values; none: any."""


ANY_VALUE = PropertySpecification()


class PropertyType(Resource):
    """A property that cases of some kind have (eigenschap)."""

    naam: str
    url: str
    specificatie: PropertySpecification | None = None

    @property
    def asked(self) -> PropertySpecification:
        """What it can hold."""
        return self.specificatie or ANY_VALUE


ZAAKTYPE = TypeAdapter(Zaaktype)
NAMED_TYPE = TypeAdapter(NamedType)
STATUS_TYPES = list_of(StatusType)
VERSIONS = list_of(ZaaktypeVersion)
DOCUMENT_TYPE_LINKS = list_of(DocumentTypeLink)
ROLE_TYPES = list_of(RoleType)
PROPERTY_TYPES = list_of(PropertyType)
