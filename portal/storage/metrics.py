"""For operators: how much waits in the database, for how long, and who works on it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from portal.storage import jobs
from portal.storage.catalogue_checks import last_checks
from portal.storage.feedback import counts_of
from portal.storage.heard import last_heard

ALIVE_S = 30
"""A worker whose last heartbeat is older is not there."""
COUNTS = text(
    "SELECT (SELECT count(*) FROM submission"
    "  WHERE delivered_at IS NULL AND handed_over_at IS NULL AND NOT is_held) AS submissions,"
    " (SELECT coalesce(extract(epoch FROM now() - min(made_at)), 0) FROM submission"
    "  WHERE delivered_at IS NULL AND handed_over_at IS NULL AND NOT is_held) AS oldest,"
    " (SELECT count(*) FROM sending"
    "  WHERE sent_at IS NOT NULL AND delivered_at IS NULL AND handed_over_at IS NULL) AS replies,"
    " (SELECT count(*) FROM contact_request"
    "  WHERE delivered_at IS NULL AND handed_over_at IS NULL) AS requests,"
    " (SELECT count(*) FROM draft) AS drafts,"
    " (SELECT count(*) FROM procrastinate_workers"
    "  WHERE last_heartbeat > now() - make_interval(secs => :alive)) AS workers,"
    " (SELECT coalesce(extract(epoch FROM now() - min(at)), 0) FROM security_event) AS unsealed"
)
STUCK = text(
    "SELECT task, count(*) AS stuck, extract(epoch FROM now() - min(since)) AS oldest"
    " FROM waiting_delivery WHERE stuck_at IS NOT NULL GROUP BY task"
)
JOBS = text(
    "SELECT job.task_name, CAST(job.status AS text), count(*),"
    " coalesce(max(extract(epoch FROM now() - deferred.at)), 0), max(job.attempts)"
    " FROM procrastinate_jobs AS job LEFT JOIN LATERAL"
    " (SELECT min(event.at) AS at FROM procrastinate_events AS event"
    "  WHERE event.job_id = job.id AND event.type = 'deferred') AS deferred ON TRUE"
    " GROUP BY 1, 2"
)


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure, the same whichever process is asked."""

    name: str
    explanation: str
    value: float
    labels: dict[str, str] = field(default_factory=dict)


def metrics_of(session: Session) -> list[Metric]:
    """What stands in the database now; nothing of it is about one person."""
    counts = session.execute(COUNTS, {"alive": ALIVE_S}).one()
    metrics = [
        Metric(
            "submissions_undelivered", "Submissions that are not a case yet", counts.submissions
        ),
        Metric("submissions_oldest_undelivered_seconds", "Age of the oldest", counts.oldest),
        Metric("sendings_undelivered", "Documents on their way", counts.replies),
        Metric("contact_requests_undelivered", "Questions on their way", counts.requests),
        Metric("drafts", "Drafts", counts.drafts),
        Metric("workers_alive", "Workers with a heartbeat", counts.workers),
        Metric(
            "security_events_oldest_unsealed_seconds",
            "Age of the oldest security event that is not sealed",
            counts.unsealed,
        ),
    ]
    for task, status, count, oldest_s, tries in session.execute(JOBS):
        labels = {"task": task, "status": status}
        metrics += [
            Metric("jobs", "Jobs", count, labels),
            Metric("jobs_oldest_seconds", "Age of the oldest job", oldest_s, labels),
            Metric("jobs_most_tries", "Tries of the job that was tried most", tries, labels),
        ]
    return [*metrics, *_stuck(session), *_opinions(session), *_silence(session), *_checks(session)]


def _silence(session: Session) -> list[Metric]:
    """For how long each case system told of nothing; those that never did are left out."""
    now = datetime.now(UTC)
    return [
        Metric(
            "notifications_silent_seconds",
            "Time since the last notification of a case system",
            (now - at).total_seconds(),
            {"system": system},
        )
        for system, at in last_heard(session).items()
    ]


def _checks(session: Session) -> list[Metric]:
    """What each published form lacks at the case system, and how old that news is."""
    now, metrics = datetime.now(UTC), []
    for slug, check in last_checks(session).items():
        labels, age = {"form": str(slug)}, (now - check.checked_at).total_seconds()
        metrics += [
            Metric("catalogue_findings", "What a form lacks", len(check.findings), labels),
            Metric("catalogue_unchecked", "Whether that is unknown", bool(check.fault), labels),
            Metric("catalogue_checked_seconds", "Time since the last check", age, labels),
        ]
    return metrics


def _opinions(session: Session) -> list[Metric]:
    """How often visitors called each page clear, or not, in the last year."""
    return [
        Metric(
            "feedback",
            "How often a page was called clear, or not",
            counted.count,
            {"page": counted.page, "answer": "yes" if counted.is_clear else "no"},
        )
        for counted in counts_of(session)
    ]


def _stuck(session: Session) -> list[Metric]:
    """How much an operator has to look at, also where that is nothing."""
    rows = {row.task: row for row in session.execute(STUCK)}
    metrics = []
    for task in jobs.TASKS:
        stuck, oldest_s = (rows[task].stuck, rows[task].oldest) if task in rows else (0, 0)
        labels = {"task": task}
        metrics += [
            Metric("deliveries_stuck", "What an operator has to look at", stuck, labels),
            Metric("deliveries_stuck_oldest_seconds", "Age of the oldest", oldest_s, labels),
        ]
    return metrics
