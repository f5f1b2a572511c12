"""`portal files`: where the bytes of uploads lie, and bringing them to another place."""

import sys

import click

from portal.domain.failures import SourceError
from portal.logs import configure as configure_logs
from portal.settings import Settings
from portal.storage.file_moves import files_by_store, move_files
from portal.wiring import connect_database


@click.group()
def files() -> None:
    """Bytes of the files that residents send."""


@files.command("list")
def list_files() -> None:
    """Say in which store how many files lie."""
    sessions = connect_database(Settings())
    try:
        with sessions() as session:
            for name, count in sorted(files_by_store(session).items()):
                print(f"{name}: {count}")
    finally:
        sessions.kw["bind"].dispose()


@files.command()
def move() -> None:
    """Bring all files to the store of PORTAL_FILES_STORE; may be stopped and run again.

    Names each that can't be read, and goes on; ends with 1 where there is one.
    """
    settings = Settings()
    configure_logs(settings.log_level)
    sessions = connect_database(settings)
    count = failures = 0
    try:
        with sessions() as session:
            for moved in move_files(session):
                if moved.fault:
                    failures += 1
                    print(f"{moved.id} was not moved: {moved.fault}", file=sys.stderr)
                else:
                    count += 1
    except SourceError as error:
        print(f"Stopped after {count} files: {error.reason}. Run it again.", file=sys.stderr)
        sys.exit(1)
    finally:
        sessions.kw["bind"].dispose()
    print(f"{count} files were moved to {settings.files_store}.")
    sys.exit(1 if failures else 0)
