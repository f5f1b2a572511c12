"""Leases: of the same thing, one worker at a time delivers, also where two have its job."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from portal.domain.deliveries import LEASE_S

TRY = text(
    "SELECT pg_try_advisory_xact_lock(:key) FROM"
    " set_config('idle_in_transaction_session_timeout', :term, true)"
)


class Busy(Exception):
    """Another worker delivers this right now; try again later."""

    def __init__(self, record_id: UUID) -> None:
        super().__init__(f"{record_id} is being delivered right now; try again in a minute")


def try_lease(session: Session, record_id: UUID) -> bool:
    """Be the only one who delivers this record until this transaction ends.

    A PostgreSQL advisory lock: it is gone with the process, also after kill -9. Of a process that
    hangs the database ends the transaction after `LEASE_S`. The session is for nothing else.
    """
    values = {"key": record_id.int % 2**63, "term": f"{LEASE_S}s"}
    return bool(session.scalars(TRY, values).one())
