"""What every part of the embedded world is given when it starts."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The database, the secrets and the addresses of one embedded world.

    Addresses have no slash at the end. One world is one process; nothing in it changes
    while it runs, everything that changes is in the database.
    """

    engine: Engine
    """The database `embedded` (psycopg 3)."""
    secret: str
    """Signs the tokens of client `client_id` for the case API (HS256); is also the token of
    the Objects API (`Authorization: Token <secret>`)."""
    base_url: str
    """Where this world answers, for example `http://127.0.0.1:8001`."""
    notify_url: str
    """Where notifications of the case API are sent from the start; empty means: to nobody."""
    notify_token: str
    """Goes along with each notification as `Authorization: Bearer <token>`."""
    client_id: str = "portaal"
    """The one application that may use the case API."""
    rsin: str = "002220647"
    """The number of the municipality itself, as source and owner of cases."""
    case_types_folder: Path | None = None
    """Files of case types besides those that come along; None: there are none."""
