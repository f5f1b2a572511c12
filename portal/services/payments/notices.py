"""The provider's word that something changed: never how, which is asked."""

from uuid import UUID

from sqlalchemy.orm import Session

from portal.storage import deliveries, payments
from portal.storage.deliveries import Errand


def receive_notice(database: Session, attempt_id: UUID, token: str) -> bool:
    """Have the worker ask how this try stands; False where the secret is not its own. Commits."""
    payment_id = payments.payment_of_notice(database, attempt_id, token)
    if payment_id is None:
        return False
    deliveries.queue_once(database, Errand.payment(payment_id), after_s=0)
    database.commit()
    return True
