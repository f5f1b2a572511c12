"""Commands that run and prepare the portal: `portal web`, `portal worker`, `portal migrate`."""

import gc

import click
from granian import Granian
from granian.constants import Interfaces

from portal import worker as worker_module
from portal.commands.live import publish_files, publish_new
from portal.logs import configure as configure_logs
from portal.settings import Settings
from portal.storage import migrations
from portal.wiring import assemble


def serve(factory: str, settings: Settings) -> None:
    """Serve what `factory` (`module:function`) makes, until told to stop.

    Each worker is a fork of this process: what it made so far is frozen, so that garbage collection
    doesn't write in those pages and the workers go on sharing them (20 MB less for each process).
    """
    server = Granian(
        factory,
        factory=True,
        address=settings.listen_host,
        port=settings.listen_port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=settings.threads,
        log_access=False,
        respawn_failed_workers=True,
        websockets=False,
    )
    gc.collect()
    gc.freeze()
    server.serve()


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
        _prepare(settings)
    if publish:
        publish_files(settings, "portal web")
    assemble(settings)  # what is wrong shows here, once, before the workers start
    serve("portal.application:from_environment", settings)


@click.command()
def worker() -> None:
    """Do the jobs: deliver submissions, send notices, follow cases."""
    settings = Settings()
    configure_logs(settings.log_level)
    worker_module.run(settings)


@click.command()
def migrate() -> None:
    """Bring the database to the newest state, and publish new forms and new versions of forms."""
    _prepare(Settings())


def _prepare(settings: Settings) -> None:
    migrations.upgrade(settings.database_url.get_secret_value())
    publish_new(settings, "portal migrate")
