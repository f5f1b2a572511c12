"""What a draft says at the moment that it is sent: the content of the submission."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from forms import engine, reading
from forms.case_terms import CaseTerms, terms_called_for
from forms.context import Context
from forms.cosigning import cosigner_address, cosigner_bsn, partner_key
from forms.kinds.known import fact_lines, remark_lines
from forms.path import Path
from forms.reading import SummarySection
from portal.services.submissions.open_draft import OpenDraft
from portal.storage.cosign_requests import CosignDetails
from portal.storage.submissions import SubmissionContent


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is sent. `contact` holds the e-mail address and phone number, as far as answered."""

    content: SubmissionContent
    contact: dict[str, str]
    files: frozenset[UUID]
    """The uploads that belong to it; others of the draft are off its path."""
    terms: CaseTerms
    """What is promised of it."""
    cents_to_pay: int
    """What is paid for it online; 0 for nothing."""
    cosign: CosignDetails | None
    """Who is asked to sign it too; None: nobody."""


def take_snapshot(open_draft: OpenDraft) -> Snapshot:
    """The answers on the path, and all of them as people read them, in Dutch."""
    path = open_draft.path
    answers = engine.answers_on_path(path)
    contact = engine.contact(open_draft.form, answers)
    dutch = Context(
        today=open_draft.context.today,
        facts=open_draft.context.facts,
        translate=str,
        is_logged_in=open_draft.context.is_logged_in,
        can_pay=open_draft.context.can_pay,
        uploads=open_draft.context.uploads,
    )
    sections = reading.summary(Path(open_draft.form, open_draft.content.answers, dutch))
    person = open_draft.content.facts.get("person") or {}
    actor = open_draft.visit.actor
    content = SubmissionContent(
        bsn=actor.for_party.bsn if actor else None,
        answers=answers,
        facts=open_draft.content.facts,
        summary=[*_who(dutch), *(_printed(section) for section in sections)],
        initiator={"name": person.get("name", ""), **contact},
    )
    files = frozenset(UUID(file) for file in engine.attached_files(path))
    terms, cents = terms_called_for(path), open_draft.cents_to_pay
    return Snapshot(content, contact, files, terms, cents, _cosign(open_draft))


def _cosign(open_draft: OpenDraft) -> CosignDetails | None:
    path, address = open_draft.path, cosigner_address(open_draft.path)
    if not address:
        return None
    return CosignDetails(
        address=address,
        language=open_draft.visit.words.language.code,
        bsn=cosigner_bsn(path),
        relative=partner_key(path),
    )


def _printed(section: SummarySection) -> dict[str, Any]:
    rows = [
        {"label": row.label, "lines": list(row.lines) or ["Niet ingevuld"]} for row in section.rows
    ]
    return {"title": section.title, "rows": rows}


def _who(dutch: Context) -> list[dict[str, Any]]:
    """Who sends it, as the register said: for the paper; nothing where nobody logged in."""
    person: Any = dutch.facts.get("person")
    if not person:
        return []
    facts = (
        ("Naam", "person.name"),
        ("Geboren", "person.born"),
        ("Adres van nu", "person.address"),
    )
    rows = [{"label": label, "lines": list(fact_lines(path, dutch))} for label, path in facts]
    if remarks := remark_lines(dutch):
        rows.append({"label": "Let op", "lines": list(remarks)})
    return [{"title": "Wie dit doorgeeft", "rows": rows}]
