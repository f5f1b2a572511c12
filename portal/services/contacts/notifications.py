"""Notifications of the contact register: a contact changed, or the work for one was done."""

from typing import Any

from sqlalchemy.orm import Session

from portal.domain.contacts import ContactRegister
from portal.services.contacts.looking import queue_look
from portal.storage import deliveries
from portal.storage.contact_requests import is_any_open
from portal.storage.deliveries import Errand

CONTACTS, TASKS = "klantcontacten", "internetaken"


def receive(database: Session, register: ContactRegister | None, notification: Any) -> None:
    """Queue a look at what was asked, where this may be its answer. Commits.

    What is of other channels, or of contacts of others, is passed over.
    """
    if register is None or not isinstance(notification, dict):
        return
    channel, url = notification.get("kanaal"), notification.get("hoofdObject")
    if not isinstance(url, str) or not is_any_open(database):
        return
    if channel == CONTACTS and (contact_id := register.contact_of(url)):
        queue_look(database, contact_id)
    elif channel == TASKS and register.is_task(url):
        deliveries.queue(database, Errand.look_at_task(url))
    database.commit()
