"""Withdrawing what a resident asked for: until it is decided, or its case has ended (Awb)."""

from dataclasses import dataclass
from enum import Enum, auto

from sqlalchemy.orm import Session

from portal.domain.case_keys import CaseKey
from portal.domain.case_rules import CaseRole, CaseRules, Withdrawal
from portal.domain.cases import Case, CaseFile, CaseInbox
from portal.domain.consultations import About, Activity, DataKind
from portal.domain.people import Actor
from portal.domain.tasks import ReplyTarget, withdrawal_id
from portal.handles import Portal
from portal.services.sources.direct import consulting_for_page
from portal.services.sources.queries import view
from portal.services.tasks.withdrawal import (
    TITLE,
    NewWithdrawal,
    keep_withdrawal,
    shelve_paper,
)
from portal.storage.task_replies import TaskReply, last_sent


class Hindrance(Enum):
    """Why a case can't be withdrawn through the portal."""

    CLOSED = auto()
    DECIDED = auto()
    """There is a decision; or it is not known now whether there is."""
    NOT_HERE = auto()
    """The municipality takes no withdrawal of such a case here, the case takes no document, or
    nobody can know whether there is a decision."""


@dataclass(frozen=True, slots=True)
class WithdrawalOffer:
    """What the page says before it is done."""

    case: Case
    way: Withdrawal
    kinds: tuple[str, ...]
    """Kinds of document that the case takes."""
    hindrance: Hindrance | None
    earlier: TaskReply | None
    """What was done before; None: it was not withdrawn yet."""

    @property
    def document_kind(self) -> str:
        """What kind of document says so in the case; '': it takes none."""
        return self.way.document_kind if self.way.document_kind in self.kinds else self._first

    @property
    def _first(self) -> str:
        return next(iter(self.kinds), "")


def withdrawal_of(database: Session, actor: Actor, key: CaseKey) -> TaskReply | None:
    """How the resident withdrew this case; None: they did not."""
    return last_sent(database, actor.for_party.key, withdrawal_id(key))


def is_offered(rules: CaseRules, file: CaseFile, earlier: TaskReply | None) -> bool:
    """Whether the page of this case offers it."""
    way = rules.of(file.case.case_type).withdrawal
    return earlier is None and _hindrance(file, way) is None


def offer_of(portal: Portal, database: Session, actor: Actor, key: CaseKey) -> WithdrawalOffer:
    """The case as it is now, with what came before. Commits.

    Raises `NotFound`, also for a case that somebody else started; `SourceError`.
    """
    file, inbox = _read(portal, database, actor, key)
    way = portal.case_rules.of(file.case.case_type).withdrawal
    hindrance = _hindrance(file, way)
    if hindrance is None and not (inbox.kinds or way.status):
        hindrance = Hindrance.NOT_HERE
    earlier = withdrawal_of(database, actor, key)
    return WithdrawalOffer(file.case, way, inbox.kinds, hindrance, earlier)


def withdraw(portal: Portal, database: Session, actor: Actor, offer: WithdrawalOffer) -> bool:
    """Withdraw it, and have the worker bring that to the case; twice is once. Commits.

    False where the paper for the case could not be kept now: then nothing was done.
    """
    assert offer.hindrance is None, "it was asked"
    if offer.earlier:
        return True
    case = offer.case
    new = NewWithdrawal(target=_target(offer), subject=case.title or case.number, way=offer.way)
    shelved = shelve_paper(database, portal.municipality, new)
    if shelved is None:
        return False
    keep_withdrawal(database, actor, new, shelved)
    database.commit()
    return True


def _read(
    portal: Portal, database: Session, actor: Actor, key: CaseKey
) -> tuple[CaseFile, CaseInbox]:
    kinds = (DataKind.CASE, DataKind.DECISION)
    line = view(actor, Activity.CASES, kinds, "zaaksysteem", About.of_case(key))
    with consulting_for_page(database, line) as proof:
        return portal.gateways.cases.file_and_inbox(proof, key)


def _hindrance(file: CaseFile, way: Withdrawal) -> Hindrance | None:
    if file.case.is_closed:
        return Hindrance.CLOSED
    is_applicant = file.case.role is CaseRole.APPLICANT
    if not (way.is_possible and is_applicant and file.tells_decisions):
        return Hindrance.NOT_HERE
    return None if file.has_no_decision else Hindrance.DECIDED


def _target(offer: WithdrawalOffer) -> ReplyTarget:
    case = offer.case
    return ReplyTarget(
        id=withdrawal_id(case.key),
        title=TITLE,
        document_kind=offer.document_kind,
        case_key=case.key,
        case_number=case.number,
    )
