"""What the live state is made of, read in one statement on a connection for that alone.

So pages that wait for a connection don't keep it from being read, and what a page itself asks of
the database stays the same at each visit. One connection in five seconds need not be kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import (
    Engine,
    NullPool,
    Row,
    Select,
    String,
    case,
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
from portal.domain.publications import PublicationKind
from portal.domain.switches import SwitchKind
from portal.settings import Settings
from portal.storage.outages import last_revisions
from portal.storage.published_forms import NOW, current_rows
from portal.storage.switches import Switch

LONGEST_S = 2
"""Seconds that connecting, and the statement, may take."""
FORM, RETIRED, ENDED = "published", "retired", "ended"
"""Of each form: published; nobody begins it any more; and who had begun can't finish either."""
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


def _forms() -> Select[str, str, str]:
    """The version that counts of each form, and whether it is offered."""
    row = current_rows().subquery().c
    is_retired = or_(row.kind == PublicationKind.RETIRED, row.ends_at <= NOW)
    state = case((row.ends_drafts, ENDED), (is_retired, RETIRED), else_=FORM)
    return select(
        state.label("kind"),
        type_coerce(row.slug, String()).label("name"),
        type_coerce(row.version, String()).label("version"),
    ).prefix_with(MARK)


_ROWS = union_all(
    _forms(),
    select(Switch.kind, Switch.name, literal("")),
    _outages(),
).order_by("kind", "name")


@dataclass(frozen=True, slots=True)
class LiveRows:
    """What the database says: equal where nothing changed."""

    versions: tuple[tuple[FormSlug, FormVersionId], ...]
    """(slug, version) of each published form."""
    retired: tuple[tuple[FormSlug, FormVersionId], ...]
    """The same of each that was published once, and isn't now."""
    forms_ended: frozenset[str]
    """Those of these that nobody can finish."""
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
        versions=_versions(rows, FORM),
        retired=_versions(rows, RETIRED, ENDED),
        forms_ended=frozenset(row.name for row in rows if row.kind == ENDED),
        forms_off=frozenset(row.name for row in rows if row.kind == SwitchKind.FORM),
        sources_off=frozenset(row.name for row in rows if row.kind == SwitchKind.SOURCE),
        outages=tuple(OUTAGES.validate_json(row.name) for row in rows if row.kind == OUTAGE),
    )


def _versions(
    rows: Sequence[Row[Any, Any, Any]], *kinds: str
) -> tuple[tuple[FormSlug, FormVersionId], ...]:
    return tuple(
        (FormSlug(row.name), FormVersionId(row.version)) for row in rows if row.kind in kinds
    )
