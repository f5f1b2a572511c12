"""What the live state is made of, read in one statement on a connection for that alone.

So pages that wait for a connection don't keep it from being read, and what a page itself asks of
the database stays the same at each visit. One connection in five seconds need not be kept.
"""

from dataclasses import dataclass
from datetime import timedelta

from pydantic import TypeAdapter
from sqlalchemy import (
    Engine,
    NullPool,
    Select,
    String,
    cast,
    create_engine,
    func,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
)

from forms.keys import FormSlug, FormVersionId
from portal.domain.outages import Outage
from portal.domain.switches import SwitchKind
from portal.settings import Settings
from portal.storage.outages import last_revisions
from portal.storage.published_forms import PublishedForm
from portal.storage.switches import Switch

LONGEST_S = 2
"""Seconds that connecting, and the statement, may take."""
PUBLISHED = "published"
MARK = "/* live state */"
"""Before the statement, so that who counts statements can tell it from those of a page."""
OUTAGE = "outage"
TOLD_FOR = timedelta(days=400)
"""For so long after its end an outage still explains a last day."""
OUTAGES = TypeAdapter(Outage)


def _outages() -> Select[str, str, str]:
    """The last revision of each, as JSON."""
    last = last_revisions().subquery()
    pairs = [
        part
        for name in ("number", "begins_at", "ends_at", "forms")
        for part in (literal(name), last.c[name])
    ]
    is_told = or_(last.c.ends_at.is_(None), last.c.ends_at > func.now() - TOLD_FOR)
    as_json = cast(func.json_build_object(*pairs), String())
    return select(literal(OUTAGE), as_json, literal("")).where(is_told)


_ROWS = union_all(
    select(
        literal(PUBLISHED).label("kind"),
        type_coerce(PublishedForm.slug, String()).label("name"),
        type_coerce(PublishedForm.version, String()).label("version"),
    )
    .where(PublishedForm.withdrawn_at.is_(None))
    .prefix_with(MARK),
    select(Switch.kind, Switch.name, literal("")),
    _outages(),
).order_by("kind", "name")


@dataclass(frozen=True, slots=True)
class LiveRows:
    """What the database says: equal where nothing changed."""

    versions: tuple[tuple[FormSlug, FormVersionId], ...]
    """(slug, version) of each published form."""
    forms_off: frozenset[str]
    sources_off: frozenset[str]
    outages: tuple[Outage, ...]
    """Those that last, will, or ended not too long ago."""


def connect(settings: Settings) -> Engine:
    """Makes the connections to read it on."""
    return create_engine(
        settings.database_url.get_secret_value(),
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
        connect_args={
            "connect_timeout": LONGEST_S,
            "options": f"-c statement_timeout={LONGEST_S * 1000}",
        },
    )


def read(engine: Engine) -> LiveRows:
    """All of it, as of one moment."""
    with engine.connect() as connection:
        rows = connection.execute(_ROWS).all()
    return LiveRows(
        versions=tuple(
            (FormSlug(row.name), FormVersionId(row.version))
            for row in rows
            if row.kind == PUBLISHED
        ),
        forms_off=frozenset(row.name for row in rows if row.kind == SwitchKind.FORM),
        sources_off=frozenset(row.name for row in rows if row.kind == SwitchKind.SOURCE),
        outages=tuple(OUTAGES.validate_json(row.name) for row in rows if row.kind == OUTAGE),
    )
