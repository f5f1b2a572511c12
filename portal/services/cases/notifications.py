"""Notifications of the case API: lossy, unordered, without a BSN. Each means: read this case."""

from typing import Any

from sqlalchemy.orm import Session

from portal.domain.case_keys import CaseKey, DecisionKey
from portal.domain.cases import CaseSystem
from portal.storage import jobs

CHANNELS = frozenset({"zaken", "besluiten"})
MAX_URL = 1000


def receive(database: Session, cases: CaseSystem, notification: Any) -> None:
    """Queue a look at the case that changed; anything else is passed over. Commits."""
    key = _key_in(cases, notification)
    if key is None:
        return
    name = "decision" if isinstance(key, DecisionKey) else "case"
    jobs.defer(database, jobs.FOLLOW, lock=f"{name}:{key}", **{name: str(key)})
    database.commit()


def changed_case(
    cases: CaseSystem, *, case: str = "", decision: str = "", case_url: str = ""
) -> CaseKey | None:
    """The case that a job is about; None where there is none (any more). Raises `SourceError`.

    A job names the case, or a decision in it; one that was queued before keys has a URL of either.
    """
    if case_url:
        key = cases.key_of(case_url)
    else:
        key = CaseKey.of(case) if case else DecisionKey.of(decision)
    return cases.case_of(key) if isinstance(key, DecisionKey) else key


def _key_in(cases: CaseSystem, notification: Any) -> CaseKey | DecisionKey | None:
    if not isinstance(notification, dict) or str(notification.get("kanaal")) not in CHANNELS:
        return None
    url = notification.get("hoofdObject")
    return cases.key_of(url) if isinstance(url, str) and _is_plain(url) else None


def _is_plain(url: str) -> bool:
    return len(url) <= MAX_URL and url.isascii() and url.isprintable()
