"""What a case worker puts in a case: a paper of the municipality, or one that came from others.

It writes what the HTTP API would keep, and sends the same notifications.
"""

from dataclasses import dataclass, replace
from uuid import UUID

from portal.embedded.clock import in_dutch, today
from portal.embedded.desk import casefiles
from portal.embedded.desk.casefile import NoSuchCase, NotPossible
from portal.embedded.desk.decisions import NewDocument, put_document
from portal.embedded.desk.pdf import letter
from portal.embedded.desk.treating import treating
from portal.embedded.world import World

LONGEST_TITLE = 200
"""Characters of `titel`. Source: Documenten API."""
OTHERS = "Een ander"
"""Author (`auteur`) of what came from outside the municipality."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document of one page."""

    kind: UUID
    title: str
    text: str
    is_received: bool
    """Whether it came from outside the municipality."""


def add(world: World, case_id: UUID, paper: Paper) -> UUID:
    """Put it in the case; returns its id.

    Raises `NotPossible` without a title, `NoSuchCase` for a kind that the case type hasn't.
    """
    title = paper.title.strip()[:LONGEST_TITLE]
    if not title:
        raise NotPossible("Schrijf op hoe het document heet.")
    with treating(world, case_id) as desk:
        kinds = casefiles.document_kinds(world, desk.case.zaaktype)
        name = next((each.name for each in kinds if each.id == paper.kind), None)
        if name is None:
            raise NoSuchCase("Dit soort document hoort niet bij deze zaak.")
        day = today()
        new = NewDocument(
            title=title,
            kind=name,
            file_name="document.pdf",
            content=letter(title, paper.text.strip() or title, day=in_dutch(day)),
            day=day,
            is_received=paper.is_received,
        )
        if paper.is_received:
            new = replace(new, author=OTHERS)
        document_id, linked = put_document(desk.connection, world, case_id, new)
        desk.written.append(linked)
        return document_id
