"""The tables of the case API and the Objects API: keys in columns, the rest in one JSON column.

A natural key is a unique constraint; `zgw.problems` turns each broken one into its answer. Values
that a filter looks at are in the JSON as text: ISO dates sort as text the way they sort as days.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Computed,
    Date,
    DateTime,
    Engine,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.schema import SchemaItem

METADATA = MetaData()


def _resource(name: str, *items: SchemaItem) -> Table:
    """One kind of resource: its id, the order of making (`seq`), its keys and its fields."""
    return Table(
        name,
        METADATA,
        Column("id", Uuid, primary_key=True),
        Column("seq", BigInteger, Identity(always=True), nullable=False),
        *items,
        Column("data", JSONB, nullable=False),
    )


def _of(table: str, name: str) -> Column[object]:
    """A column that points to another resource."""
    return Column(name, Uuid, ForeignKey(f"{table}.id"), nullable=False, index=True)


_SECRECY = "data ->> 'vertrouwelijkheidaanduiding'"
ZAAK = _resource(
    "zaak",
    Column("identificatie", String(40), nullable=False),
    Column("bronorganisatie", String(9), nullable=False),
    Column("zaaktype", Uuid, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("secrecy", String(20), Computed(_SECRECY, persisted=True)),
    UniqueConstraint("bronorganisatie", "identificatie", name="uq_zaak_identificatie"),
)
Index(
    "ix_zaak_newest",
    text("(data ->> 'startdatum') DESC"),
    text("lower(identificatie) DESC"),
    ZAAK.c.seq.desc(),
)
"""In the order in which the portal asks for them: a page of many cases is read, not sorted."""
Index("ix_zaak_seq", ZAAK.c.seq)
Index("ix_zaak_secrecy", ZAAK.c.secrecy, ZAAK.c.id)
Index("ix_zaak_kenmerken", ZAAK.c.data["kenmerken"], postgresql_using="gin")
DEELZAAK = Table(
    "deelzaak",
    METADATA,
    Column("zaak", Uuid, ForeignKey("zaak.id"), primary_key=True),
    Column("hoofdzaak", Uuid, ForeignKey("zaak.id"), nullable=False, index=True),
)
"""Which case is a part of which one."""
ROL = _resource(
    "rol",
    _of("zaak", "zaak"),
    Column("roltype", Uuid, nullable=False),
    Column("omschrijving_generiek", String(80), nullable=False),
    Column("bsn", String(9)),
)
Index("ix_rol_resident", ROL.c.bsn, ROL.c.omschrijving_generiek, ROL.c.zaak)
Index(
    "uq_rol_one_per_case",
    ROL.c.zaak,
    ROL.c.omschrijving_generiek,
    unique=True,
    postgresql_where=text("omschrijving_generiek IN ('initiator', 'zaakcoordinator')"),
)
STATUS = _resource(
    "status",
    _of("zaak", "zaak"),
    Column("statustype", Uuid, nullable=False),
    Column("set_at", DateTime(timezone=True), nullable=False),
    UniqueConstraint("zaak", "set_at", name="uq_status_moment"),
)
ZAAKEIGENSCHAP = _resource(
    "zaakeigenschap", _of("zaak", "zaak"), Column("eigenschap", Uuid, nullable=False)
)
ZAAKOBJECT = _resource("zaakobject", _of("zaak", "zaak"))
RESULTAAT = _resource(
    "resultaat",
    Column("zaak", Uuid, ForeignKey("zaak.id"), nullable=False),
    Column("resultaattype", Uuid, nullable=False),
    UniqueConstraint("zaak", name="uq_resultaat_zaak"),
)
DOCUMENT = _resource(
    "document",
    Column("identificatie", String(40), nullable=False),
    Column("bronorganisatie", String(9), nullable=False),
    Column("lock", String(40)),
    Column("versie", Integer, nullable=False),
    UniqueConstraint("bronorganisatie", "identificatie", name="uq_document_identificatie"),
)
"""A document; `data` holds its newest version, `lock` is empty when nobody holds it."""
DOCUMENT_VERSION = Table(
    "document_version",
    METADATA,
    Column("document", Uuid, ForeignKey("document.id"), primary_key=True),
    Column("versie", Integer, primary_key=True),
    Column("data", JSONB, nullable=False),
    Column("content", Uuid, ForeignKey("document_content.id")),
)
DOCUMENT_CONTENT = Table(
    "document_content",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
BUCKET_OBJECT = Table(
    "bucket_object",
    METADATA,
    Column("key", String(1024), primary_key=True),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("content", LargeBinary, nullable=False),
)
BESTANDSDEEL = Table(
    "bestandsdeel",
    METADATA,
    Column("id", Uuid, primary_key=True),
    _of("document", "document"),
    Column("volgnummer", Integer, nullable=False),
    Column("omvang", Integer, nullable=False),
    Column("content", LargeBinary),
    UniqueConstraint("document", "volgnummer", name="uq_bestandsdeel_volgnummer"),
)
"""A part of a document that is still being sent; gone once the document is unlocked."""
ZAAKINFORMATIEOBJECT = _resource(
    "zaakinformatieobject",
    _of("zaak", "zaak"),
    _of("document", "informatieobject"),
    UniqueConstraint("zaak", "informatieobject", name="uq_zaakinformatieobject"),
)
BESLUIT = _resource(
    "besluit",
    Column("identificatie", String(50), nullable=False),
    Column("verantwoordelijke_organisatie", String(9), nullable=False),
    Column("besluittype", Uuid, nullable=False),
    Column("zaak", Uuid, ForeignKey("zaak.id"), index=True),
    UniqueConstraint(
        "verantwoordelijke_organisatie", "identificatie", name="uq_besluit_identificatie"
    ),
)
BESLUITINFORMATIEOBJECT = _resource(
    "besluitinformatieobject",
    _of("besluit", "besluit"),
    _of("document", "informatieobject"),
    UniqueConstraint("besluit", "informatieobject", name="uq_besluitinformatieobject"),
)
OBJECT = Table(
    "object",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("seq", BigInteger, Identity(always=True), nullable=False),
    Column("objecttype", Uuid, nullable=False),
)
OBJECT_RECORD = Table(
    "object_record",
    METADATA,
    Column("object", Uuid, ForeignKey("object.id"), primary_key=True),
    Column("index", Integer, primary_key=True),
    Column("type_version", Integer, nullable=False),
    Column("data", JSONB, nullable=False),
    Column("geometry", JSONB(none_as_null=True)),
    Column("start_at", Date, nullable=False),
    Column("end_at", Date),
    Column("registered_at", Date, nullable=False),
)
ABONNEMENT = Table(
    "abonnement",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("seq", BigInteger, Identity(always=True), nullable=False),
    Column("callback_url", String(1000), nullable=False),
    Column("auth", String(1000), nullable=False),
    Column("kanalen", JSONB, nullable=False),
)
"""Who is told of changes; `kanalen` as in the Notificaties API. The same twice is told twice."""
NUMBER = Table(
    "number",
    METADATA,
    Column("series", String(40), primary_key=True),
    Column("last", BigInteger, nullable=False),
)
"""The last number given out in each series, such as the cases of one year."""
QUIRK = Table("quirk", METADATA, Column("name", String(40), primary_key=True))
"""The ways of a real case API that are now switched on (`zgw.quirks`)."""

_LATER = f"""ALTER TABLE zaak ADD COLUMN IF NOT EXISTS secrecy VARCHAR(20)
    GENERATED ALWAYS AS ({_SECRECY}) STORED"""
"""What worlds of before lack."""
_ONE_AT_A_TIME = 7_204_110
"""Key of the lock under which tables are made, so that two processes may start at once."""


def prepare(engine: Engine) -> None:
    """Make the tables, the column and the indexes that are not there yet."""
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
        METADATA.create_all(connection)
        connection.execute(text(_LATER))
        for table in METADATA.sorted_tables:
            for index in table.indexes:
                index.create(connection, checkfirst=True)


def forget(engine: Engine) -> None:
    """Empty all tables; `seed.plant` fills them again."""
    tables = METADATA.sorted_tables
    with engine.begin() as connection:
        # What is being made meanwhile waits: else it hangs on what was just deleted.
        names = ", ".join(table.name for table in tables)
        connection.execute(text(f"LOCK TABLE {names} IN EXCLUSIVE MODE"))
        for table in reversed(tables):
            connection.execute(table.delete())
