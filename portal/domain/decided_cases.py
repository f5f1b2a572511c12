"""A decision held against the municipality's file: what one can do, and until when."""

from dataclasses import dataclass
from datetime import date

from portal.domain.cases import CaseFile, Decision, EndOfDecision
from portal.domain.days import today
from portal.domain.outages import Outage
from portal.domain.remedies import CaseOutcome, Remedy, RemedyRegister
from portal.domain.terms import LastDays, Term, last_day, last_days, shifted

WITHDRAWN = (EndOfDecision.WITHDRAWN, EndOfDecision.WITHDRAWN_ON_REQUEST)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyTerm:
    """What one can do against a decision, and until when."""

    remedy: Remedy | None
    """None where the municipality's file has none for such a decision."""
    last_day: date | None
    """The earliest of the days that are told; None where none is."""
    latest_day: date | None
    """The latest of them; another than the earliest where they don't agree."""

    def last_days(self, outages: tuple[Outage, ...] = ()) -> LastDays | None:
        """How its days are told today; None where none is."""
        return last_days(self.last_day, self.latest_day, outages)


def remedy_term(register: RemedyRegister, file: CaseFile, decision: Decision) -> RemedyTerm:
    """What one can do against this decision of a case, and until when.

    The decision's own day, the file's term and that of the decision type should be one day. Where
    they are not, the earliest is the only one on which nobody is too late. A day that is not
    after the sending is a mistake and no term: it takes no right away.
    """
    remedy = register.remedy_of(file.case.case_type, decision.title)
    sent = decision.sent
    days = {_by_law(sent, day) for day in (decision.last_day_to_object, decision.usual_last_day)}
    by_file = remedy.last_day(sent) if remedy and sent else None
    last_days = sorted(day for day in {*days, by_file} if day)
    return RemedyTerm(
        remedy=remedy,
        last_day=last_days[0] if last_days else None,
        latest_day=last_days[-1] if last_days else None,
    )


def has_ended(decision: Decision) -> bool:
    """Whether a decision holds no more; one that ends on a day that is still to come holds."""
    if decision.ends:
        return decision.ends <= today()
    return decision.end in WITHDRAWN


def is_withdrawn(decision: Decision) -> bool:
    """Whether it holds no more, and not because its time was over: nobody has to object to it.

    Against one that was to hold for some time only, one may still object once that time is over.
    """
    return has_ended(decision) and decision.end is not EndOfDecision.TEMPORARY


def will_be_withdrawn(decision: Decision) -> bool:
    """Whether the municipality said that it withdraws it from a day on that is still to come."""
    return decision.end in WITHDRAWN and not has_ended(decision)


def outcome_of(register: RemedyRegister, file: CaseFile, decision: Decision) -> CaseOutcome | None:
    """What a decision means to who asked; None where the municipality's file doesn't say.

    A result is the case's. With several decisions nobody can say of which of them it is. One that
    was withdrawn means nothing any more.
    """
    if is_withdrawn(decision):
        return None
    if decision.title in register.decisions:
        return register.decisions[decision.title]
    valid = [each for each in file.decisions if not is_withdrawn(each)]
    is_only = len(valid) == 1 and not file.unread_parts
    return register.results.get((file.case.case_type, file.case.result)) if is_only else None


def _by_law(sent: date | None, day: date | None) -> date | None:
    """A last day as the Atw moves it; None for one that is not after the day of sending."""
    if day is None or (sent and day <= sent):
        return None
    return last_day(sent, Term((day - sent).days)) if sent else shifted(day)
