"""What more than one page shows as a card: cases, tasks, concepts, messages."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from forms.keys import FormSlug
from forms.money import as_shown
from portal.domain.cases import Case, Progress
from portal.domain.tasks import Task, withdrawal_id
from portal.domain.terms import DueDay, due_day
from portal.storage.drafts import DraftSummary, StoredDraft, kept_until
from portal.storage.messages import Message
from portal.storage.overview import MessageSummary, OwnTaskSummary
from portal.storage.waiting_submissions import SubmissionSummary
from portal.texts.message_texts import message_text
from portal.texts.names import (
    ShownName,
    case_name,
    own_task_name,
    own_task_subject,
    subject_in,
    task_name,
)
from portal.texts.words import Words
from portal.web.edge.case_addresses import addresses_of_cases
from portal.web.edge.request_context import current_state, settings
from portal.web.words.deliveries import passing_on_words, waiting_words, withdrawn_words
from portal.web.words.form_titles import title_of_form
from portal.web.words.formats import words

NOTHING_SENT: Mapping[UUID, datetime | None] = MappingProxyType({})


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
    result: str
    """Name of how it ended (Dutch); '' before that, or where it has none."""
    url: str
    is_late: bool = False
    """Whether its last day, promised or by law, has passed."""
    has_namesakes: bool = False
    """Whether others in the list have its name: then its link says more."""
    withdrawn: str = ""
    """That the resident withdrew it, and how that stands; '': they didn't."""


@dataclass(frozen=True, slots=True)
class TaskCard:
    """Something to do."""

    name: ShownName
    last_day: DueDay | None
    case_name: ShownName | None
    """Of the case, or the form, that it belongs to; None where that is clear from the page."""
    url: str
    brought_at: datetime | None = None
    """When the resident said that they brought it on paper."""
    is_optional: bool = False
    """Whether nothing waits for it."""


@dataclass(frozen=True, slots=True)
class WaitingCard:
    """What was sent and is not in the case system yet, or never will be by itself."""

    title: str
    sent_at: datetime
    reference: str
    url: str
    state: str
    """How it stands, in whole sentences."""


@dataclass(frozen=True, slots=True)
class DraftCard:
    """A concept to go on with."""

    title: str
    url: str
    saved_at: datetime
    kept_until: date
    is_ended: bool = False
    """Whether it can't be finished any more: its form is no longer there."""


@dataclass(frozen=True, slots=True)
class MessageCard:
    """A message in a list."""

    title: str
    sent_at: datetime
    is_read: bool
    url: str


def case_cards(
    cases: Iterable[Case], sent: Mapping[UUID, datetime | None] = NOTHING_SENT
) -> list[CaseCard]:
    """Cases as cards.

    `sent`: since when their cases have what the resident sent, by the id of what it was sent for;
    None while it is on its way.
    """
    address_of, page_words = addresses_of_cases(), words()
    cards = [_case_card(case, page_words, address_of(case.key), sent) for case in cases]
    counts = Counter(card.name.text for card in cards)
    return [replace(card, has_namesakes=counts[card.name.text] > 1) for card in cards]


def _case_card(
    case: Case, page_words: Words, address: str, sent: Mapping[UUID, datetime | None]
) -> CaseCard:
    withdrawn = _withdrawn(case, sent)
    has_dates = not (case.is_closed or case.stands_still or withdrawn)
    expected = due_day(case.expected) if has_dates else None
    due = due_day(case.due, is_legal=True) if has_dates else None
    return CaseCard(
        case_name(page_words, case.title, case.number),
        subject_of(case),
        case.number,
        case.progress,
        case.started,
        expected.day if expected and not expected.has_passed else None,
        case.closed,
        case.result if case.is_closed else "",
        address,
        is_late=any(day.has_passed for day in (expected, due) if day),
        withdrawn=withdrawn,
    )


def _withdrawn(case: Case, sent: Mapping[UUID, datetime | None]) -> str:
    """That it was withdrawn; of what has ended no more than that."""
    target_id = withdrawal_id(case.key)
    if target_id not in sent:
        return ""
    is_on_its_way = sent[target_id] is None and not case.is_closed
    return " ".join((withdrawn_words(), *((passing_on_words(),) if is_on_its_way else ())))


def subject_of(case: Case) -> str:
    """What a case is about; '' where that only repeats the name of its kind."""
    return subject_in(case.title, case.description)


def task_card(task: Task, of_case: ShownName | None = None) -> TaskCard:
    """A task as a card that opens straight on the upload; `of_case` where that is not clear."""
    return TaskCard(
        name_of_task(task),
        due_day(task.last_day, outages=current_state().outages),
        of_case,
        url_for("cases.task", task_id=task.id),
        task.brought_at,
        task.is_optional,
    )


def name_of_task(task: Task) -> ShownName:
    """What a task is called on this page."""
    if task.is_own:
        return own_task_name(words(), task.title, is_optional=task.is_optional)
    return task_name(words(), task.title, task.case_number)


def subject_of_task(task: Task) -> ShownName:
    """What is to be sent for it: its name, without the verb where we wrote that."""
    return own_task_subject(words(), task.title) if task.is_own else name_of_task(task)


def own_task_card(task: OwnTaskSummary) -> TaskCard:
    """What a resident said in a form to send later, as a card."""
    return TaskCard(
        own_task_name(words(), task.title, is_optional=task.is_optional),
        due_day(task.last_day, outages=current_state().outages),
        ShownName(title_of_form(task.slug), words().language.code),
        url_for("cases.task", task_id=task.id),
        is_optional=task.is_optional,
    )


def payment_card(
    slug: FormSlug, reference: str, cents: int, *, is_of_page: bool = False
) -> TaskCard:
    """What has to be paid, as a card; `is_of_page`: it is clear what for."""
    amount, code = as_shown(cents, words().language.babel), words().language.code
    return TaskCard(
        ShownName(_("Betaal nog: %(amount)s", amount=amount), code),
        None,
        None if is_of_page else ShownName(title_of_form(slug), code),
        url_for("payments.show", reference=reference),
    )


def in_order(cards: Iterable[TaskCard]) -> list[TaskCard]:
    """What is to be done first on top."""
    return sorted(cards, key=lambda card: card.last_day.day if card.last_day else date.max)


def waiting_card(submission: SubmissionSummary) -> WaitingCard:
    """A submission on its way as a card."""
    slug, reference = submission.slug, submission.reference
    url = url_for("submissions.receipt", slug=slug, reference=reference)
    title = title_of_form(slug)
    return WaitingCard(title, submission.made_at, reference, url, waiting_words(submission))


def draft_card(draft: StoredDraft | DraftSummary) -> DraftCard:
    """A concept as a card."""
    is_ended = draft.slug in current_state().forms_ended
    url = url_for("submissions.start" if is_ended else "submissions.begin", slug=draft.slug)
    last_day = kept_until(draft, settings().draft_days)
    return DraftCard(title_of_form(draft.slug), url, draft.changed_at, last_day, is_ended)


def message_card(message: Message | MessageSummary, facts: dict[str, Any]) -> MessageCard:
    """A message as a card; `facts` fill in its words."""
    text = message_text(words(), message.kind, facts)
    url = url_for("messages.message", message_id=message.id)
    return MessageCard(text.title, message.made_at, message.read_at is not None, url)
