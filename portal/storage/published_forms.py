"""Which version of each form counts, as it was decided: nothing is changed or removed.

What counts now follows from the decisions and the time, so that a scheduled version begins in each
process by itself. `portal.domain.publications` says the same of decisions that were read.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, Identity, Index, Select, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from forms.keys import FormSlug, FormVersionId
from portal.domain.publications import (
    CALLS_OFF,
    Publication,
    PublicationKind,
    current,
    is_offered,
)
from portal.storage.base import Base

LOCK = 7_203_120
"""Name of the lock that whoever decides about a form holds."""
NOW = func.statement_timestamp()
"""By the clock of the database; also for what this transaction itself decided."""


class FormPublication(Base):
    """One decision about one form; see `Publication`."""

    __tablename__ = "form_publication"
    __table_args__ = (Index("ix_form_publication_slug_begins_at", "slug", "begins_at"),)

    number: Mapped[int] = mapped_column(Identity(), primary_key=True)
    slug: Mapped[FormSlug]
    version: Mapped[FormVersionId] = mapped_column(ForeignKey("form_version.version"))
    kind: Mapped[str]
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    ends_drafts: Mapped[bool]
    decided_at: Mapped[datetime]
    decided_by: Mapped[str]
    changes: Mapped[list[str]]
    reason: Mapped[str]

    def as_publication(self) -> Publication:
        """As it is judged."""
        return Publication(
            number=self.number,
            slug=self.slug,
            version=self.version,
            kind=PublicationKind(self.kind),
            begins_at=self.begins_at,
            ends_at=self.ends_at,
            ends_drafts=self.ends_drafts,
            decided_at=self.decided_at,
            decided_by=self.decided_by,
            changes=tuple(self.changes),
            reason=self.reason,
        )


class PublishedForm(Base):
    """What counts now, for processes of a release that knows no decisions; goes with those."""

    __tablename__ = "published_form"

    slug: Mapped[FormSlug] = mapped_column(primary_key=True)
    version: Mapped[FormVersionId] = mapped_column(ForeignKey("form_version.version"))
    since: Mapped[datetime]
    published_by: Mapped[str]
    withdrawn_at: Mapped[datetime | None]


def lock(session: Session) -> datetime:
    """Be the only one who decides about forms until the transaction ends; gives the moment.

    It is the database's, as what counts is what has begun by its clock.
    """
    session.execute(select(func.pg_advisory_xact_lock(LOCK)))
    return now(session)


def now(session: Session) -> datetime:
    """The moment, by the clock of the database."""
    return session.scalars(select(NOW)).one()


def history(session: Session, slug: FormSlug | None = None) -> Sequence[Publication]:
    """All that was ever decided, of this form or of all, oldest first."""
    query = select(FormPublication).order_by(FormPublication.number)
    if slug is not None:
        query = query.where(FormPublication.slug == slug)
    return [row.as_publication() for row in session.scalars(query)]


def current_publications(session: Session) -> dict[str, Publication]:
    """The decision that counts now of each form that residents ever could begin, by slug."""
    return {row.slug: row.as_publication() for row in session.scalars(current_rows())}


def current_rows() -> Select[FormPublication]:
    """The row of each form that counts now, as `publications.current` picks it."""
    row, later = FormPublication, aliased(FormPublication)
    is_called_off = (
        select(later.number)
        .where(
            later.slug == row.slug,
            later.number > row.number,
            later.kind.in_(CALLS_OFF),
            later.begins_at < row.begins_at,
        )
        .exists()
    )
    return (
        select(row)
        .ext(distinct_on(row.slug))
        .where(row.kind != PublicationKind.CALLED_OFF, row.begins_at <= NOW, ~is_called_off)
        .order_by(row.slug, lasts().desc(), row.begins_at.desc(), row.number.desc())
    )


def lasts() -> ColumnElement[bool]:
    """Whether the time of a row is not over."""
    return or_(FormPublication.ends_at.is_(None), FormPublication.ends_at > NOW)


def add(session: Session, publication: Publication) -> None:
    """Write down a decision; its number is given here. Doesn't commit.

    Processes of an older release see what counts now of it.
    """
    values = {name: getattr(publication, name) for name in Publication.__slots__}
    del values["number"]
    session.execute(insert(FormPublication).values(values | {"changes": list(publication.changes)}))
    session.flush()
    counts = current(history(session, publication.slug), publication.decided_at)
    if counts:
        _tell_older_release(session, counts, publication.decided_at)


def _tell_older_release(session: Session, counts: Publication, moment: datetime) -> None:
    values = {
        "version": counts.version,
        "since": counts.begins_at,
        "published_by": counts.decided_by,
        "withdrawn_at": None if is_offered(counts, moment) else moment,
    }
    session.execute(
        insert(PublishedForm)
        .values(slug=counts.slug, **values)
        .on_conflict_do_update(index_elements=["slug"], set_=values)
    )
