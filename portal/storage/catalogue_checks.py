"""What the catalogue of the case system lacked for each published form, at the last check."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from forms.keys import FormSlug, FormVersionId
from portal.storage.base import Base

HOLDS_FOR = timedelta(days=1)
TRIED_AGAIN_IN = timedelta(hours=1)
"""After a check that could not be done."""


class CatalogueCheck(Base):
    """The last check of one published form."""

    __tablename__ = "catalogue_check"

    slug: Mapped[FormSlug] = mapped_column(primary_key=True)
    version: Mapped[FormVersionId]
    checked_at: Mapped[datetime]
    findings: Mapped[list[str]]
    """In plain sentences for operators; none: it has all that the form needs."""
    fault: Mapped[str]
    """Why it could not be checked; '' where it was."""


@dataclass(frozen=True, slots=True)
class CheckedForm:
    """What came of the check of one form."""

    slug: FormSlug
    version: FormVersionId
    findings: Sequence[str] = ()
    fault: str = ""


def keep_check(session: Session, checked: CheckedForm) -> None:
    """Keep what came of this check, in place of the one before. Caller commits."""
    values = {
        "version": checked.version,
        "checked_at": datetime.now(UTC),
        "findings": list(checked.findings),
        "fault": checked.fault,
    }
    row = insert(CatalogueCheck).values(slug=checked.slug, **values)
    session.execute(row.on_conflict_do_update(index_elements=["slug"], set_=values))


def last_checks(session: Session) -> dict[FormSlug, CatalogueCheck]:
    """The last check of each form."""
    return {row.slug: row for row in session.scalars(select(CatalogueCheck))}


def is_due(check: CatalogueCheck | None, version: FormVersionId) -> bool:
    """Whether this version has to be checked (again)."""
    if check is None or check.version != version:
        return True
    holds_for = TRIED_AGAIN_IN if check.fault else HOLDS_FOR
    return check.checked_at < datetime.now(UTC) - holds_for


def forget_others(session: Session, slugs: Sequence[FormSlug]) -> None:
    """Let go what was found of forms that are not among these. Caller commits."""
    session.execute(delete(CatalogueCheck).where(CatalogueCheck.slug.not_in(slugs)))
