"""Notifications of the case API: lossy, unordered, without a BSN. Each means: read this case.

What comes within ten seconds is one look, and what our own delivery brought about is none: every
look is a line that the resident reads.
"""

from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.orm import Session, sessionmaker

from portal.domain.case_changes import MadePart, MadeParts
from portal.domain.case_keys import CaseKey, DecisionKey
from portal.domain.case_system import CaseSystem
from portal.domain.days import utc_now
from portal.measures import count_dropped_notification
from portal.storage import jobs
from portal.storage.deliveries import Errand
from portal.storage.heard import note_heard

log = structlog.get_logger()
CHANNELS = frozenset({"zaken", "besluiten"})
MADE = {
    "zaak": MadePart.CASE,
    "rol": MadePart.ROLE,
    "zaakeigenschap": MadePart.PROPERTY,
    "zaakobject": MadePart.OBJECT,
    "zaakinformatieobject": MadePart.DOCUMENT,
    "status": MadePart.STATUS,
}
"""What a delivery makes, by the name of the resource."""
TOGETHER_S = 10
"""So long a look waits for what else changes."""
MAX_URL = 1000
MAX_WORD = 40


def receive(database: Session, cases: CaseSystem, notification: Any) -> None:
    """Queue a look at the case that changed; what is of other channels is passed over. Commits.

    One that says nothing we understand is dropped with a line in the log, and counted.
    """
    if _is_of_others(notification):
        return
    key = _key_in(cases, notification)
    if key is None:
        log.warning("notification_dropped", **_outline(notification))
        count_dropped_notification()
        return
    if isinstance(key, DecisionKey):
        errand = Errand.look(decision=str(key))
        jobs.defer(database, errand.task, lock=errand.lock, decision=str(key))
    else:
        queue_look(database, key, _made_in(notification))
    note_heard(database, key.system)
    database.commit()


def queue_look(database: Session, key: CaseKey, made: MadeParts | None = None) -> None:
    """Have this case looked at, unless that is so already. Caller commits.

    `made`: what was made in it, where that is all that happened.
    """
    errand = Errand.look(case=str(key))
    queued = jobs.lock_queued(database, errand.lock, errand.values)
    if queued is None:
        arguments = {"case": str(key), "made": str(made) if made else ""}
        jobs.defer_after(database, TOGETHER_S, errand.task, lock=errand.lock, arguments=arguments)
    elif queued.made:
        both = made and made.with_(MadeParts.of(queued.made))
        jobs.change_made(database, queued.id, str(both) if both else "")


def look_soon(make_session: sessionmaker[Session], key: CaseKey) -> None:
    """Have this case looked at with what else changes in it: a decision comes with a status."""
    with make_session() as database:
        queue_look(database, key)
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


def _is_of_others(notification: Any) -> bool:
    """Whether it is of a channel that we know nothing of, as the test of a subscription is."""
    channel = notification.get("kanaal") if isinstance(notification, dict) else None
    return isinstance(channel, str) and channel not in CHANNELS


def _outline(notification: Any) -> dict[str, str]:
    """What may stand in the log of one that is dropped: of nothing more that it says."""
    if not isinstance(notification, dict):
        return {"kind": type(notification).__name__}
    words = {name: notification.get(name) for name in ("kanaal", "resource", "actie")}
    return {name: word for name, word in words.items() if isinstance(word, str) and _is_word(word)}


def _is_word(text: str) -> bool:
    return len(text) <= MAX_WORD and text.isascii() and text.isalpha()


def _key_in(cases: CaseSystem, notification: Any) -> CaseKey | DecisionKey | None:
    if not isinstance(notification, dict) or str(notification.get("kanaal")) not in CHANNELS:
        return None
    url = notification.get("hoofdObject")
    return cases.key_of(url) if isinstance(url, str) and _is_plain(url) else None


def _made_in(notification: dict[str, Any]) -> MadeParts | None:
    """What was made; None: something else happened, or it doesn't say what and when."""
    resource, url = str(notification.get("resource")), notification.get("resourceUrl")
    if notification.get("actie") != "create" or resource not in MADE:
        return None
    at = _moment(notification.get("aanmaakdatum"))
    if at is None or not isinstance(url, str) or not _is_plain(url):
        return None
    return MadeParts(at, at, frozenset({(MADE[resource], url.rpartition("/")[2])}))


def _moment(text: object) -> datetime | None:
    """A moment that says its zone, and is not to come; else None."""
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return min(moment, utc_now()) if moment.tzinfo else None


def _is_plain(url: str) -> bool:
    return len(url) <= MAX_URL and url.isascii() and url.isprintable()
