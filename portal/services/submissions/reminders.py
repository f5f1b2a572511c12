"""Telling residents that a concept will soon be thrown away."""

from collections.abc import Collection
from datetime import timedelta

import structlog
from sqlalchemy.orm import Session, sessionmaker

from forms.stored import UnreadableVersion
from portal.domain.days import day_of
from portal.domain.messages import MessageKind
from portal.storage import draft_reminders
from portal.storage.draft_reminders import ExpiringDraft
from portal.storage.form_versions import form_version_of
from portal.storage.messages import add_message_and_notify

log = structlog.get_logger()
DAYS_BEFORE = 7
MOST_AT_ONCE = 200


def remind(
    make_session: sessionmaker[Session], draft_days: int, forms_ended: Collection[str] = ()
) -> int:
    """Tell, once, of each concept that is thrown away within a week; gives of how many. Commits.

    `draft_days`: how long one is kept. Nobody is told to go on with what can't be finished.
    """
    days = draft_days - min(DAYS_BEFORE, draft_days // 2)
    count = 0
    with make_session() as database:
        while drafts := draft_reminders.expiring(
            database, days, most=MOST_AT_ONCE, but_of=forms_ended
        ):
            for draft in drafts:
                _tell(database, draft, draft_days)
            database.commit()
            count += len(drafts)
    return count


def _tell(database: Session, draft: ExpiringDraft, draft_days: int) -> None:
    last_day = day_of(draft.changed_at) + timedelta(days=draft_days)
    facts = {
        "title": _title(database, draft),
        "slug": draft.slug,
        "last_day": last_day.isoformat(),
    }
    add_message_and_notify(
        database, draft.owner_id, MessageKind.DRAFT_ENDS, about=draft.about, facts=facts
    )


def _title(database: Session, draft: ExpiringDraft) -> str:
    """What messages call its form; its slug where that can't be read."""
    try:
        return form_version_of(database, draft.version).discreet_title
    except UnreadableVersion as error:
        log.warning("form_version_unreadable", form=draft.slug, reason=str(error))
        return draft.slug
