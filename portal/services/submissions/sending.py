"""Sending: a draft becomes a submission, in one transaction with all that follows from it."""

from dataclasses import dataclass
from typing import Any

import structlog

from forms import engine
from forms.case_terms import CaseTerms
from forms.consents import answered
from forms.path import PathPage
from portal.domain.consents import ConsentState
from portal.domain.cosigning import Cosignature
from portal.domain.days import day_of, today
from portal.domain.messages import MessageKind
from portal.domain.people import Ground
from portal.domain.references import new_reference
from portal.domain.security_events import EventKind, note_event
from portal.domain.terms import last_day_to_send, promise
from portal.services.consents.answering import reply_in_form
from portal.services.submissions.open_draft import (
    FormVisit,
    OpenDraft,
    load_open_draft,
)
from portal.services.submissions.sent_page import TabState
from portal.services.submissions.snapshot import Snapshot, take_snapshot
from portal.storage import (
    cosign_requests,
    deliveries,
    drafts,
    form_tasks,
    messages,
    own_tasks,
    payments,
    submissions,
    uploads,
)
from portal.storage.deliveries import Errand
from portal.storage.own_tasks import OwnTask
from portal.storage.owners import bump_revision
from portal.storage.submissions import Submission

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Sent:
    """It is received: now, or before from the same draft. Nothing of it is lost any more."""

    submission: Submission
    is_first: bool
    cents_to_pay: int = 0
    """What has to be paid for it now; 0 for nothing, or where it was sent before."""


@dataclass(frozen=True, slots=True)
class NothingToSend:
    """There is no such draft, and none was sent."""

    visit: FormVisit


@dataclass(frozen=True, slots=True)
class NotComplete:
    """`page` has to be answered first."""

    open_draft: OpenDraft
    page: PathPage


@dataclass(frozen=True, slots=True)
class ChangedSinceCheck:
    """Another tab changed the answers after they were checked, or it costs something else now."""

    open_draft: OpenDraft
    is_same_draft: bool
    """Whether the answers are what they were: then the amount changed, as with the new year."""


SendResult = Sent | NothingToSend | NotComplete | ChangedSinceCheck


def send(visit: FormVisit, tab: TabState) -> SendResult:
    """Send the draft whose answers were checked in this tab. Commits.

    Sending it twice gives the one submission twice; from `Sent` on nothing is lost (rule 2).
    """
    open_draft = load_open_draft(visit, for_update=True)
    if open_draft is None or open_draft.draft.id != tab.draft or open_draft.asks_nothing:
        before = submissions.sent_from(visit.database, tab.draft) if tab.draft else None
        # Without login the draft's id is the only proof: as hard to guess as the tracking link.
        if before and (before.tracking_hash or before.owner_id == visit.owner_id):
            return Sent(before, is_first=False)
        return NothingToSend(visit)
    page = open_draft.page_to_resume
    if page is not None:
        return NotComplete(open_draft, page)
    is_same_draft = tab.revision == open_draft.draft.revision
    if not is_same_draft or tab.cents not in (None, open_draft.cents_to_pay):
        return ChangedSinceCheck(open_draft, is_same_draft)
    snapshot = take_snapshot(open_draft)
    page = _page_of_unready_file(open_draft)
    if page is not None:
        return NotComplete(open_draft, page)
    submission = _write(open_draft, snapshot)
    tasks = _tasks(open_draft, submission)
    own_tasks.add(visit.database, tasks)
    _announce(open_draft, snapshot, submission, tasks)
    _give_to_worker(open_draft, submission)
    changes = _reply_to_consents(open_draft)
    drafts.remove(visit.database, open_draft.draft)
    visit.database.commit()
    for change in changes:
        note_event(EventKind.CONSENT_CHANGED, change)
    log.info("submission_sent", form=submission.slug, reference=submission.reference)
    return Sent(submission, is_first=True, cents_to_pay=snapshot.cents_to_pay)


def _page_of_unready_file(open_draft: OpenDraft) -> PathPage | None:
    """The page with a file that is still looked into, or is of no use; None: there is none."""
    files = open_draft.context.uploads
    for page in open_draft.reachable_pages.values():
        kept = (file for placed in page.placed for file in files.get(str(placed.path), ()))
        if any(file.fault or file.is_processing for file in kept):
            return page
    return None


def _write(open_draft: OpenDraft, snapshot: Snapshot) -> Submission:
    """Add the submission, and give it the files of the draft."""
    database, actor = open_draft.visit.database, open_draft.visit.actor
    submission = Submission(
        owner_id=open_draft.draft.owner_id,
        acted_by=actor.by_whom if actor else open_draft.draft.owner_id,
        draft_id=open_draft.draft.id,
        reference=new_reference(open_draft.visit.portal.settings.case_number_prefix),
        slug=open_draft.form.slug,
        version=open_draft.form.version,
        language=open_draft.visit.words.language.code,
        ground=actor.ground if actor else Ground.ANONYMOUS,
        level=actor.level if actor else 0,
        case_type=snapshot.terms.case_type,
        is_answered=snapshot.terms.is_answered,
        tracking_hash=None if actor else submissions.tracking_hash(database, open_draft.draft.id),
    )
    submissions.add(database, submission, snapshot.content)
    if snapshot.cents_to_pay and open_draft.form.fee:
        payments.add(database, submission, snapshot.cents_to_pay, open_draft.form.fee.law)
    if snapshot.cosign:
        cosign_requests.add(database, submission, snapshot.cosign)
    uploads.hand_over(database, open_draft.draft.id, submission.id, set(snapshot.files))
    bump_revision(database, submission.owner_id)
    return submission


def _give_to_worker(open_draft: OpenDraft, submission: Submission) -> None:
    """Let it become a case, and the task that it was filled in for end: neither waits for both.

    What somebody else has to sign first waits; see `services.cosigning`.
    """
    database, draft = open_draft.visit.database, open_draft.draft
    if not submission.is_held:
        deliveries.queue(database, Errand.submission(submission.id))
    form_task = form_tasks.note_sent(database, draft.owner_id, draft.id, submission.id)
    if form_task:
        deliveries.queue(database, Errand.form_task(form_task))


def _tasks(open_draft: OpenDraft, submission: Submission) -> list[OwnTask]:
    """A task for each question that was answered with "later".

    None where nobody logged in: who sent it has no page to send more from.
    """
    if submission.tracking_hash:
        return []
    form, sent = open_draft.form, day_of(submission.made_at)
    return [
        OwnTask(
            owner_id=submission.owner_id,
            submission_id=submission.id,
            question=str(placed.path),
            title=placed.question.short or placed.question.label,
            document_kind=form.case.documents[placed.question.id],
            last_day=last_day_to_send(sent, placed.question.days_to_send),
            is_optional=not placed.question.required,
        )
        for placed in engine.files_to_come(open_draft.path)
    ]


def _announce(
    open_draft: OpenDraft, snapshot: Snapshot, submission: Submission, tasks: list[OwnTask]
) -> None:
    """Tell that it was received, at the address that came with it."""
    database, owner_id = open_draft.visit.database, open_draft.draft.owner_id
    if snapshot.contact:
        language = open_draft.visit.words.language.code
        messages.keep_given_contact(database, owner_id, {**snapshot.contact, "language": language})
    facts: dict[str, Any] = {
        "title": open_draft.form.discreet_title,
        "reference": submission.reference,
        **_promised(snapshot.terms, submission),
        "to_send": [_to_send(task) for task in tasks if not task.is_optional],
        "may_send": [_to_send(task) for task in tasks if task.is_optional],
    }
    if open_draft.visit.actor is None:
        facts["is_report"] = True
    if snapshot.cosign and open_draft.form.cosign:
        last_day = Cosignature(asked_on=today()).last_day
        facts["cosign"] = [open_draft.form.cosign.who, last_day.isoformat()]
    messages.add_message_and_notify(
        database, owner_id, MessageKind.RECEIVED, about=str(submission.id), facts=facts
    )


def _promised(terms: CaseTerms, submission: Submission) -> dict[str, str]:
    """What the message says of by when the municipality acts; nothing where nobody is answered."""
    promised = promise(terms, day_of(submission.made_at))
    if promised is None:
        return {}
    last_day = promised.last_day.isoformat()
    return {"promised": last_day, "law": promised.law, "until": promised.until}


def _to_send(task: OwnTask) -> list[str]:
    return [task.title, task.last_day.isoformat()]


def _reply_to_consents(open_draft: OpenDraft) -> list[ConsentState]:
    visit = open_draft.visit
    if visit.actor is None:
        return []
    answers = answered(open_draft.path)
    slug = open_draft.form.slug
    return reply_in_form(visit.database, visit.portal, visit.actor, answers, slug)
