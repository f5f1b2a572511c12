"""What the co-signer does: looks at what the form lets them see, and agrees or refuses."""

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto
from typing import Any

import structlog
from sqlalchemy.orm import Session

from forms import Form
from forms.context import Context
from forms.cosigning import rows_for_cosigner
from forms.path import Path
from forms.reading import Row
from portal.domain.consultations import About, Act, Action, Activity, DataKind, NewConsultation
from portal.domain.cosigning import CosignAnswer, Cosignature, CosignEvent
from portal.domain.days import day_of, today, utc_now
from portal.domain.messages import MessageKind
from portal.domain.people import Actor, Ground, KnownByKey
from portal.domain.persons import PersonRegister
from portal.services.cosigning.releasing import can_answer, message_facts, release, tell_sender
from portal.storage import consultations, cosign_requests, messages, submissions
from portal.storage.cosign_requests import Cosigner, CosignRequest
from portal.storage.form_versions import form_version_of
from portal.storage.owners import bump_revision
from portal.storage.submissions import Submission
from portal.texts.words import Words

log = structlog.get_logger()
EVENTS = {CosignAnswer.AGREE: CosignEvent.AGREE, CosignAnswer.REFUSE: CosignEvent.REFUSE}
TOLD = {
    CosignAnswer.AGREE: MessageKind.COSIGN_AGREED,
    CosignAnswer.REFUSE: MessageKind.COSIGN_REFUSED,
}


class CosignPage(Enum):
    """What somebody who logged in with the link may see."""

    OPEN = auto()
    """What the form shows, and the two answers."""
    AGREED = auto()
    REFUSED = auto()
    OVER = auto()
    """The time is over, or the sender withdrew it: nothing to see."""
    OWN = auto()
    """It is the sender: nobody co-signs what they sent themselves."""
    OF_ANOTHER = auto()
    """Somebody else is asked: nothing to see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CosignVisit:
    """One co-signature, as who logged in with its link meets it; of another nothing is in it."""

    page: CosignPage
    form: Form | None = None
    rows: tuple[Row, ...] = ()
    sender: str = ""
    """The name of the sender, where the form says that it is shown."""
    last_day: date | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class CosignerDesk:
    """Who has logged in, and by what their right to see something is judged."""

    database: Session
    persons: PersonRegister
    actor: Actor
    words: Words


def look(desk: CosignerDesk, request: CosignRequest, submission: Submission) -> CosignVisit:
    """What they see now, with the sender's line of it. Commits. The request is locked.

    Who looks first, of those who may, is the only one from then on.
    """
    page = _page(desk, request, submission)
    if page in {CosignPage.OWN, CosignPage.OF_ANOTHER, CosignPage.OVER}:
        desk.database.rollback()
        return CosignVisit(page=page)
    request.cosigner_id = desk.actor.by_whom
    form = form_version_of(desk.database, submission.version)
    if page is CosignPage.OPEN:
        consultations.write(desk.database, _line(desk.actor, submission))
    desk.database.commit()
    visit = CosignVisit(page=page, form=form, reference=submission.reference)
    return visit if page is not CosignPage.OPEN else _shown(desk, form, request, submission)


def answer(
    desk: CosignerDesk, token: str, said: CosignAnswer | None
) -> tuple[CosignRequest, Submission] | None:
    """Keep what they say, once; what was said before, or is no longer asked, stays. Commits.

    `said`: None where it is neither of the answers. None: the link leads nowhere for them.
    """
    row = cosign_requests.request_of_link(desk.database, token, lock=True)
    if row is None or _page(desk, *row) is CosignPage.OF_ANOTHER:
        desk.database.rollback()
        return None
    request, submission = row
    after = request.signature.after(EVENTS[said], today()) if said else None
    if said is None or after is None or _page(desk, *row) is not CosignPage.OPEN:
        desk.database.rollback()
        return row
    _keep(desk, request, submission, said, after)
    desk.database.commit()
    log.info("cosign_answered", cosign=str(request.id), answer=said)
    return row


def _keep(
    desk: CosignerDesk,
    request: CosignRequest,
    submission: Submission,
    said: CosignAnswer,
    after: Cosignature,
) -> None:
    """Keep the answer, and tell both. Caller commits."""
    request.signature, request.answered_at = after, utc_now()
    request.cosigner_id = desk.actor.by_whom
    bsn = desk.actor.for_party.bsn
    cosign_requests.keep_signer(desk.database, request, Cosigner(bsn))
    tell_sender(desk.database, request, submission, TOLD[said])
    _tell_cosigner(desk, request, submission)
    if said is CosignAnswer.AGREE:
        consultations.write(desk.database, _own_line(desk.actor, submission))
        release(desk.database, request, submission)


def _page(desk: CosignerDesk, request: CosignRequest, submission: Submission) -> CosignPage:
    owner = desk.actor.for_party.key
    if owner == submission.owner_id:
        return CosignPage.OWN
    if request.cosigner_id is None and not submission.is_held:
        return CosignPage.OVER  # who would have been asked isn't known any more
    if not _may_sign(desk, request, submission):
        return CosignPage.OF_ANOTHER
    if request.agreed_on:
        return CosignPage.AGREED
    if request.refused_on:
        return CosignPage.REFUSED
    return CosignPage.OPEN if can_answer(request, submission) else CosignPage.OVER


def _may_sign(desk: CosignerDesk, request: CosignRequest, submission: Submission) -> bool:
    """Whether it is asked of them: who looked first, else whom the sender or the BRP named."""
    if request.cosigner_id is not None:
        return request.cosigner_id == desk.actor.for_party.key
    details, own_bsn = cosign_requests.details_of(desk.database, request), desk.actor.for_party.bsn
    if details.bsn:
        return details.bsn == own_bsn
    if not details.relative:
        return True
    sender = submissions.content_of(desk.database, submission).bsn or ""
    return desk.persons.key_of_relative(sender, own_bsn) == details.relative


def _shown(
    desk: CosignerDesk, form: Form, request: CosignRequest, submission: Submission
) -> CosignVisit:
    content = submissions.content_of(desk.database, submission)
    context = Context(
        today=day_of(submission.made_at),
        facts=content.facts,
        translate=desk.words.text_of,
        locale=desk.words.language.babel,
    )
    shows_name = form.cosign is not None and form.cosign.shows_name
    return CosignVisit(
        page=CosignPage.OPEN,
        form=form,
        rows=rows_for_cosigner(Path(form, content.answers, context)),
        sender=content.initiator.get("name", "") if shows_name else "",
        last_day=request.signature.last_day,
        reference=submission.reference,
    )


def _tell_cosigner(desk: CosignerDesk, request: CosignRequest, submission: Submission) -> None:
    owner_id = desk.actor.for_party.key
    facts: dict[str, Any] = message_facts(desk.database, request, submission)
    facts["has_agreed"] = request.agreed_on is not None
    messages.add_message_and_notify(
        desk.database, owner_id, MessageKind.COSIGN_ANSWERED, about=str(request.id), facts=facts
    )
    bump_revision(desk.database, owner_id)


def _line(actor: Actor, submission: Submission) -> NewConsultation:
    """That the co-signer looked at what this resident sent."""
    act = Act(Activity.SUBMISSION, Action.VIEWED, (DataKind.ANSWERS,), "portaal")
    about = About("submission", submission.reference)
    line = NewConsultation.on(Ground.COSIGNER, KnownByKey(submission.owner_id), act, about)
    return replace(line, acted_by=actor.by_whom, draft_id=submission.draft_id)


def _own_line(actor: Actor, submission: Submission) -> NewConsultation:
    """That who signed is told to the case system."""
    act = Act(Activity.SUBMISSION, Action.SHARED, (DataKind.IDENTITY,), "zaaksysteem")
    return NewConsultation.by(actor, act, About("submission", submission.reference))
