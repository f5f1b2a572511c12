"""How a try of a job ended: noted in the database, and when the next one is due."""

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

import structlog
from sqlalchemy.orm import Session, sessionmaker

from portal.domain.days import utc_now
from portal.domain.deliveries import (
    BUSY_WAIT_S,
    LONGEST_WAIT_S,
    REST_WAIT_S,
    SLOW_WAIT_S,
    WHAT_WAS_SENT,
    FailureKind,
    StuckRule,
    wait_after,
)
from portal.domain.failures import (
    AVAILABLE_LATER,
    InvalidSourceAnswer,
    SourceError,
    SourceRefused,
    SourceResting,
    SourceUnavailable,
)
from portal.services.deliveries.delays import tell_sender
from portal.storage import deliveries
from portal.storage.deliveries import Errand, WaitingDelivery
from portal.storage.delivery_lock import Busy

log = structlog.get_logger()
AS_AN_OUTAGE = frozenset({FailureKind.DOWN, FailureKind.UNREADABLE})
"""Between these it may change from one try to the next."""


@dataclass(frozen=True, slots=True)
class NextTry:
    """When a job is tried again; None: not by itself."""

    after: timedelta | None


@dataclass(frozen=True, slots=True)
class Tries:
    """The tries of all jobs of this process."""

    sessions: sessionmaker[Session]
    _next: dict[tuple[str, str], NextTry] = field(default_factory=dict)

    def of(self, errand: Errand, rule: StuckRule = WHAT_WAS_SENT) -> "Try":
        """A try of this errand, as a context."""
        return Try(self, errand, rule)

    def plan(self, errand: Errand, next_try: NextTry) -> None:
        """Keep when it is due, until `take_next` asks."""
        self._next[errand.task, errand.subject] = next_try

    def take_next(self, task: str, subjects: list[str]) -> NextTry | None:
        """When the job about one of these is due; None where its failure could not be noted."""
        plans = [self._next.pop((task, subject), None) for subject in subjects]
        return next((plan for plan in plans if plan), None)


@dataclass(slots=True)
class Try(AbstractContextManager["Try"]):
    """One try; what it raises goes on."""

    tries: Tries
    errand: Errand
    rule: StuckRule
    began: datetime = field(default_factory=utc_now)
    failing_since: datetime | None = None
    """When the first try of this errand began, where that failed and it waits for no operator."""

    @property
    def since(self) -> datetime:
        """When the first try began: this one, or one before it that failed."""
        return self.failing_since or self.began

    def __enter__(self) -> Self:
        """Begin anew where an earlier job got stuck and gave up: this is later news, or a retry."""
        if not self.rule.goes_on:
            with self.tries.sessions() as database:
                deliveries.begin_anew(database, self.errand)
                waiting = deliveries.waiting_delivery(database, self.errand)
                self.failing_since = waiting.since if waiting else None
                database.commit()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Note how it ended."""
        if error is None:
            record_success(self.tries.sessions, self.errand)
        elif isinstance(error, Busy):
            self.tries.plan(self.errand, NextTry(timedelta(seconds=BUSY_WAIT_S)))
        elif isinstance(error, Exception):
            plan = record_failure(
                self.tries.sessions, self.errand, self.rule, error, began=self.began
            )
            self.tries.plan(self.errand, plan)


def record_success(sessions: sessionmaker[Session], errand: Errand) -> None:
    """It is done; where a system had failed, it is back, and others need not wait for it."""
    with sessions() as database:
        system = deliveries.forget(database, errand)
        if system:
            deliveries.free_waiting(database, errand.task, system)
        database.commit()


def record_failure(
    sessions: sessionmaker[Session],
    errand: Errand,
    rule: StuckRule,
    error: Exception,
    *,
    began: datetime | None = None,
) -> NextTry:
    """Count a failed try; what is stuck by it is told to its sender, once.

    `began`: when this try began; None: just now.
    """
    with sessions() as database:
        now = utc_now()
        delivery = deliveries.locked(database, errand, began)
        is_looking = delivery.is_probe and fault_of(error, rule) is FailureKind.DOWN
        is_counted = not isinstance(error, SourceResting) and not is_looking
        if is_counted:
            _count(delivery, error, fault_of(error, rule))
        elif not delivery.system and isinstance(error, SourceError):
            delivery.system, delivery.cause = error.system, error.reason
        _judge(delivery, rule, now, is_final=_is_final(error, rule))
        after = _wait(delivery, rule, now, is_counted=is_counted)
        rest = _rest(error)
        after = after and max(after, rest)
        delivery.not_before = now + rest if rest else None
        delivery.tried_at, delivery.is_probe = now, False
        delivery.next_try_at = now + (after or timedelta(seconds=SLOW_WAIT_S))
        database.commit()
        if delivery.stuck_at:
            tell_sender(database, errand)  # each time: whoever was told is not told again
            database.commit()
        return NextTry(after)


def _count(delivery: WaitingDelivery, error: Exception, fault: FailureKind) -> None:
    is_same = delivery.fault == fault or {delivery.fault, fault} <= AS_AN_OUTAGE
    delivery.tries = delivery.tries + 1 if is_same else 1
    delivery.fault = fault
    if isinstance(error, SourceError):
        delivery.system, delivery.cause = error.system, error.reason
    else:
        delivery.system, delivery.cause = "", type(error).__name__


def fault_of(error: Exception, rule: StuckRule = WHAT_WAS_SENT) -> FailureKind:
    """Whose fault this failure is."""
    if isinstance(error, SourceRefused):
        is_later = error.status in AVAILABLE_LATER and not _is_final(error, rule)
        return FailureKind.DOWN if is_later else FailureKind.REFUSED
    if isinstance(error, InvalidSourceAnswer):
        return FailureKind.UNREADABLE
    return FailureKind.DOWN if isinstance(error, SourceUnavailable) else FailureKind.OURS


def _is_final(error: Exception, rule: StuckRule) -> bool:
    """Whether an operator has to look at once.

    Not at what is tried no more by then: a scope that lacks for a weekend may lose no message.
    """
    return rule.goes_on and isinstance(error, SourceRefused) and error.is_final


def _rest(error: Exception) -> timedelta:
    """How long the system wants to be left alone, so long as that is within reason."""
    asked_s = error.retry_after_s if isinstance(error, SourceUnavailable) else None
    return timedelta(seconds=min(asked_s or 0, LONGEST_WAIT_S))


def _judge(delivery: WaitingDelivery, rule: StuckRule, now: datetime, *, is_final: bool) -> None:
    fault = FailureKind(delivery.fault) if delivery.fault else FailureKind.DOWN
    is_stuck = is_final or rule.is_stuck(fault, delivery.tries, now - delivery.since)
    if delivery.stuck_at or not is_stuck:
        return
    delivery.stuck_at = now
    log.error(
        "delivery_stuck",
        task=delivery.task,
        subject=delivery.subject,
        system=delivery.system,
        reason=delivery.cause,
        tries=delivery.tries,
    )


def _wait(
    delivery: WaitingDelivery, rule: StuckRule, now: datetime, *, is_counted: bool
) -> timedelta | None:
    """How long until the next try; what uses up no try keeps its time, if it had one."""
    if delivery.stuck_at and not rule.goes_on:
        return None
    if not is_counted:
        return max(delivery.next_try_at - now, timedelta(seconds=REST_WAIT_S))
    if delivery.stuck_at:
        return timedelta(seconds=SLOW_WAIT_S)
    return wait_after(delivery.tries)
