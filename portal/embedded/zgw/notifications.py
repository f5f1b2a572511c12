"""Telling subscribers that something changed, as Open Notificaties does.

Sent from a thread of its own, after the change is kept; a portal that doesn't answer is tried
again a few times and then told nothing. As with the real thing, messages may be lost and may
arrive in another order.
"""

import json
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from threading import Thread
from typing import Any

import urllib3
from urllib3.exceptions import HTTPError

from portal.embedded.switchboard.switches import Mode, Switchboard
from portal.embedded.world import World
from portal.embedded.zgw.addresses import address
from portal.embedded.zgw.catalogue import CATALOGUE
from portal.embedded.zgw.subscriptions import Subscriber, subscribers

TIMEOUT_S = 2.0
TRIES = 4
BACKOFF_S = 0.5
"""Waits of 0, 1, 2 and 4 times this long between tries."""

_log = logging.getLogger(__name__)
_http = urllib3.PoolManager(timeout=TIMEOUT_S)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What happened to which resource; `main` is the resource it belongs to."""

    channel: str
    """`zaken`, `documenten` or `besluiten`."""
    resource: str
    main: str
    url: str
    action: str = "create"
    marks: dict[str, str]
    """`kenmerken`: what a subscriber can filter on."""


@dataclass(frozen=True, slots=True)
class Written:
    """A resource that was just made or changed, and what is told about it."""

    resource: dict[str, Any]
    change: Change


def notify(world: World, change: Change) -> None:
    """Send this change to who is subscribed to it; returns at once."""
    told = subscribers(world, change.channel, change.marks)
    if not told:
        return
    call = f"NOTIFY {change.channel}/{change.resource}"
    match Switchboard(world).take("notificaties", call).mode:
        case Mode.LOST:
            return
        case Mode.TWICE:
            told = [*told, *told]
    body = {
        "actie": change.action,
        "kanaal": change.channel,
        "resource": change.resource,
        "hoofdObject": change.main,
        "resourceUrl": change.url,
        "aanmaakdatum": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "kenmerken": change.marks,
    }
    for subscriber in told:
        Thread(target=_deliver, args=(subscriber, body), name="notification", daemon=True).start()


def case_marks(world: World, zaaktype: str, bronorganisatie: str, secrecy: str) -> dict[str, str]:
    """The marks of channel `zaken`."""
    return {
        "zaaktype": zaaktype,
        "bronorganisatie": bronorganisatie,
        "zaaktype.catalogus": address(world, "catalogus", CATALOGUE),
        "vertrouwelijkheidaanduiding": secrecy,
    }


def _deliver(subscriber: Subscriber, body: dict[str, object]) -> None:
    """Post one notification; what goes wrong is only logged."""
    try:
        answer = _http.request(
            "POST",
            subscriber.callback_url,
            body=json.dumps(body).encode(),
            headers={
                "Content-Type": "application/json",
                "Authorization": subscriber.auth,
            },
            retries=urllib3.Retry(
                total=TRIES - 1,
                backoff_factor=BACKOFF_S,
                allowed_methods=None,
                status_forcelist=(502, 503, 504),
                redirect=False,
            ),
        )
    except HTTPError as error:
        _log.warning("notification of %s not delivered: %r", body["resourceUrl"], error)
        return
    if answer.status >= HTTPStatus.MULTIPLE_CHOICES:
        _log.warning("notification of %s refused: %s", body["resourceUrl"], answer.status)
