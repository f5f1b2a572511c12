"""Telling the portal that something changed with a payment, as Mollie's webhook does.

Only the id is told, by a thread of its own: nobody waits for it. What is not answered with 200 is
tried again a few times, and then told nothing.
"""

import logging
import time
from http import HTTPStatus
from threading import Thread
from urllib.parse import urlencode

import urllib3
from urllib3.exceptions import HTTPError

from portal.embedded.records import OnlinePayment
from portal.embedded.switchboard.board import board
from portal.embedded.switchboard.switches import NOTICES, Mode

TIMEOUT_S = 2.0
WAITS_S = (0.0, 0.5, 2.0)
"""Before each try."""
_log = logging.getLogger(__name__)
_http = urllib3.PoolManager(timeout=TIMEOUT_S, retries=False)


def tell(payment: OnlinePayment) -> None:
    """Say that something changed; returns at once."""
    board().count(NOTICES, "NOTIFY")
    setting = board().take(NOTICES, f"NOTIFY {payment.id}")
    if not payment.webhook_url or setting.mode is Mode.LOST:
        return
    wait_s = setting.seconds if setting.mode is Mode.SLOW else 0.0
    for _time in range(2 if setting.mode is Mode.TWICE else 1):
        args = payment.webhook_url, payment.id, wait_s
        Thread(target=_deliver, args=args, name="payment notice", daemon=True).start()


def _deliver(url: str, payment_id: str, wait_s: float) -> None:
    """Post it, a few times where it isn't taken; what goes wrong is only logged."""
    time.sleep(wait_s)
    for pause_s in WAITS_S:
        time.sleep(pause_s)
        if _is_taken(url, payment_id):
            return


def _is_taken(url: str, payment_id: str) -> bool:
    body = urlencode({"id": payment_id})
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    try:
        answer = _http.request("POST", url, body=body, headers=headers)
    except HTTPError as error:
        _log.warning("notice of payment %s not delivered: %r", payment_id, error)
        return False
    if answer.status != HTTPStatus.OK:
        _log.warning("notice of payment %s refused: %s", payment_id, answer.status)
    return answer.status == HTTPStatus.OK
