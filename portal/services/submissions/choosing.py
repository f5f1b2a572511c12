"""A draft that was begun without login becomes the resident's who logged in since."""

from dataclasses import dataclass
from uuid import UUID

from portal.domain.people import OwnerId
from portal.services.submissions.open_draft import FormVisit
from portal.storage import drafts, moved_drafts

KEEP_OWN, KEEP_BROWSERS = "own", "browser"
"""Which of two drafts of one form the resident goes on with."""


@dataclass(frozen=True, slots=True)
class DraftPair:
    """The two drafts between which one chooses, as the page showed them."""

    own: UUID | None
    other: UUID | None


def take_over(visit: FormVisit, visitor_id: OwnerId) -> bool:
    """Give the resident the draft that this browser had without login, if there is one. Commits.

    What the resident has of it already stays; then nothing changes. Gives whether it did.
    """
    database = visit.database
    draft = drafts.draft_of(database, visitor_id, visit.slug, for_update=True)
    is_alone = drafts.draft_of(database, visit.owner_id, visit.slug) is None
    if draft and is_alone:
        moved_drafts.give_to(database, draft, visit.owner_id)
    database.commit()
    return draft is not None and is_alone


def keep(visit: FormVisit, visitor_id: OwnerId, shown: DraftPair, choice: str) -> None:
    """Let the resident go on with one of two drafts, and throw the other away. Commits.

    Nothing changes where they are not the two that were shown.
    """
    database = visit.database
    own = drafts.draft_of(database, visit.owner_id, visit.slug, for_update=True)
    other = drafts.draft_of(database, visitor_id, visit.slug, for_update=True)
    if own and other and DraftPair(own.id, other.id) == shown:
        drafts.remove(database, other if choice == KEEP_OWN else own)
        if choice == KEEP_BROWSERS:
            moved_drafts.give_to(database, other, visit.owner_id)
    database.commit()
