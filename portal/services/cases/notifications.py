"""Notifications of the case API: lossy, unordered, without a BSN. Each means: read this case."""

from typing import Any

from sqlalchemy.orm import Session

from portal.storage import jobs

CHANNELS = frozenset({"zaken", "besluiten"})
MAX_URL = 1000


def receive(database: Session, notification: Any) -> None:
    """Queue a look at the case that changed; anything else is passed over. Commits."""
    url = _case_url(notification)
    if url is None:
        return
    jobs.defer(database, jobs.FOLLOW, lock=f"case:{url}", case_url=url)
    database.commit()


def _case_url(notification: Any) -> str | None:
    if not isinstance(notification, dict) or str(notification.get("kanaal")) not in CHANNELS:
        return None
    url = notification.get("hoofdObject")
    return url if isinstance(url, str) and len(url) <= MAX_URL and _is_plain(url) else None


def _is_plain(url: str) -> bool:
    return url.isascii() and url.isprintable()
