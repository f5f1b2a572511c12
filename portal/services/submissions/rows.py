"""The rows of a group that repeats: one added, one taken away."""

from forms.path import PathPage
from forms.structure import Repeat
from portal.services.submissions.open_draft import OpenDraft
from portal.services.submissions.sent_page import SentPage
from portal.storage import drafts, uploads


def change_rows(open_draft: OpenDraft, page: PathPage, sent: SentPage) -> str:
    """Add a row, or take one away; gives the id of the page to go on to. Commits.

    Raises `DraftChanged`; not where the draft is locked. What the group has no room for, or must
    keep, stays as it is.
    """
    group, content = page.page.repeat, open_draft.content
    assert group is not None
    rows = {key: content.answers.get(group.id, {}).get(key, {}) for key in page.rows}
    next_id = page.page.id
    if sent.remove_row in rows and len(rows) > group.at_least:
        del rows[sent.remove_row]
        _forget(open_draft, page, group, sent.remove_row)
    elif not sent.remove_row and len(rows) < group.at_most:
        key = _new_key(open_draft, page)
        rows[key] = {}
        next_id = f"{page.page.id}-{key}"
    content.answers[group.id] = rows
    drafts.save_page(open_draft.visit.database, open_draft.draft, content, page.page.id)
    open_draft.visit.database.commit()
    return next_id


def _new_key(open_draft: OpenDraft, page: PathPage) -> str:
    """One that no row had before: a tab that shows one that is gone changes no other."""
    start = f"{page.page.id}-"
    saved = (
        name.removeprefix(start) for name in open_draft.content.saved if name.startswith(start)
    )
    return str(1 + max((int(key) for key in (*page.rows, *saved)), default=0))


def _forget(open_draft: OpenDraft, page: PathPage, group: Repeat, key: str) -> None:
    """Keep nothing of a row: what was typed in it, and the files that went with it."""
    page_id = f"{page.page.id}-{key}"
    open_draft.content.raw_input.pop(page_id, None)
    open_draft.content.answers.pop(f"page:{page_id}", None)
    database, draft = open_draft.visit.database, open_draft.draft
    for upload in uploads.uploads_of_draft(database, draft.owner_id, draft.id):
        if upload.question.startswith(f"{group.id}.{key}."):
            uploads.remove(database, draft.owner_id, draft.id, upload.id)
