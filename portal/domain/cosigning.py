"""Co-signing what was sent: what can happen to it, on which day, and when it becomes a case.

What was sent never lapses: signed or not, it becomes a case, with the day on which it was sent as
the day of application. What is lacking then, staff ask for (Awb 4:5). Days are calendar days in
the Netherlands.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from portal.domain.terms import Term, last_day

REMIND_AFTER_DAYS, ANSWER_WITHIN_DAYS, CASE_WITHIN_DAYS = 7, 14, 3


class CosignState(StrEnum):
    """How it stands."""

    INVITED = "invited"
    REMINDED = "reminded"
    AGREED = "agreed"
    REFUSED = "refused"
    LAPSED = "lapsed"
    """The time to answer is over; what was sent goes on without."""
    WITHDRAWN = "withdrawn"
    """The sender took back what they sent, which becomes a case to say so."""
    CASE_MADE = "case_made"


class CosignEvent(StrEnum):
    """What can happen to it."""

    REMIND = "remind"
    AGREE = "agree"
    REFUSE = "refuse"
    LAPSE = "lapse"
    WITHDRAW = "withdraw"
    MAKE_CASE = "make_case"


class CosignAnswer(StrEnum):
    """What a co-signer can say."""

    AGREE = "agree"
    REFUSE = "refuse"


OPEN = frozenset({CosignState.INVITED, CosignState.REMINDED})
"""The co-signer can still answer."""
UNSIGNED = frozenset({CosignState.REFUSED, CosignState.LAPSED})
"""It goes on without a signature, some days later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cosignature:
    """One co-signature that was asked for: on which day what happened; None: it did not."""

    asked_on: date
    reminded_on: date | None = None
    agreed_on: date | None = None
    refused_on: date | None = None
    lapsed_on: date | None = None
    withdrawn_on: date | None = None
    case_on: date | None = None

    @property
    def state(self) -> CosignState:
        """How it stands: the last thing that happened to it."""
        steps = (
            (self.case_on, CosignState.CASE_MADE),
            (self.withdrawn_on, CosignState.WITHDRAWN),
            (self.agreed_on, CosignState.AGREED),
            (self.refused_on, CosignState.REFUSED),
            (self.lapsed_on, CosignState.LAPSED),
            (self.reminded_on, CosignState.REMINDED),
        )
        return next((state for day, state in steps if day), CosignState.INVITED)

    @property
    def is_signed(self) -> bool:
        """Whether the co-signer agreed, whatever the sender did after."""
        return self.agreed_on is not None

    @property
    def last_day(self) -> date:
        """Until when it can be answered; never on a day without working people (Atw art. 1)."""
        return last_day(self.asked_on, Term(ANSWER_WITHIN_DAYS))

    @property
    def case_day(self) -> date | None:
        """From which day on it becomes a case; None while that hangs on the co-signer."""
        if at_once := self.withdrawn_on or self.agreed_on:
            return at_once
        told_on = self.refused_on or self.lapsed_on
        return told_on + timedelta(days=CASE_WITHIN_DAYS) if told_on else None

    def is_open(self, today: date) -> bool:
        """Whether the co-signer can answer today."""
        return self.state in OPEN and today <= self.last_day

    def is_case_due(self, today: date) -> bool:
        """Whether it has to become a case now."""
        is_over = self.case_on is not None
        return not is_over and self.case_day is not None and today >= self.case_day

    def after(self, event: CosignEvent, today: date) -> Self | None:
        """What it is after this; None where it can't happen (any more), and nothing changes."""
        if not self._takes(event, today):
            return None
        return replace(self, **{_DAY_OF[event]: today})

    def due(self, today: date) -> CosignEvent | None:
        """What the calendar asks of us today; None: nothing."""
        events = (CosignEvent.MAKE_CASE, CosignEvent.LAPSE, CosignEvent.REMIND)
        return next((each for each in events if self._takes(each, today)), None)

    def _takes(self, event: CosignEvent, today: date) -> bool:
        match event:
            case CosignEvent.AGREE | CosignEvent.REFUSE:
                return self.is_open(today)
            case CosignEvent.REMIND:
                is_time = today >= self.asked_on + timedelta(days=REMIND_AFTER_DAYS)
                return is_time and self.is_open(today) and self.reminded_on is None
            case CosignEvent.LAPSE:
                return self.state in OPEN and today > self.last_day
            case CosignEvent.WITHDRAW:
                return self.withdrawn_on is None and self.case_on is None
            case CosignEvent.MAKE_CASE:
                return self.is_case_due(today)


_DAY_OF = {
    CosignEvent.REMIND: "reminded_on",
    CosignEvent.AGREE: "agreed_on",
    CosignEvent.REFUSE: "refused_on",
    CosignEvent.LAPSE: "lapsed_on",
    CosignEvent.WITHDRAW: "withdrawn_on",
    CosignEvent.MAKE_CASE: "case_on",
}
