"""The embedded world in tests: its settings, and how it is served over real HTTP."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event
from sqlalchemy.pool import QueuePool
from werkzeug.serving import make_server

from portal.embedded.app import create_app
from portal.embedded.config import Config

SECRET = "s" * 40
MAIL_KEY = "m" * 40
BUREAU_SECRET = "b" * 40
LONGEST_S = 10.0
PORTAL = "http://127.0.0.1:8000"


def world_config(database_url: str, **changes: object) -> Config:
    """Settings of a world on this database, whose notifications go to nobody."""
    values = {
        "database_url": database_url,
        "port": 8001,
        "secret": SECRET,
        "notify_url": "",
        "notify_token": "t" * 20,
        "portal_url": PORTAL,
        "mail_key": MAIL_KEY,
        "bureau_secret": BUREAU_SECRET,
        **changes,
    }
    return Config.model_validate(values)


@contextmanager
def served_world(
    database_url: str, before: Callable[[Flask], Any] = lambda app: app, **changes: object
) -> Iterator[tuple[Flask, Any]]:
    """A world on a port of its own, and what `before` put before it as WSGI application."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    app = create_app(world_config(database_url, port=port, **changes))
    front = before(app)
    server = make_server("127.0.0.1", port, front, threaded=True, fd=listener.detach())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield app, front
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        close(app.extensions["world"].engine)


def close(engine: Engine) -> None:
    """Close its connections, once those who answer somebody who is long gone gave theirs back.

    Who is asked later by a connection that was kept open gets none any more.
    """
    until = time.monotonic() + LONGEST_S
    pool = engine.pool
    assert isinstance(pool, QueuePool)
    while pool.checkedout() and time.monotonic() < until:
        time.sleep(0.02)
    event.listen(engine, "do_connect", _refuse)
    engine.dispose()


def _refuse(*_connection: object) -> None:
    raise ConnectionError("this world has ended")
