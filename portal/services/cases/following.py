"""Following a case: the worker reads what it says now and tells the resident what is new."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

import structlog
from sqlalchemy.orm import Session, sessionmaker

from portal.domain.case_keys import CaseKey, CaseNumber
from portal.domain.cases import CaseFile, Progress, StepState
from portal.domain.consultations import (
    About,
    Act,
    Action,
    Activity,
    DataKind,
    NewConsultation,
)
from portal.domain.days import day_of, today, utc_now
from portal.domain.failures import NotFound, OfSomebodyElse, SourceUnavailable
from portal.domain.messages import MessageKind
from portal.domain.news import News, of_case, of_steps, of_tasks
from portal.domain.outside import Gateways
from portal.domain.people import OwnerId, Party
from portal.domain.remedies import NO_REMEDIES, RemedyRegister
from portal.domain.tasks import withdrawal_id
from portal.storage import messages, task_replies
from portal.storage.case_ends import note_case_ended, note_case_missing
from portal.storage.consultations import assign_case, assign_kinds, consulting
from portal.storage.owners import bump_revision, resident_of
from portal.storage.submissions import submission_by_case

log = structlog.get_logger()

TOGETHER = timedelta(minutes=10)
"""A task and a status that were made within this time belong together."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the case of a resident, however often it is tried."""

    resident: Party
    key: CaseKey
    since: datetime
    """When its first try began."""
    remedies: RemedyRegister
    """What residents are told that they can do against a decision."""

    @property
    def id(self) -> UUID:
        """The same for each of its tries, another for each look."""
        return uuid5(self.key.id, self.since.astimezone(UTC).isoformat())


def follow(
    make_session: sessionmaker[Session],
    gateways: Gateways,
    key: CaseKey,
    since: datetime | None = None,
    *,
    remedies: RemedyRegister = NO_REMEDIES,
) -> None:
    """Tell who asked for this case what is new; raises `SourceError`: call again.

    `since`: when the first try of this look began; None: this is it, and it began now.
    `remedies`: what one can do against a decision.
    """
    try:
        bsn = gateways.cases.subject_of(key)
    except NotFound:  # it is of another case system: nobody was asked, so nothing is known of it
        log.warning("case_of_another_system", system=key.system)
        return
    with make_session() as database:
        try:
            if bsn is None:
                _follow_report(database, gateways, key)
            else:
                look = Look(resident_of(database, bsn), key, since or utc_now(), remedies)
                _follow_case(database, gateways, look)
        except OfSomebodyElse:  # there it is: its initiator changed while we looked
            log.info("case_of_somebody_else", case=str(key))
        except NotFound:
            note_case_missing(database, key, today())
        database.commit()


def _follow_report(database: Session, gateways: Gateways, key: CaseKey) -> None:
    """A report without login: its news goes to the address that came with it, if any.

    What a resident sent may be of nobody by now too: it is not theirs any more, and no news.
    """
    submission = submission_by_case(database, key)
    if submission is None:
        return
    database.commit()  # no transaction stays open while the case system is asked
    steps = gateways.cases.steps_of_report(key)
    last = steps[-1].at if steps and steps[-1].state is not StepState.NEXT else None
    note_case_ended(database, key, day_of(last) if last else None)
    if submission.tracking_hash is None:
        return
    common = {"title": "", "number": submission.number, "is_report": True}
    _tell(database, submission.owner_id, of_steps(steps, key, common, datetime.now(UTC)))


def _follow_case(database: Session, gateways: Gateways, look: Look) -> None:
    bump_revision(database, look.resident.key)  # committed with the line, before anything is asked
    line = _line(look, DataKind.CASE)
    # One look, with one line of each system, until it succeeds as a whole; what was read was read,
    # also where the other system is down.
    with consulting(database, line, again_since=look.since) as proof:
        file = gateways.cases.case_without_documents(proof, look.key)
        assign_case(database, proof, file.case.number)
        if file.has_no_decision or not file.tells_decisions:
            assign_kinds(database, proof, (DataKind.CASE,))
        note_case_ended(database, look.key, file.case.closed)
    _tell_news(database, gateways, look, file)
    _check_is_whole(database, file)


def _check_is_whole(database: Session, file: CaseFile) -> None:
    """Raise `SourceUnavailable` where news may be in what gave no answer: what is known is told.

    Commits. What is odd or refused is passed over: another look would find the same.
    """
    silent = next((part for part in file.unread_parts if part.is_unavailable), None)
    if silent:
        database.commit()
        system = "cases" if silent.name == "steps" else silent.name
        raise SourceUnavailable(system, silent.reason)


def _tell_news(database: Session, gateways: Gateways, look: Look, file: CaseFile) -> None:
    resident, key = look.resident, look.key
    waits = file.case.progress is Progress.WAITING_FOR_YOU
    earlier = messages.told_of_case(database, resident.key, key)
    news = of_case(file, look.remedies, datetime.now(UTC), earlier)
    status = [each for each in news if waits and each.kind is MessageKind.STATUS]
    _tell(database, resident.key, [each for each in news if each not in status])
    database.commit()  # other news of the case doesn't wait for a task register that is down
    line = _line(look, DataKind.TASK, file.case.number)
    with consulting(database, line, again_since=look.since) as proof:
        answer = gateways.tasks.tasks_of(proof)
    withdrawal = task_replies.last_sent(database, resident.key, withdrawal_id(key))
    task_notices = of_tasks(
        [
            task
            for task in answer.value
            if task.case_key == key and not (withdrawal and task.takes_documents)
        ]
    )
    _tell(database, resident.key, task_notices)
    last_notices = messages.last_told(database, resident.key, [each.about for each in task_notices])
    # "Wij wachten op u" and the task are one message: that of the task, which says what to do.
    if last_notices is None or last_notices < _began(file) - TOGETHER:
        _tell(database, resident.key, status)


def _began(file: CaseFile) -> datetime:
    now = [step.at for step in file.steps if step.state is StepState.NOW and step.at]
    return now[-1] if now else datetime.min.replace(tzinfo=UTC) + TOGETHER


def _tell(database: Session, owner_id: OwnerId, found: list[News]) -> None:
    for news in found:
        messages.add_message_and_notify(
            database, owner_id, news.kind, about=news.about, facts=news.facts
        )


def _line(look: Look, kind: DataKind, number: CaseNumber | None = None) -> NewConsultation:
    is_case = kind is DataKind.CASE
    kinds = (kind, DataKind.DECISION) if is_case else (kind,)
    source = "zaaksysteem" if is_case else "takenregister"
    act = Act(Activity.MESSAGES, Action.CHECKED, kinds, source)
    about = replace(About.of_case(look.key), case_number=number or "")
    return replace(NewConsultation.by_system(look.resident, act, about), look_id=look.id)
