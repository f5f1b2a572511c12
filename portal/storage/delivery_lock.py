"""Leases: of the same thing, one worker at a time delivers, also where two have its job."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session


class Busy(Exception):
    """Another worker delivers this right now; try again later."""

    def __init__(self, record_id: UUID) -> None:
        super().__init__(f"{record_id} is being delivered right now; try again in a minute")


def try_lease(session: Session, record_id: UUID) -> bool:
    """Be the only one who delivers this record until this transaction ends.

    A PostgreSQL advisory lock: it is gone with the process, also after kill -9.
    """
    key = record_id.int % 2**63
    query = text("SELECT pg_try_advisory_xact_lock(:key)").bindparams(key=key)
    return bool(session.scalars(query).one())
