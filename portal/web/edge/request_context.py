"""What belongs to the request at hand."""

from typing import cast

from flask import current_app, g
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from forms import SourceRegister
from portal.domain.activities import Register
from portal.domain.outside import Gateways
from portal.settings import Settings


def settings() -> Settings:
    """The settings of this app."""
    return cast("Settings", current_app.extensions["settings"])


def gateways() -> Gateways:
    """The outside systems of this app."""
    return cast("Gateways", current_app.extensions["gateways"])


def activities() -> Register:
    """The register of processing activities of this app."""
    return cast("Register", current_app.extensions["activities"])


def chosen_sources() -> SourceRegister:
    """The sources of which residents can choose that we ask them."""
    return cast("SourceRegister", current_app.extensions["sources"])


def session() -> Session:
    """The database session of this request; closed, not committed, at its end.

    It keeps one connection all the while: a page commits a dozen times, and taking a connection
    anew each time would ask the database each time whether it is still there.
    """
    if "session" not in g:
        make = cast("sessionmaker[Session]", current_app.extensions["sessionmaker"])
        g.connection = cast("Engine", make.kw["bind"]).connect()
        g.session = make(bind=g.connection)
    return cast("Session", g.session)


def close_session(_error: BaseException | None) -> None:
    """At the end of a request: what was not committed is gone."""
    if "session" in g:
        g.pop("session").close()
        g.pop("connection").close()
