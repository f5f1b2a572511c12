"""Resources of the Catalogi API 1.3, as far as they are read."""

from pydantic import TypeAdapter

from portal.gateways.answers import Day, DayOrNone, Name, Resource
from portal.gateways.pages import list_of


class StatusType(Resource):
    """A step that a case of some kind can be in."""

    url: str
    omschrijving: Name
    statustekst: Name = ""
    volgnummer: int | None = None
    is_eindstatus: bool
    informeren: bool | None = None
    """Whether residents are to be told of it."""


class Zaaktype(Resource):
    """A kind of case, of one version."""

    identificatie: str
    omschrijving: Name
    informatieobjecttypen: tuple[str, ...] = ()
    concept: bool | None = None
    doorlooptijd: Name = ""
    """Period in which the law wants it done."""
    servicenorm: Name = ""
    """Period in which it is usually done."""


class ZaaktypeVersion(Resource):
    """A kind of case in a list of its versions."""

    url: str
    identificatie: str
    begin_geldigheid: Day


class NamedType(Resource):
    """Anything else in the catalogue: a kind of result, decision or document."""

    omschrijving: Name
    concept: bool | None = None
    begin_geldigheid: DayOrNone = None
    einde_geldigheid: DayOrNone = None


class RoleType(Resource):
    """A kind of role (roltype)."""

    url: str


class PropertyType(Resource):
    """A property that cases of some kind have (eigenschap)."""

    naam: str
    url: str


ZAAKTYPE = TypeAdapter(Zaaktype)
NAMED_TYPE = TypeAdapter(NamedType)
STATUS_TYPES = list_of(StatusType)
VERSIONS = list_of(ZaaktypeVersion)
ROLE_TYPES = list_of(RoleType)
PROPERTY_TYPES = list_of(PropertyType)
