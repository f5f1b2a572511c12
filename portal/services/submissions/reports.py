"""How a report without login stands: its steps only, for there is nobody to show more to."""

from dataclasses import dataclass

import structlog

from portal.domain.cases import CaseSystem, Step
from portal.domain.failures import NotFound, SourceError
from portal.storage.submissions import Submission

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Report:
    """The steps of a report; `known` is False when the case system does not tell."""

    steps: tuple[Step, ...]
    known: bool


def report_of(cases: CaseSystem, submission: Submission) -> Report:
    """How it stands now; no steps yet while it is on its way to the case system."""
    if submission.case_key is None:
        return Report((), known=True)
    try:
        return Report(cases.steps_of_report(submission.case_key), known=True)
    except SourceError as error:
        log.warning("outside_failed", system=error.system, reason=error.reason)
        return Report((), known=False)
    except NotFound:
        # The case became somebody's, or confidential: how it stands is no longer for this link.
        return Report((), known=False)
