"""Drafts that go on with another version of their form, or as somebody else's; with their files."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from forms.keys import FormVersionId
from portal.domain.people import OwnerId
from portal.storage.drafts import Draft, FormVersion, StoredDraft
from portal.storage.uploads import Upload


def is_older(session: Session, version: FormVersionId, than: FormVersionId) -> bool:
    """Whether this version was published, for the first time, before that one."""
    first_at = {
        row.version: row.published_at
        for row in session.scalars(
            select(FormVersion).where(FormVersion.version.in_([version, than]))
        )
    }
    return first_at[version] < first_at[than]


def pin(session: Session, draft: StoredDraft, version: FormVersionId) -> None:
    """Let this draft, which is locked, go on with this version. Caller saves its content."""
    session.execute(update(Draft).where(Draft.id == draft.id).values(version=version))
    draft.version = version


def give_to(session: Session, draft: StoredDraft, receiver: OwnerId) -> None:
    """Make this draft, and its files, somebody else's who has none of this form. Caller commits."""
    for table, key in ((Draft, Draft.id), (Upload, Upload.draft_id)):
        of_owner = (key == draft.id, table.owner_id == draft.owner_id)
        session.execute(update(table).where(*of_owner).values(owner_id=receiver))


def rename_questions(session: Session, draft_id: UUID, now: Callable[[str], str]) -> None:
    """Let the files of a draft be those of questions that got another name. Caller commits.

    `now` gives the path of an answer as it is called now.
    """
    for upload in session.scalars(select(Upload).where(Upload.draft_id == draft_id)):
        upload.question = now(upload.question)
