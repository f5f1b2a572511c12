"""The tables of the Klantinteracties API: keys in columns, the rest in one JSON column."""

from uuid import UUID

from sqlalchemy import BigInteger, Column, ForeignKey, Identity, String, Table, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.schema import SchemaItem

from portal.embedded.storage import METADATA
from portal.embedded.world import World

PREFIX = "/klantinteracties/api/v1"


def _resource(name: str, *items: SchemaItem) -> Table:
    return Table(
        name,
        METADATA,
        Column("id", Uuid, primary_key=True),
        Column("seq", BigInteger, Identity(always=True), nullable=False),
        *items,
        Column("data", JSONB, nullable=False),
    )


def _of(table: str, name: str) -> Column[object]:
    return Column(name, Uuid, ForeignKey(f"{table}.id"), nullable=True, index=True)


PARTY = _resource("partij", Column("bsn", String(9), unique=True))
CONTACT = _resource("klantcontact")
PARTICIPANT = _resource("betrokkene", _of("klantcontact", "contact"), _of("partij", "party"))
SUBJECT = _resource(
    "onderwerpobject",
    _of("klantcontact", "contact"),
    _of("klantcontact", "was_contact"),
    Column("object_id", String(200), index=True),
)
TASK = _resource("internetaak", _of("klantcontact", "contact"))
ACTOR = _resource("actor")
ADDRESS = _resource("digitaaladres", _of("betrokkene", "participant"), _of("partij", "party"))
PATHS = {
    "partij": "partijen",
    "klantcontact": "klantcontacten",
    "betrokkene": "betrokkenen",
    "onderwerpobject": "onderwerpobjecten",
    "internetaak": "internetaken",
    "actor": "actoren",
    "digitaaladres": "digitaleadressen",
}


def url_of(world: World, table: Table, resource_id: UUID) -> str:
    """Where a resource of this table is found."""
    return f"{world.base_url}{PREFIX}/{PATHS[table.name]}/{resource_id}"


def link(world: World, table: Table, resource_id: UUID | None) -> dict[str, str] | None:
    """A reference to a resource, as others hold it; None to none."""
    if resource_id is None:
        return None
    return {"uuid": str(resource_id), "url": url_of(world, table, resource_id)}
