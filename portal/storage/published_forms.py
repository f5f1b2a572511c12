"""Which version of each form is published now: what residents who begin get."""

from datetime import UTC, datetime

from sqlalchemy import ForeignKey, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from forms.keys import FormSlug, FormVersionId
from portal.storage.base import Base


class PublishedForm(Base):
    """One form; a row stays when the form is withdrawn, so that no release brings it back."""

    __tablename__ = "published_form"

    slug: Mapped[FormSlug] = mapped_column(primary_key=True)
    version: Mapped[FormVersionId] = mapped_column(ForeignKey("form_version.version"))
    since: Mapped[datetime]
    published_by: Mapped[str]
    """Who published or withdrew it: a name of the operator's, or of a command."""
    withdrawn_at: Mapped[datetime | None]


def published_forms(session: Session) -> dict[str, PublishedForm]:
    """All forms that were ever published, also withdrawn ones, by slug."""
    query = select(PublishedForm).order_by(PublishedForm.slug)
    return {row.slug: row for row in session.scalars(query)}


def publish(session: Session, slug: FormSlug, version: FormVersionId, by: str) -> None:
    """Let who begins this form get this version, which must be stored. Doesn't commit."""
    values = {
        "version": version,
        "since": datetime.now(UTC),
        "published_by": by,
        "withdrawn_at": None,
    }
    session.execute(
        insert(PublishedForm)
        .values(slug=slug, **values)
        .on_conflict_do_update(index_elements=["slug"], set_=values)
    )


def withdraw(session: Session, slug: FormSlug, by: str) -> bool:
    """Offer this form no more; False: it was not offered. Doesn't commit."""
    row = session.scalar(
        update(PublishedForm)
        .where(PublishedForm.slug == slug, PublishedForm.withdrawn_at.is_(None))
        .values(withdrawn_at=datetime.now(UTC), published_by=by)
        .returning(PublishedForm.slug)
    )
    return row is not None
