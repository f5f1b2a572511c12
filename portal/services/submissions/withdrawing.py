"""Withdrawing what was sent and is no case yet: it becomes one, and is withdrawn at once then.

So nothing that was sent is lost or half made, no delivery has to be stopped, and who reads the case
sees what was asked and that it was withdrawn.
"""

from dataclasses import dataclass
from enum import Enum, auto

from sqlalchemy.orm import Session

from forms import Form
from portal.domain.case_keys import CaseNumber
from portal.domain.case_rules import CaseRules, Withdrawal
from portal.domain.people import Actor
from portal.domain.tasks import ReplyTarget, withdrawal_id_of_submission, withdrawal_ids_of
from portal.handles import Portal
from portal.services.cosigning.releasing import release_withdrawn
from portal.services.submissions.delivery import ANSWERS
from portal.services.tasks.withdrawal import (
    TITLE,
    NewWithdrawal,
    keep_withdrawal,
    shelve_paper,
)
from portal.storage.cosign_requests import request_of_submission
from portal.storage.form_versions import form_version_of
from portal.storage.submissions import Submission, submission_standing_still
from portal.storage.task_replies import TaskReply, withdrawals_of


class WithdrawalOutcome(Enum):
    """What came of withdrawing it."""

    DONE = auto()
    NOT_KEPT = auto()
    """The paper for the case could not be kept now; nothing was done."""
    NO_LONGER = auto()
    """It became a case meanwhile, or went on by hand; nothing was done."""


@dataclass(frozen=True, slots=True)
class SubmissionOffer:
    """What the page says before it is done."""

    submission: Submission
    form: Form
    way: Withdrawal
    earlier: TaskReply | None
    """What was done before; None: it was not withdrawn yet."""

    @property
    def is_possible(self) -> bool:
        """Whether it can be withdrawn here: nothing is decided while there is no case."""
        return self.way.is_possible and self.submission.is_waiting

    @property
    def is_open(self) -> bool:
        """Whether it can still be done."""
        return self.is_possible and self.earlier is None


def withdrawal_of(database: Session, submission: Submission) -> TaskReply | None:
    """How its sender withdrew it, as a case or before; None: they did not."""
    target_ids = withdrawal_ids_of(submission.id, submission.case_key)
    withdrawals = withdrawals_of(database, submission.owner_id, target_ids)
    return next(iter(withdrawals.values()), None)


def offer_of(rules: CaseRules, database: Session, submission: Submission) -> SubmissionOffer:
    """What can be done about this submission, with what came before."""
    form = form_version_of(database, submission.version)
    way = rules.of(submission.case_type or form.case.type).withdrawal
    return SubmissionOffer(submission, form, way, withdrawal_of(database, submission))


def withdraw(
    portal: Portal, database: Session, actor: Actor, offer: SubmissionOffer
) -> WithdrawalOutcome:
    """Withdraw it: its case hears of it as soon as it is there. Twice is once. Commits."""
    assert offer.is_possible, "it was asked"
    if offer.earlier:
        return WithdrawalOutcome.DONE
    new = _withdrawal(offer)
    shelved = shelve_paper(database, portal.municipality, new)
    if shelved is None:
        return WithdrawalOutcome.NOT_KEPT
    owner_id = actor.for_party.key
    # Before the submission: who answers takes the two in this order as well.
    request_of_submission(database, owner_id, offer.submission.id, lock=True)
    submission = submission_standing_still(database, owner_id, offer.submission.id)
    if submission is None or not submission.is_waiting:
        database.rollback()
        return WithdrawalOutcome.NO_LONGER
    keep_withdrawal(database, actor, new, shelved)
    release_withdrawn(database, submission)
    database.commit()
    return WithdrawalOutcome.DONE


def _withdrawal(offer: SubmissionOffer) -> NewWithdrawal:
    """Its paper is of the kind that the municipality's file names, else of that of the answers."""
    submission, form = offer.submission, offer.form
    target = ReplyTarget(
        id=withdrawal_id_of_submission(submission.id),
        title=TITLE,
        document_kind=offer.way.document_kind or form.case.documents[ANSWERS],
        case_key=None,
        case_number=CaseNumber(submission.reference),
        submission=submission.id,
    )
    return NewWithdrawal(
        target=target, subject=form.discreet_title, way=offer.way, draft_id=submission.draft_id
    )
