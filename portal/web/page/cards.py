"""What more than one page shows as a card: cases, tasks, concepts, messages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from flask import url_for

from portal.domain.cases import Case, Progress
from portal.domain.tasks import Task
from portal.domain.terms import DueDay, due_day
from portal.storage.drafts import DraftSummary, StoredDraft, kept_until
from portal.storage.messages import Message
from portal.storage.overview import MessageSummary
from portal.storage.submissions import SubmissionSummary
from portal.texts.message_texts import message_text
from portal.texts.names import ShownName, case_name, task_name
from portal.texts.words import Words
from portal.web.edge.case_addresses import addresses_of_cases
from portal.web.edge.request_context import current_state, settings
from portal.web.words.deliveries import handed_over_words
from portal.web.words.form_titles import title_of_form
from portal.web.words.formats import words

TITLES = 1000
"""Kinds of cases of which the name is kept as it is compared."""


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A case in a list."""

    name: ShownName
    subject: str
    """What it is about, where that is more than its name; as the municipality wrote it."""
    number: str
    progress: Progress
    started: date
    expected: date | None
    closed: date | None
    url: str


@dataclass(frozen=True, slots=True)
class TaskCard:
    """Something to do."""

    name: ShownName
    last_day: DueDay | None
    case_title: str
    url: str


@dataclass(frozen=True, slots=True)
class WaitingCard:
    """What was sent and is not in the case system yet, or never will be by itself."""

    title: str
    sent_at: datetime
    reference: str
    url: str
    handed_over: str
    """A sentence where an employee has it on paper; else empty."""


@dataclass(frozen=True, slots=True)
class DraftCard:
    """A concept to go on with."""

    title: str
    url: str
    saved_at: datetime
    kept_until: date


@dataclass(frozen=True, slots=True)
class MessageCard:
    """A message in a list."""

    title: str
    sent_at: datetime
    is_read: bool
    url: str


def case_cards(cases: Iterable[Case]) -> list[CaseCard]:
    """Cases as cards."""
    address_of, page_words = addresses_of_cases(), words()
    return [_case_card(case, page_words, address_of(case.key)) for case in cases]


def _case_card(case: Case, page_words: Words, address: str) -> CaseCard:
    expected = None if case.is_closed or case.suspension is not None else due_day(case.expected)
    return CaseCard(
        case_name(page_words, case.title, case.number),
        subject_of(case),
        case.number,
        case.progress,
        case.started,
        expected.day if expected and not expected.has_passed else None,
        case.closed,
        address,
    )


def subject_of(case: Case) -> str:
    """What a case is about; '' where that only repeats the name of its kind."""
    description = _compared(case.description)
    return case.description if description and description != _compared_title(case.title) else ""


def _compared(text: str) -> str:
    return " ".join(text.split()).rstrip(".").casefold()


_compared_title = lru_cache(TITLES)(_compared)
"""Of the name of a kind of case: the same for everybody."""


def task_card(task: Task, case_title: str = "") -> TaskCard:
    """A task as a card that opens straight on the upload; `case_title` where it is not clear."""
    return TaskCard(
        task_name(words(), task.title, task.case_number),
        due_day(task.last_day, outages=current_state().outages),
        case_title,
        url_for("cases.task", task_id=task.id),
    )


def waiting_card(submission: SubmissionSummary) -> WaitingCard:
    """A submission on its way as a card."""
    slug, reference = submission.slug, submission.reference
    url = url_for("submissions.receipt", slug=slug, reference=reference)
    title = title_of_form(slug)
    at = submission.handed_over_at
    handed_over = handed_over_words(at) if at else ""
    return WaitingCard(title, submission.made_at, reference, url, handed_over)


def draft_card(draft: StoredDraft | DraftSummary) -> DraftCard:
    """A concept as a card."""
    url = url_for("submissions.begin", slug=draft.slug)
    last_day = kept_until(draft, settings().draft_days)
    return DraftCard(title_of_form(draft.slug), url, draft.changed_at, last_day)


def message_card(message: Message | MessageSummary, facts: dict[str, Any]) -> MessageCard:
    """A message as a card; `facts` fill in its words."""
    text = message_text(words(), message.kind, facts)
    url = url_for("messages.message", message_id=message.id)
    return MessageCard(text.title, message.made_at, message.read_at is not None, url)
