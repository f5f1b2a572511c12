"""Which concepts of residents will soon be thrown away, and were not told of yet."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, String, cast, func, select
from sqlalchemy.orm import Session

from forms.keys import FormSlug, FormVersionId
from portal.domain.days import AMSTERDAM, today
from portal.domain.messages import MessageKind
from portal.domain.people import OwnerId
from portal.storage.drafts import Draft
from portal.storage.messages import Message
from portal.storage.owners import Owner, OwnerKind


@dataclass(frozen=True, slots=True)
class ExpiringDraft:
    """A concept that nobody went on with for long, without its answers."""

    id: UUID
    owner_id: OwnerId
    slug: FormSlug
    version: FormVersionId
    changed_at: datetime
    about: str
    """What a message about it tells of: the concept as it was changed last."""


def expiring(
    session: Session, days: int, *, most: int, but_of: Collection[str] = ()
) -> Sequence[ExpiringDraft]:
    """At most so many that nobody changed for so many days, of residents who were not told yet.

    `but_of`: forms whose concepts are left out. Who filled it in without login can't be told, nor
    find it again.
    """
    first_day = today() - timedelta(days=days - 1)
    before = datetime.combine(first_day, time.min, AMSTERDAM)
    is_told = (
        select(Message.id)
        .where(
            Message.owner_id == Draft.owner_id,
            Message.kind == MessageKind.DRAFT_ENDS,
            Message.about == _about(),
        )
        .exists()
    )
    query = (
        select(Draft.id, Draft.owner_id, Draft.slug, Draft.version, Draft.changed_at, _about())
        .join(Owner, Owner.id == Draft.owner_id)
        .where(
            Owner.kind == OwnerKind.RESIDENT,
            Draft.changed_at < before,
            Draft.slug.not_in(but_of),
            ~is_told,
        )
        .order_by(Draft.changed_at, Draft.id)
        .limit(most)
        .with_for_update(of=Draft, skip_locked=True)
    )
    return [ExpiringDraft(*row) for row in session.execute(query)]


def _about() -> ColumnElement[str]:
    return func.concat(cast(Draft.id, String()), " ", cast(Draft.revision, String()))
