"""Drafts of a form: begun where there is none, thrown away."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from forms import Form
from forms.keys import FormSlug
from portal.domain.people import OwnerId
from portal.services.submissions.open_draft import FormVisit, OpenDraft, load_open_draft
from portal.services.submissions.prefill import prefill
from portal.storage import drafts, form_tasks


def begin(
    database: Session, form: Form, owner_id: OwnerId, facts: Mapping[str, Any] | None = None
) -> None:
    """Have a draft of this form with these facts in it; what was filled in before stays. Commits.

    Other facts than it had make a new revision: what was checked is something else now.
    """
    drafts.begin(database, owner_id, form.slug, form.version)
    if facts:
        _add_facts(database, owner_id, form.slug, facts)
    database.commit()


def begin_or_resume(visit: FormVisit, task_id: UUID | None = None) -> OpenDraft | None:
    """The visitor's draft, begun where there is none, with what registers say. Commits.

    None: there is none and nobody begins one, or finishes it. `task_id`: the task that it
    is filled in for; whose that is, is looked at once it was sent. Without login nobody knows.
    """
    if visit.state.can_begin(visit.slug):
        begin(visit.database, visit.newest, visit.owner_id)
    open_draft = load_open_draft(visit)
    if open_draft is None:
        return None
    if task_id and visit.actor:
        form_tasks.begin(visit.database, visit.owner_id, open_draft.draft.id, task_id)
        visit.database.commit()
    return prefill(open_draft)


def discard(visit: FormVisit) -> bool:
    """Throw the visitor's draft away, if there is one; gives whether there was. Commits.

    Of a form that can be finished and not begun it stays: it could not be begun again.
    """
    if not (visit.state.can_begin(visit.slug) or visit.slug in visit.state.forms_ended):
        return False
    draft = drafts.draft_of(visit.database, visit.owner_id, visit.slug, for_update=True)
    if draft:
        drafts.remove(visit.database, draft)
        visit.database.commit()
    return draft is not None


def _add_facts(
    database: Session, owner_id: OwnerId, slug: FormSlug, facts: Mapping[str, Any]
) -> None:
    draft = drafts.draft_of(database, owner_id, slug, for_update=True)
    assert draft is not None
    content = drafts.content_of(database, draft)
    if any(content.facts.get(name) != fact for name, fact in facts.items()):
        content.facts |= facts
        drafts.save(database, draft, content)
