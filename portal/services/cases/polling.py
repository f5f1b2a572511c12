"""Looking after cases ourselves, while the case system tells of nothing.

Notifications may be lost for longer: a subscription that went, a token that was replaced. So when
none came for six hours, each open case that the portal made is asked once a day whether it
changed: one call, with one line. Only what changed is looked at as after a notification. What
comes in meanwhile does no harm: a look counts as having looked after the case, and ends the round.
"""

from datetime import timedelta

import structlog
from sqlalchemy.orm import Session, sessionmaker

from portal.domain.callers import Caller, CallTerm, Work, calling
from portal.domain.case_system import CaseSystem
from portal.domain.consultations import About, Act, Action, Activity, DataKind, NewConsultation
from portal.domain.days import utc_now
from portal.domain.failures import NotFound, SourceError, SourceUnavailable
from portal.domain.people import KnownByKey
from portal.measures import count_poll
from portal.services.cases.notifications import queue_look
from portal.storage import polling
from portal.storage.consultations import end_all, write
from portal.storage.heard import last_heard
from portal.storage.polling import OpenCase

log = structlog.get_logger()
SILENT_FOR = timedelta(hours=6)
"""So long nothing was heard before cases are polled."""
ROUNDS_A_DAY = 24 * 6
"""One each ten minutes: the cases of a day are spread over it."""
MOST_IN_ROUND = 100
"""Also where there are more cases than that in a day: then each is polled less often."""
ROUND_S = 60.0
"""Seconds that a round may take: deliveries and mails need the worker too."""
POLLING = Act(Activity.MESSAGES, Action.CHECKED, (DataKind.CASE,), "zaaksysteem")


def poll(make_session: sessionmaker[Session], cases: CaseSystem) -> int:
    """One round over the case systems that are silent; gives how many cases were asked. Commits."""
    with make_session() as database:
        open_counts = polling.count_open(database)
        database.commit()
    term = CallTerm(ROUND_S)
    with calling(Caller(Work.POLLING, term=term)), make_session() as database:
        return sum(
            _poll_system(database, cases, system, count, term)
            for system, count in open_counts.items()
        )


def _poll_system(
    database: Session, cases: CaseSystem, system: str, count: int, term: CallTerm
) -> int:
    """Poll a share of this system's cases; ends where it is down, or tells of something again."""
    if not _is_silent(database, system):
        return 0
    asked = 0
    for case in polling.take_unheard(database, system, share_of(count)):
        if not term.left or not _is_silent(database, system):
            break
        asked += 1
        outcome = _poll_case(database, cases, case)
        count_poll(outcome)
        if outcome == "down":
            break
    if asked:
        log.info("cases_polled", system=system, asked=asked, open=count)
    return asked


def share_of(count: int) -> int:
    """How many of so many open cases one round asks."""
    return min(-(-count // ROUNDS_A_DAY), MOST_IN_ROUND)


def _is_silent(database: Session, system: str) -> bool:
    last = last_heard(database).get(system)
    database.commit()
    return last is None or last < utc_now() - SILENT_FOR


def _poll_case(database: Session, cases: CaseSystem, case: OpenCase) -> str:
    """Ask whether this case changed, and have it looked at if so.

    Gives what came of it: `same`, `changed`, `gone`, `refused` or `down`.
    """
    about = About("case", str(case.key.id), case.key, case.number or "")
    line = write(database, NewConsultation.by_system(KnownByKey(case.owner_id), POLLING, about))
    database.commit()  # no line, no data; and no transaction while the case system is asked
    try:
        mark = cases.mark_of(case.key)
    except NotFound:
        outcome = "gone"
        queue_look(database, case.key)
    except SourceError as error:
        outcome = "down" if isinstance(error, SourceUnavailable) else "refused"
        log.warning("case_not_polled", case=str(case.key), reason=error.reason)
    else:
        outcome = "same" if mark.digest == case.digest else "changed"
        if outcome == "changed":
            queue_look(database, case.key)
        polling.note_mark(database, case.key, mark)
    end_all(database, {line: "failed" if outcome in ("down", "refused") else "ok"})
    database.commit()
    return outcome
