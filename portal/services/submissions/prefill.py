"""What registers say about the resident: shown in a form, not asked (WCAG 3.3.7)."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import structlog

from portal.domain.consultations import About, Action, Activity, DataKind
from portal.domain.failures import NotFound
from portal.domain.people import Actor
from portal.domain.persons import RELATIVE
from portal.domain.switches import BRP
from portal.services.sources.person_facts import facts_of_person
from portal.services.sources.queries import PERSON, view
from portal.services.sources.query import SourceQuery, ask
from portal.services.submissions.open_draft import OpenDraft, load_open_draft, lock_open_draft
from portal.storage.drafts import save_facts
from portal.storage.messages import contact_of

log = structlog.get_logger()


def prefill(open_draft: OpenDraft) -> OpenDraft:
    """The draft with what registers say about the resident, if they can be asked now. Commits.

    The form goes on without it (rule 1), and the next page tries again.
    """
    actor = open_draft.visit.actor
    if actor is None or open_draft.content.facts_at or BRP in open_draft.visit.state.sources_off:
        return open_draft
    _keep_facts(open_draft, _read_facts(open_draft, actor))
    return load_open_draft(open_draft.visit) or open_draft


def _read_facts(open_draft: OpenDraft, actor: Actor) -> dict[str, Any] | None:
    """What the population register says; None when it can't be asked now. Commits the line."""
    visit, kinds = open_draft.visit, (DataKind.IDENTITY, DataKind.ADDRESS, DataKind.HOUSEHOLD)
    look = view(actor, Activity.FORM, kinds, "BRP", About("form", visit.slug))
    # It is the municipality that asks for it; after sending, the line goes with the case.
    line = replace(look, action=Action.FETCHED, draft_id=open_draft.draft.id)
    read = visit.portal.gateways.persons.person
    query = SourceQuery("person", line, read, PERSON, is_asked_anew=True)
    try:
        result = ask(visit.database, actor, query)
    except NotFound:
        log.warning("person_not_in_register")
        return {"person": {}}
    if result.value is None:
        return None
    facts = facts_of_person(result.value)
    # Without all relatives no one can be chosen: then their names are asked for instead.
    has_all = all(part.name != RELATIVE for part in result.missing)
    return facts if has_all else {"person": facts["person"]}


def _keep_facts(open_draft: OpenDraft, facts: dict[str, Any] | None) -> None:
    """Add these facts to the draft, beside what a page may have saved meanwhile. Commits."""
    locked = lock_open_draft(open_draft)
    if locked is None:
        return
    database, content = locked.visit.database, locked.content
    contact = contact_of(database, locked.draft.owner_id)
    content.facts |= {"contact": contact} | (facts or {})
    content.facts_at = datetime.now(UTC).isoformat() if facts else ""
    save_facts(database, locked.draft, content)
    database.commit()
