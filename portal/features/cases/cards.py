"""A case with its documents and decisions as its page shows them."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from portal.domain.case_rules import CaseRole
from portal.domain.cases import Case, CaseFile, DocumentSender
from portal.domain.failures import SourceUnavailable
from portal.domain.remedies import RemedyRegister
from portal.domain.tasks import Task
from portal.features.cases.date_cards import case_days
from portal.features.cases.decision_cards import NextStepCard, decision_cards, next_step_card
from portal.features.cases.document_cards import document_cards
from portal.features.cases.relative_cards import (
    payment_words,
    relative_cards,
    representation_words,
)
from portal.features.cases.timeline_cards import is_same, step_cards
from portal.features.cases.withdrawal import withdrawal_card
from portal.services.cases.reading import CasePage
from portal.services.consultations.counts import HistoryCounts
from portal.services.consultations.history import ConsultationHistory
from portal.services.consultations.paging import CaseName
from portal.services.sources.queries import Shown, as_of, shown
from portal.services.sources.query import SourceResult
from portal.texts.names import case_name
from portal.web.page.cards import (
    TaskCard,
    in_order,
    message_card,
    payment_card,
    subject_of,
    task_card,
)
from portal.web.page.consultation_cards import ConsultationCard, cards_of
from portal.web.page.contact_cards import case_contacts
from portal.web.words.deliveries import delay_words
from portal.web.words.formats import words
from portal.web.words.look_summary import LookSubject, LookSummary, summary_sentences

NEWEST = 3
"""Looks that the page of a case itself shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationSummary:
    """In short who looked at the case; `newest` is empty where nobody did, or nobody knows."""

    sentences: tuple[str, ...]
    newest: tuple[ConsultationCard, ...]
    url: str


def consultation_summary(case: Case, looked: ConsultationHistory) -> ConsultationSummary:
    """In short who looked at this case; its own page has it all, also what our computer did."""
    tallies, name = looked.tallies(), _case_name(case)
    summary = LookSummary(
        counts=HistoryCounts.of(looked.register, tallies, lambda _line: name),
        subject=LookSubject.CASE,
        months=looked.months,
        is_whole=looked.is_whole,
    )
    return ConsultationSummary(
        sentences=summary_sentences(summary),
        newest=tuple(cards_of(looked.newest(tallies, NEWEST), lambda _line: name)),
        url=url_for("consultations.case", key=case.key),
    )


def _case_name(case: Case) -> CaseName:
    return CaseName(case.key, case.number, case_name(words(), case.title, case.number).text)


def _explanation(file: CaseFile) -> str:
    """Why the case ended so; '' where a decision on the same page says it in the same words."""
    explanation = file.case.result_explanation
    is_said = any(is_same(decision.text, explanation) for decision in file.decisions)
    return "" if is_said else explanation


def _send_url(case: Case) -> str:
    """Where to send a document for it; '' where nothing can be sent."""
    if case.is_closed or case.role is not CaseRole.APPLICANT:
        return ""
    return url_for("cases.ask_document", key=case.key)


def _around(page: CasePage, file: CaseFile) -> dict[str, object]:
    """What there is around the case: who acts for whom, pay, other cases and messages."""
    return {
        "representation": representation_words(file.representation),
        "payment": payment_words(file.case, is_withdrawn=page.withdrawal is not None),
        "related": relative_cards(file),
        "messages": [message_card(message.message, message.facts) for message in page.messages],
    }


def _acts(page: CasePage, case: Case, remedies: RemedyRegister) -> list[NextStepCard]:
    """What the municipality's file says that one can do in such a case, as it stands now."""
    if page.withdrawal:
        return []
    steps = remedies.steps_when_ended if case.is_closed else remedies.steps_while_running
    return [next_step_card(step) for step in steps(case.case_type)]


def tasks_context(
    tasks: SourceResult[list[Task]], own: list[Task], to_pay: tuple[TaskCard, ...] = ()
) -> dict[str, object]:
    """What the page of a case shows of what is asked in it; `own`: what was said to come later."""
    cards = [*to_pay, *(task_card(task) for task in (*(tasks.value or []), *own))]
    return {"tasks": in_order(cards), "tasks_source": shown(tasks)}


def _to_pay(page: CasePage, case: Case) -> tuple[TaskCard, ...]:
    """What has to be paid for an open case that nobody withdrew."""
    payment, sent = page.payment, page.sent
    is_over = case.is_closed or page.withdrawal is not None
    if payment is None or sent is None or is_over or not payment.is_due:
        return ()
    return (payment_card(sent.slug, sent.reference, payment.cents, is_of_page=True),)


def case_context(page: CasePage, remedies: RemedyRegister) -> dict[str, object]:
    """What the page of a case shows; raises `SourceUnavailable` where nothing of it is known."""
    file = page.file
    if file.value is None or page.looked is None:
        raise SourceUnavailable("zaaksysteem", "nothing is known of this case")
    case_file = file.value
    case = case_file.case
    return {
        "case": case,
        "name": case_name(words(), case.title, case.number),
        "subject": subject_of(case),
        "explanation": _explanation(case_file),
        "days": case_days(page, case_file),
        "steps": step_cards(case_file),
        **tasks_context(page.tasks, [] if case.is_closed else page.own_tasks, _to_pay(page, case)),
        "documents_ours": document_cards(case_file, DocumentSender.MUNICIPALITY),
        "documents_yours": document_cards(case_file, DocumentSender.RESIDENT),
        "documents_others": document_cards(case_file, DocumentSender.OTHERS),
        "on_the_way": [
            (
                sent.name,
                delay_words(sent.reply)
                or _("U heeft dit gestuurd. Wij zetten het nog bij uw zaak."),
            )
            for sent in page.on_the_way
        ],
        "is_party": case.role is CaseRole.INTERESTED,
        "send_url": _send_url(case),
        "withdrawal": withdrawal_card(page),
        "summary_url": url_for("cases.summary", key=case.key),
        "contact": case_file.contact,
        "contacts": case_contacts(case.key, page.contacts) if page.contacts else None,
        **_around(page, case_file),
        "decisions": decision_cards(case_file, remedies),
        "acts": _acts(page, case, remedies),
        "has_letter": any(decision.documents for decision in case_file.decisions),
        "looked": consultation_summary(case, page.looked),
        "source": Shown((), file.is_fresh, as_of(file)),
        "unread": {part.name for part in file.missing},
    }
