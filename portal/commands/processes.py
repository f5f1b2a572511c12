"""Commands that run and prepare the portal: `portal web`, `portal worker`, `portal migrate`."""

import ctypes
import gc
import multiprocessing
import signal
from functools import partial
from threading import Timer
from types import FrameType
from typing import Protocol

import click
import structlog
from flask import Flask
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal import stopping
from portal import worker as worker_module
from portal.application import create_app
from portal.commands.forms import publish_files, publish_unknown
from portal.domain.security_events import NOWHERE, EventKind, SecurityEvent
from portal.logs import configure as configure_logs
from portal.measures import program_version, shared_figures
from portal.services.audit import sealing
from portal.settings import Settings
from portal.storage import keys, migrations
from portal.storage.base import single_session
from portal.storage.readiness import OLDER, is_older_than_code
from portal.storage.security_events import add_events
from portal.wiring import assemble

log = structlog.get_logger()
M_ARENA_MAX = -8
"""Which option of `mallopt(3)` it is."""
HEAPS = 2
NEW_OBJECTS = 10_000
"""How many more objects were made than let go, before cycles among them are looked for."""


class Stoppable(Protocol):
    """A server that can be told to stop."""

    def signal_handler_interrupt(self, *args: object) -> None:
        """Stop accepting, finish what is under way, end."""
        ...


class OlderDatabase(Exception):
    """The database lacks what this program needs."""


def serve(app: Flask, settings: Settings) -> None:
    """Serve the pages of this app, until told to stop.

    Each worker is a fork of this process, with the app in it: what was made so far is frozen, so
    that garbage collection doesn't write in those pages and the workers go on sharing them.
    A page makes thousands of objects and hardly a cycle: looking for these at Python's usual 700
    took a fortieth of its time.
    """
    server = Granian(
        app.import_name,
        address=settings.listen_host,
        port=settings.listen_port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,  # what proxies speak; without TLS nothing speaks another
        workers=settings.workers,
        blocking_threads=settings.threads,
        log_access=False,
        respawn_failed_workers=True,
        websockets=False,
    )
    if settings.drain_seconds:
        server.on_startup(partial(_drain_at_sigterm, server, settings.drain_seconds))
    share_heaps()
    multiprocessing.set_start_method("fork", force=True)  # from Python 3.14 on another is usual
    with shared_figures(), stopping.place_to_say_so():
        gc.collect()
        gc.freeze()
        gc.set_threshold(NEW_OBJECTS)
        server.serve(target_loader=lambda: app, wrap_loader=False)


def share_heaps() -> None:
    """Let the threads of this process, and of its forks, take memory from few heaps.

    By default glibc gives nearly each thread a heap of its own, and each keeps what was once
    freed. Python runs one thread at a time, so they hardly ever wait for each other. Another C
    library has no such option: nothing happens.
    """
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option:
        set_option(M_ARENA_MAX, HEAPS)


def _drain_at_sigterm(server: Stoppable, seconds: float) -> None:
    """Go on answering for so long after the first SIGTERM, so that proxies send nobody any more.

    Requests that are under way then are finished. The second one stops it at once.
    """

    def begin(_number: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGTERM, server.signal_handler_interrupt)
        stopping.say_so()
        timer = Timer(seconds, server.signal_handler_interrupt)
        timer.daemon = True
        timer.start()

    signal.signal(signal.SIGTERM, begin)


def prepare_database(settings: Settings) -> None:
    """Bring the database to the newest state, remember the keys and publish forms that are new.

    Says so, and changes nothing, where the database is of a newer release: this one serves on it.
    Raises `keys.WrongKeys`.
    """
    try:
        migrations.upgrade(settings.database_url.get_secret_value())
    except migrations.NewerDatabase as newer:
        print(newer)
        return
    with single_session(settings) as session:
        check_keys(session, settings)
        keys.remember_keys(session)
        session.commit()
    publish_unknown(settings, "portal migrate")


def check_keys(session: Session, settings: Settings) -> None:
    """Raise `keys.WrongKeys` where the settings lack a key that records were made with."""
    find = keys.faults_of_keys if keys.has_check_values(session) else keys.faults_of_records
    faults = find(session) + sealing.faults_of_keys(session, sealing.keys_of(settings))
    if faults:
        raise keys.WrongKeys(faults)


def begin(settings: Settings, process: str) -> None:
    """The same before serving, and note for those who watch which version starts.

    A database that is away is waited for while serving; one that is too old is not: raises
    `OlderDatabase`.
    """
    started = SecurityEvent(EventKind.STARTED, f"{process} {program_version()}")
    try:
        with single_session(settings) as session:
            if is_older_than_code(session):
                raise OlderDatabase(OLDER)
            check_keys(session, settings)
            add_events(session, [started], NOWHERE)
            session.commit()
    except SQLAlchemyError as error:
        log.warning("database_down", kind=type(error).__name__)
    if settings.scanner_url is None:
        log.warning("files_not_scanned", setting="PORTAL_SCANNER_URL", reason="it is empty")


@click.command()
@click.option("--migrate", is_flag=True, help="First do what `portal migrate` does.")
@click.option(
    "--publish", is_flag=True, help="And publish all forms as their files are, as for development."
)
def web(*, migrate: bool, publish: bool) -> None:
    """Answer pages."""
    settings = Settings()
    configure_logs(settings.log_level)
    if migrate:
        prepare_database(settings)
    if publish:
        publish_files(settings, "portal web")
    app = create_app(assemble(settings))  # what is wrong shows here, before the workers start
    begin(settings, "web")
    serve(app, settings)


@click.command()
def worker() -> None:
    """Do the jobs: deliver submissions, send notices, follow cases."""
    settings = Settings()
    configure_logs(settings.log_level)
    begin(settings, "worker")
    worker_module.run(assemble(settings))


@click.command()
def migrate() -> None:
    """Bring the database to the newest state, and publish forms that were never published."""
    prepare_database(Settings())
