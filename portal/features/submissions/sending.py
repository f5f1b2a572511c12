"""Sending: a draft becomes a submission, in one transaction with all that follows from it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from forms import Form, Json, engine
from forms.context import Context
from forms.definition import Page
from forms.engine import SummarySection
from portal.domain.addresses import Address
from portal.domain.messages import MessageKind
from portal.domain.people import Ground
from portal.domain.terms import Term, add_working_days, last_day
from portal.features.submissions.desk import Desk
from portal.storage import jobs, messages, submissions, uploads
from portal.storage.base import vault_of
from portal.storage.submissions import Submission, SubmissionContent
from portal.web.consenting import reply_in_form

log = structlog.get_logger()
ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXZ"
"""No vowels and nothing that looks like another: to read out on the phone."""


class NotComplete(Exception):
    """A question is still open; `page` is where."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.id)
        self.page = page


class Changed(Exception):
    """The answers are not those that were checked: another tab changed them meanwhile."""


@dataclass(frozen=True, slots=True)
class Promise:
    """By when the municipality acts; `law` says which term, empty for its own service norm."""

    last_day: date
    law: str


def send(database: Session, desk: Desk, language: str, *, checked: int | None) -> Submission:
    """Send the draft, whose answers were checked at this revision.

    Raises `NotComplete` and `Changed`. Commits: from here on nothing is lost (rule 2).
    """
    first = desk.first_open
    if first is not None:
        raise NotComplete(first)
    if checked != desk.draft.revision:
        raise Changed
    given = engine.given(desk.form, desk.content.answers, desk.context)
    contact = engine.contact(desk.form, given)
    submission = submissions.add(
        database, _submission(database, desk, language), _content(desk, given, contact)
    )
    keep = {UUID(file) for file in engine.attached_files(desk.form, given)}
    uploads.hand_over(database, desk.draft.id, submission.id, keep)
    if contact:
        messages.keep_contact(database, desk.owner_key, {**contact, "language": language})
    _announce(database, desk, submission)
    if desk.actor:
        answers = desk.content.answers
        reply_in_form(database, desk.actor, desk.form, answers, desk.context)
    jobs.defer(
        database, jobs.DELIVER, lock=f"submission:{submission.id}", submission=str(submission.id)
    )
    database.delete(desk.draft)
    database.commit()
    log.info("submission_sent", form=submission.slug, reference=submission.reference)
    return submission


def tracking_token(database: Session, draft_id: UUID) -> str:
    """The secret in the tracking link of a report: the same for the same draft."""
    return vault_of(database).hash(str(draft_id), "tracking token")[:40]


def promise(form: Form, sent: date) -> Promise:
    """By when the municipality acts on a submission of this day.

    A legal term ends on a working day (Algemene termijnenwet); without one the service norm holds.
    """
    term = form.case.term
    if term:
        return Promise(last_day(sent, Term(term.weeks * 7)), term.law)
    return Promise(add_working_days(sent, form.case.service_days), "")


def _submission(database: Session, desk: Desk, language: str) -> Submission:
    token_hash = None
    if desk.actor is None:
        token = tracking_token(database, desk.draft.id)
        token_hash = vault_of(database).hash(token, "tracking")
    return Submission(
        owner_key=desk.owner_key,
        draft_id=desk.draft.id,
        reference=_reference(),
        slug=desk.form.slug,
        version=desk.form.version,
        language=language,
        ground=desk.actor.ground if desk.actor else Ground.ANONYMOUS,
        level=desk.actor.level if desk.actor else 0,
        tracking_hash=token_hash,
    )


def _content(desk: Desk, given: Mapping[str, Json], contact: dict[str, str]) -> SubmissionContent:
    dutch = Context(
        today=desk.context.today,
        facts=desk.context.facts,
        translate=str,
        uploads=desk.context.uploads,
    )
    sections = engine.summary(desk.form, desk.content.answers, dutch)
    person = desk.content.facts.get("person") or {}
    return SubmissionContent(
        bsn=desk.actor.for_whom.bsn if desk.actor else None,
        answers=dict(given),
        facts=desk.content.facts,
        summary=[*_who(dutch), *(_printed(section) for section in sections)],
        initiator={"name": person.get("name", ""), **contact},
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
    rows = [{"label": "Naam", "lines": [person["name"]]}]
    if "born" in person:
        rows.append({"label": "Geboren", "lines": [dutch.day(_day(person["born"]))]})
    if "address" in person:
        lines = Address(**person["address"]).lines
        rows.append({"label": "Adres van nu", "lines": list(lines)})
    return [{"title": "Wie dit doorgeeft", "rows": rows}]


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _announce(database: Session, desk: Desk, submission: Submission) -> None:
    facts: dict[str, Any] = {"title": desk.form.title, "reference": submission.reference}
    if desk.actor is None:
        facts["is_report"] = True
    messages.tell_and_mail(
        database,
        desk.owner_key,
        MessageKind.RECEIVED,
        about=str(submission.id),
        facts=facts,
    )


def _reference() -> str:
    first, second = ("".join(secrets.choice(ALPHABET) for _n in range(4)) for _part in "ab")
    return f"{first}-{second}"
