"""What belongs to the request at hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import structlog
from flask import Flask, current_app, g
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from forms import SourceRegister
from portal.domain.activities import Register
from portal.domain.municipality import Municipality
from portal.domain.outside import Gateways
from portal.handles import Portal
from portal.live_state import CurrentState
from portal.settings import Settings
from portal.storage import base

log = structlog.get_logger()
NAME = "portal"
"""Under what an app keeps its portal among its extensions."""


def portal_of(app: Flask) -> Portal:
    """The portal whose pages this app answers."""
    return cast("Portal", app.extensions[NAME])


def portal() -> Portal:
    """The portal of this request."""
    return portal_of(current_app)


def current_state() -> CurrentState:
    """What is published and what is off, the same all through this request."""
    state = g.get("current_state")
    if state is None:
        state = g.current_state = portal().live.current()
    return cast("CurrentState", state)


def settings() -> Settings:
    """The settings of this app."""
    return portal().settings


def gateways() -> Gateways:
    """The outside systems of this app."""
    return portal().gateways


def municipality() -> Municipality:
    """The municipality of this app."""
    return portal().municipality


def activities() -> Register:
    """The register of processing activities of this app."""
    return portal().activities


def chosen_sources() -> SourceRegister:
    """The sources of which residents can choose that we ask them."""
    return portal().sources


def session() -> Session:
    """The database session of this request; closed, not committed, at its end.

    It keeps one connection all the while: a page commits a dozen times, and taking a connection
    anew each time would ask the database each time whether it is still there.
    """
    database = g.get("session")
    if database is None:
        make = portal().sessions
        g.connection = cast("Engine", make.kw["bind"]).connect()
        database = g.session = make(bind=g.connection)
    return cast("Session", database)


@contextmanager
def single_statements() -> Iterator[Session]:
    """The session, of which each statement stands by itself (see `base.single_statements`)."""
    database = session()
    is_within = database.in_transaction()
    try:
        with base.single_statements(database):
            yield database
    except BaseException as error:
        if not is_within:
            close_session(error)  # the error page takes another
        raise


def close_session(error: BaseException | None) -> None:
    """At the end of a request: what was not committed is gone.

    After an error that nobody handled the connection goes too: in what state it is, nobody can say.
    One that broke since the page was made stops no page.
    """
    if "session" not in g:
        return
    database, connection = g.pop("session"), g.pop("connection")
    try:
        database.close()
    except DBAPIError as broken:
        log.warning("database_down", kind=type(broken.orig).__name__, at="end of request")
        error = broken
    if error is not None:
        connection.invalidate(error)
    connection.close()
