"""The days of a case as its page tells them: what moved them, and when its term doesn't run."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.domain.cases import Case, CaseFile, Progress, StepState
from portal.domain.tasks import Task
from portal.domain.terms import DueDay, due_day
from portal.services.cases.reading import CasePage
from portal.web.edge.request_context import current_state


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDays:
    """What is promised of the end of a case, and what was before it was put off."""

    expected: DueDay | None = None
    """The day that the municipality plans; None where the law's is the same, or none is told."""
    due: DueDay | None = None
    """The last day by law; None where there is none, or none is told."""
    expected_before: date | None = None
    due_before: date | None = None
    waits: bool = False
    """Whether its term doesn't run because the resident has to do something (Awb 4:15)."""
    waits_until: DueDay | None = None
    """Until when, once that has passed too; None where no last day is told, or nothing waits."""
    waited: bool = False
    """Whether it waited for the resident before."""
    was_suspended: bool = False
    ends_by_withdrawal: bool = False
    """Whether the resident withdrew it: then no day is promised any more."""

    @property
    def stood_still(self) -> bool:
        """Whether time may have to be added to its days: how much, nobody tells."""
        return self.was_suspended or self.waited

    @property
    def passed(self) -> DueDay | None:
        """The day that was promised and has passed, the law's first; None where none has."""
        days = (self.due, self.expected)
        return next((day for day in days if day and day.has_passed), None)


def case_days(page: CasePage, file: CaseFile) -> CaseDays:
    """The days of a case; none where it has ended, or where its term doesn't run."""
    case = file.case
    if page.withdrawal:
        return CaseDays(ends_by_withdrawal=True)
    if case.is_closed or case.suspension is not None:
        return CaseDays()
    until = None
    if case.progress is Progress.WAITING_FOR_YOU:
        until = _last_day(page.tasks.value or ())
        if until is None or not until.has_passed:
            return CaseDays(waits=not page.on_the_way, waits_until=until)
    return _running(case, page, waits_until=until, waited=until is not None or _waited(file))


def _running(case: Case, page: CasePage, *, waits_until: DueDay | None, waited: bool) -> CaseDays:
    due = due_day(case.due, is_legal=True) if page.has_legal_term else None
    expected = due_day(case.expected)
    due_before = due_day(case.due_before, is_legal=True)
    return CaseDays(
        expected=expected if expected != due else None,
        due=due,
        expected_before=case.expected_before,
        due_before=due_before.day if due_before else None,
        waits_until=waits_until,
        waited=waited,
        was_suspended=case.was_suspended,
    )


def _last_day(tasks: Iterable[Task]) -> DueDay | None:
    """The day on which all that is asked must be there; None where something has none."""
    days = [task.last_day for task in tasks]
    if not days or None in days:
        return None
    return due_day(max(day for day in days if day), outages=current_state().outages)


def _waited(file: CaseFile) -> bool:
    """Whether a step that has passed waited for the resident."""
    waiting = (step for step in file.steps if step.progress is Progress.WAITING_FOR_YOU)
    return any(step.state is StepState.DONE for step in waiting)
