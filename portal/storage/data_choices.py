"""Data choices: "shall we fetch it, or will you supply it yourself?"; only an outcome is added.

A choice is stored before anything is done with it. `use` is the one place that decides whether a
source may be asked (rule 8): what is not known is no.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import Index, delete, exists, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from forms.keys import FormSlug
from portal.domain.people import OwnerId
from portal.domain.sources import FetchPermission
from portal.storage.base import Owned, Record
from portal.storage.drafts import Draft
from portal.storage.submissions import Submission

FETCH = "fetch"
"""The choice that gives leave to ask a source."""


class DataChoice(Record):
    """One choice for one item of one form; `made_at` is when. The newest of an item counts.

    It holds what was chosen, never what was fetched. By `draft_id` it belongs to the draft, and
    after sending to the submission that was made of it.
    """

    __tablename__ = "data_choice"
    __table_args__ = (Index("ix_data_choice_owner_id_draft_id", "owner_id", "draft_id"),)

    owner_id: Mapped[Owned]
    draft_id: Mapped[UUID]
    slug: Mapped[FormSlug]
    item: Mapped[str]
    choice: Mapped[str]
    source: Mapped[str]
    fields: Mapped[list[str]]
    outcome: Mapped[str] = mapped_column(default="")
    """Empty until it is used; `begun`, then `ok`, `none` (the source knows nothing) or `failed`."""
    ended_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Item:
    """Whose, of which draft, which item."""

    owner_id: OwnerId
    draft_id: UUID
    name: str


def newest(session: Session, item: Item) -> DataChoice | None:
    """The choice that counts for this item."""
    query = (
        select(DataChoice)
        .where(
            DataChoice.owner_id == item.owner_id,
            DataChoice.draft_id == item.draft_id,
            DataChoice.item == item.name,
        )
        .order_by(DataChoice.made_at.desc(), DataChoice.id)
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return session.scalar(query)


def use(session: Session, item: Item, sources_off: frozenset[str]) -> FetchPermission | None:
    """Leave to ask a source once for this item; None: it may not be asked, or is off. Commits.

    Each stored choice gives leave once: of two at the same moment one gets it.
    """
    choice = newest(session, item)
    if choice is None or choice.choice != FETCH or choice.source in sources_off:
        return None
    taken = session.scalar(
        update(DataChoice)
        .where(DataChoice.id == choice.id, DataChoice.choice == FETCH, DataChoice.outcome == "")
        .values(outcome="begun")
        .returning(DataChoice.id)
    )
    session.commit()
    return FetchPermission(choice.id, choice.source, tuple(choice.fields)) if taken else None


def still_counts(session: Session, item: Item, chosen: FetchPermission) -> bool:
    """Whether the resident chose nothing else meanwhile."""
    choice = newest(session, item)
    return choice is not None and choice.id == chosen.choice


def end(session: Session, chosen: FetchPermission, outcome: str) -> None:
    """Add how it ended, in the running transaction."""
    session.execute(
        update(DataChoice)
        .where(DataChoice.id == chosen.choice)
        .values(outcome=outcome, ended_at=datetime.now(UTC))
    )


def remove_orphans(session: Session) -> None:
    """Delete the choices of drafts that are gone and were never sent."""
    session.execute(
        delete(DataChoice).where(
            ~exists().where(Draft.id == DataChoice.draft_id),
            ~exists().where(Submission.draft_id == DataChoice.draft_id),
        )
    )
