"""What registers say about the resident: shown in a form, not asked (WCAG 3.3.7)."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import structlog
from sqlalchemy.orm import Session

from portal.domain.consultations import Action, Activity, DataKind
from portal.domain.failures import NotFound
from portal.domain.outside import Gateways
from portal.domain.people import Actor
from portal.domain.persons import Person
from portal.services.sources.queries import PERSON, view
from portal.services.sources.query import SourceQuery, ask
from portal.storage.drafts import Draft, content_of, draft_of, save_facts
from portal.storage.messages import contact_of

log = structlog.get_logger()


def read_facts(
    database: Session, gateways: Gateways, actor: Actor, draft: Draft
) -> dict[str, Any] | None:
    """What the population register says; None when it can't be asked now.

    The form goes on without it (rule 1), and the next page tries again. Commits the line.
    """
    kinds = (DataKind.IDENTITY, DataKind.ADDRESS, DataKind.HOUSEHOLD)
    seen = view(actor, Activity.FORM, kinds, "BRP", ("form", draft.slug))
    # It is the municipality that asks for it; after sending, the line goes with the case.
    line = replace(seen, action=Action.FETCHED, trace_id=draft.id)
    query = SourceQuery("person", line, gateways.persons.person, PERSON)
    try:
        result = ask(database, actor, query)
    except NotFound:
        log.warning("person_not_in_register")
        return None
    return None if result.value is None else _as_facts(result.value)


def keep_facts(database: Session, owner_key: str, slug: str, read: dict[str, Any] | None) -> None:
    """Add to the draft what was read, beside what a page may have saved meanwhile. Commits."""
    draft = draft_of(database, owner_key, slug, for_update=True)
    if draft is None:
        return
    content = content_of(database, draft)
    content.facts |= {"contact": contact_of(database, owner_key)} | (read or {})
    content.facts_at = datetime.now(UTC).isoformat() if read else ""
    save_facts(database, draft, content)
    database.commit()


def _as_facts(person: Person) -> dict[str, Any]:
    shown: dict[str, Any] = {"name": person.name}
    if person.born:
        shown["born"] = person.born.isoformat()
    if person.address:
        address = person.address
        shown["address"] = {
            "street": address.street,
            "number": address.number,
            "letter": address.letter,
            "addition": address.addition,
            "postcode": address.postcode,
            "city": address.city,
        }
    household = [
        {
            "key": relative.key,
            "name": relative.name,
            "relation": str(relative.relation),
            "born": relative.born.isoformat() if relative.born else None,
        }
        for relative in person.relatives
    ]
    return {"person": shown, "household": household}
