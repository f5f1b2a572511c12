"""How a report without login stands: its steps only, for there is nobody to show more to."""

from dataclasses import dataclass

import structlog
from sqlalchemy.orm import Session

from portal.domain.callers import ending_with_page
from portal.domain.case_system import CaseSystem
from portal.domain.cases import Step
from portal.domain.failures import NotFound, SourceError
from portal.storage.submissions import Submission

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Report:
    """The steps of a report; `known` is False when the case system does not tell."""

    steps: tuple[Step, ...]
    known: bool
    is_gone: bool = False
    """Its case isn't for this link (any more): asking again later doesn't help."""


def report_of(database: Session, cases: CaseSystem, submission: Submission) -> Report:
    """How it stands now; no steps yet while it is on its way to the case system. Commits.

    No transaction stays open while that is asked, and it has no longer than a page has.
    """
    if submission.case_key is None:
        return Report((), known=True)
    key = submission.case_key
    database.commit()
    try:
        with ending_with_page():
            return Report(cases.steps_of_report(key), known=True)
    except SourceError as error:
        log.warning("outside_failed", system=error.system, reason=error.reason)
        return Report((), known=False)
    except NotFound:
        # It became somebody's, or confidential, or was removed: nobody with a link is told which.
        return Report((), known=False, is_gone=True)
