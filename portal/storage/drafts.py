"""Drafts: answers being filled in, pinned to one immutable form version."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    Column,
    Exists,
    ForeignKey,
    Select,
    UniqueConstraint,
    Uuid,
    bindparam,
    column,
    delete,
    exists,
    select,
    table,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from forms.keys import FormSlug, FormVersionId
from portal.domain.days import AMSTERDAM, day_of, today
from portal.domain.people import OwnerId
from portal.storage.base import Base, Owned, Record, sealed_column, table_of, vault_of
from portal.storage.prepared import Prepared

SEAL = "draft.content"
ATTRIBUTES = {"typed": "raw_input"}
"""Name in the sealed content → attribute of `DraftContent`, where they differ."""


class FormVersion(Base):
    """One published state of a form: its canonical source under the hash of it; never changed."""

    __tablename__ = "form_version"

    version: Mapped[FormVersionId] = mapped_column(primary_key=True)
    slug: Mapped[FormSlug]
    source: Mapped[str]
    published_at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC))


class Draft(Record):
    """One draft a form and owner; `revision` rises with every change."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("owner_id", "slug"),)

    owner_id: Mapped[Owned]
    slug: Mapped[FormSlug]
    version: Mapped[FormVersionId] = mapped_column(ForeignKey("form_version.version"))
    revision: Mapped[int] = mapped_column(default=1)
    sealed: Mapped[bytes] = sealed_column(SEAL)
    changed_at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC), index=True)


class DraftChanged(Exception):
    """Another request changed the draft, or threw it away, after this one read it."""


@dataclass(slots=True)
class StoredDraft:
    """A draft as it was read, in the order of the columns; saving it keeps this up to date."""

    id: UUID
    owner_id: OwnerId
    slug: FormSlug
    version: FormVersionId
    revision: int
    sealed: bytes
    changed_at: datetime
    may_have_files: bool
    """Whether to look for files; always of a locked one: one may have come while it waited."""
    may_have_expired_input: bool
    """Whether its owner sent something, from whatever page, when the session was over."""
    may_have_consents: bool
    """Whether its owner ever answered whether data may be used."""


@dataclass(frozen=True, slots=True)
class DraftSummary:
    """A draft, without its answers."""

    slug: FormSlug
    changed_at: datetime


@dataclass(slots=True)
class DraftContent:
    """What a draft holds, as kept sealed."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    """By name. Replaced as a whole where one changes: a path holds as long as these do."""
    raw_input: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    """By page: the input that is not right or not judged yet, exactly as it came."""
    saved: dict[str, int] = field(default_factory=dict)
    """By page: the revision at which it was last saved."""
    facts: dict[str, Any] = field(default_factory=dict)
    facts_at: str = ""
    """Moment (UTC, ISO 8601) at which the register was read; empty: it wasn't."""


def store_version(session: Session, version: FormVersionId, slug: FormSlug, source: str) -> None:
    """Keep this version of a form for ever; keeping it twice is keeping it once."""
    values = {"version": version, "slug": slug, "source": source, "published_at": datetime.now(UTC)}
    session.execute(insert(FormVersion).values(values).on_conflict_do_nothing())


def has_version(session: Session, version: FormVersionId) -> bool:
    """Whether this version is kept: it was published once."""
    return session.get(FormVersion, version) is not None


def source_of(session: Session, version: FormVersionId) -> str:
    """The canonical source of a published version."""
    return session.scalars(select(FormVersion.source).where(FormVersion.version == version)).one()


def draft_of(
    session: Session, owner_id: OwnerId, slug: FormSlug, *, for_update: bool = False
) -> StoredDraft | None:
    """The owner's draft of this form; locked against other writers with `for_update`."""
    query = _LOCKED if for_update else _OF_OWNER
    row = query.row(session, {"owner": owner_id, "of_form": slug})
    return None if row is None else StoredDraft(*row)


def begin(
    session: Session, owner_id: OwnerId, slug: FormSlug, version: FormVersionId
) -> StoredDraft:
    """A new, empty draft; of two at once, one is made and both get it."""
    values = {
        "id": uuid4(),
        "made_at": datetime.now(UTC),
        "changed_at": datetime.now(UTC),
        "owner_id": owner_id,
        "slug": slug,
        "version": version,
        "revision": 1,
        "sealed": vault_of(session).seal_json(_as_json(DraftContent()), SEAL),
    }
    session.execute(insert(Draft).values(values).on_conflict_do_nothing())
    draft = draft_of(session, owner_id, slug)
    assert draft is not None
    return draft


def content_of(session: Session, draft: StoredDraft | Draft) -> DraftContent:
    """What this draft holds."""
    stored = vault_of(session).open_json(draft.sealed, SEAL)
    return DraftContent(**{ATTRIBUTES.get(name, name): value for name, value in stored.items()})


def save(session: Session, draft: StoredDraft, content: DraftContent) -> None:
    """Keep this content as the draft's next revision; raises `DraftChanged`."""
    _write(session, draft, content, draft.revision + 1, datetime.now(UTC))


def save_page(session: Session, draft: StoredDraft, content: DraftContent, page_id: str) -> None:
    """Keep this content as the draft's next revision, the one in which this page was saved.

    Raises `DraftChanged`.
    """
    content.saved[page_id] = draft.revision + 1
    save(session, draft, content)


def save_facts(session: Session, draft: StoredDraft, content: DraftContent) -> None:
    """Keep what registers said, without a new revision: no answer of the resident changed.

    Raises `DraftChanged`.
    """
    _write(session, draft, content, draft.revision, draft.changed_at)


def remove(session: Session, draft: StoredDraft) -> None:
    """Delete this draft, and the files that still hang on it. Caller commits."""
    session.execute(_REMOVE, {"draft": draft.id})


def kept_until(draft: StoredDraft | DraftSummary, days: int) -> date:
    """The last day that a draft is kept when nobody changes it, where each is kept so many days."""
    return day_of(draft.changed_at) + timedelta(days=days)


def remove_old(session: Session, days: int) -> int:
    """Delete drafts that nobody changed for so many whole days; gives how many.

    Residents read until when a draft is kept as a day in the Netherlands: to the end of that one.
    """
    first_day = today() - timedelta(days=days)
    before = datetime.combine(first_day, time.min, AMSTERDAM)
    gone = session.scalars(delete(Draft).where(Draft.changed_at < before).returning(Draft.id))
    return len(gone.all())


def _write(
    session: Session, draft: StoredDraft, content: DraftContent, revision: int, changed_at: datetime
) -> None:
    """Write this content over the one that was read: each seal is another, so it tells which."""
    sealed = vault_of(session).seal_json(_as_json(content), SEAL)
    values = {"sealed": sealed, "revision": revision, "changed_at": changed_at}
    read = {"draft": draft.id, "read": draft.sealed}
    if _WRITE.row(session, values | read) is None:
        raise DraftChanged(draft.slug)
    draft.sealed, draft.revision, draft.changed_at = sealed, revision, changed_at


def _as_json(content: DraftContent) -> dict[str, Any]:
    stored_as = {attribute: name for name, attribute in ATTRIBUTES.items()}
    return {stored_as.get(name, name): getattr(content, name) for name in DraftContent.__slots__}


def _of_owner() -> Select[Any]:
    """The statement of `draft_of`, but for what else there may be."""
    return (
        select(_DRAFT.id, _DRAFT.owner_id, _DRAFT.slug, _DRAFT.version, _DRAFT.revision)
        .add_columns(_DRAFT.sealed, _DRAFT.changed_at)
        .where(
            _DRAFT.owner_id == bindparam("owner", type_=Uuid()),
            _DRAFT.slug == bindparam("of_form", type_=_DRAFT.slug.type),
        )
    )


def _hangs_on(name: str, key: Column[Any], own: str) -> Exists:
    """Whether this table has a row with this key of the draft."""
    other = table(name, column(own, Uuid()))
    return exists().where(other.c[own] == key)


_TABLE = table_of(Draft)
_DRAFT = _TABLE.c
_OF_OWNER = Prepared(
    _of_owner().add_columns(
        _hangs_on("upload", _DRAFT.id, "draft_id").label("may_have_files"),
        _hangs_on("parked_input", _DRAFT.owner_id, "owner_id").label("may_have_expired_input"),
        _hangs_on("consent", _DRAFT.owner_id, "owner_id").label("may_have_consents"),
    )
)
_LOCKED = Prepared(
    _of_owner()
    .add_columns(
        *(true().label(f"may_have_{what}") for what in ("files", "expired_input", "consents"))
    )
    .with_for_update()
)
_IS_THIS = _DRAFT.id == bindparam("draft", type_=Uuid())
_WRITE = Prepared(
    update(_TABLE)
    .where(_IS_THIS, _DRAFT.sealed == bindparam("read", type_=_DRAFT.sealed.type))
    .values({name: bindparam(name) for name in ("sealed", "revision", "changed_at")})
    .returning(_DRAFT.id)
)
_REMOVE = delete(_TABLE).where(_IS_THIS)
