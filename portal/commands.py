"""The commands of the portal: `portal web`, `portal worker`, and what an operator needs."""

import gc
import sys

import click
from granian import Granian
from granian.constants import Interfaces
from pydantic import ValidationError

from forms import BadForm, Catalogue, load_sources
from portal import worker as worker_module
from portal.configuration.operator_files import BadFile
from portal.domain.cases import CatalogueNeeds
from portal.domain.failures import SourceError
from portal.domain.sources import SourceNotConnected
from portal.logs import configure as configure_logs
from portal.settings import Settings
from portal.settings_reference import reference
from portal.storage import migrations
from portal.wiring import assemble, connect

BAD_FILES = (BadFile, BadForm, SourceNotConnected)
"""What is wrong in a file of the operator; each says what to do."""


def main() -> None:
    """Run a command; a wrong setting gives one clear list, not a traceback."""
    try:
        cli()
    except ValidationError as error:
        print(_explained(error), file=sys.stderr)
        sys.exit(2)
    except BAD_FILES as error:
        print(error, file=sys.stderr)
        sys.exit(2)


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


@click.group()
def cli() -> None:
    """MijnGemeente, the portal of a municipality."""


@cli.command()
@click.option("--migrate", is_flag=True, help="First bring the database to the newest state.")
def web(*, migrate: bool) -> None:
    """Answer pages."""
    settings = Settings()
    configure_logs(settings.log_level)
    if migrate:
        migrations.upgrade(settings.database_url.get_secret_value())
    assemble(settings)  # what is wrong shows here, once, before the workers start
    serve("portal.application:from_environment", settings)


@cli.command()
def worker() -> None:
    """Do the jobs: deliver submissions, send notices, follow cases."""
    settings = Settings()
    configure_logs(settings.log_level)
    worker_module.run(settings)


@cli.command()
def migrate() -> None:
    """Bring the database to the newest state."""
    migrations.upgrade(Settings().database_url.get_secret_value())


@cli.command("settings")
def show_settings() -> None:
    """Print the reference page of all settings (Markdown)."""
    print(reference())


@cli.group()
def catalogue() -> None:
    """What the forms ask of the case system."""


@catalogue.command("check")
def check_catalogue() -> None:
    """Say which case types, statuses, properties and document types the catalogue lacks."""
    intake = connect(Settings()).intake
    lacking = []
    for form in Catalogue.load(load_sources()):
        needs = CatalogueNeeds(
            case_type=form.case.type,
            properties=tuple(form.case.properties),
            document_types=tuple(form.case.documents.values()),
            first_status=form.case.first_status,
        )
        try:
            lacking += [f"{form.slug}: {sentence}" for sentence in intake.lacks(needs)]
        except SourceError as error:
            print(f"The catalogue can't be read: {error}", file=sys.stderr)
            sys.exit(1)
    print("\n".join(lacking) or "The catalogue has all that the forms need.")
    sys.exit(1 if lacking else 0)


def _explained(error: ValidationError) -> str:
    lines = ["The portal does not start: its settings are not right."]
    for fault in error.errors(include_input=False, include_url=False):
        field = str(fault["loc"][0]) if fault["loc"] else ""
        name = field if field.startswith("PORTAL_") else f"PORTAL_{field.upper()}" if field else ""
        setting = Settings.model_fields.get(field)
        expected = f" Expected: {setting.description}" if setting and setting.description else ""
        lines.append(f"  {name or 'Settings'}: {fault['msg']}.{expected}")
    return "\n".join([*lines, "All settings: portal settings"])
