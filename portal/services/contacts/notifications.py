"""Notifications of the contact register: a contact changed, or the work for one was done.

What the portal puts in is told to it too: nothing that is new is an answer, so it causes no look.
Only a call that came after a wish to be called is news by being there.
"""

from typing import Any

from sqlalchemy.orm import Session

from portal.domain.contacts import ContactRegister, RequestKind
from portal.services.contacts.looking import TOGETHER_S, contact_changed
from portal.storage import deliveries
from portal.storage.contact_requests import is_any_open
from portal.storage.deliveries import Errand

CONTACTS, TASKS = "klantcontacten", "internetaken"
NEW = "create"


def receive(database: Session, register: ContactRegister | None, notification: Any) -> None:
    """Queue a look at what was asked, where this may be its answer. Commits.

    What is of other channels, or of contacts of others, is passed over.
    """
    if register is None or not isinstance(notification, dict):
        return
    channel, url = notification.get("kanaal"), notification.get("hoofdObject")
    if not isinstance(url, str) or not is_any_open(database):
        return
    is_new = notification.get("actie") == NEW
    if channel == CONTACTS and (contact_id := register.contact_of(url)):
        is_known = contact_changed(database, contact_id, is_new=is_new)
        if not is_known and is_any_open(database, RequestKind.CALLBACK):
            deliveries.queue_once(database, Errand.look_for_answer(call_url=url), TOGETHER_S)
    elif channel == TASKS and register.is_task(url) and not is_new:
        deliveries.queue_once(database, Errand.look_for_answer(task_url=url), TOGETHER_S)
    database.commit()
