"""`portal forms preview`: a portal of its own around one form, until Ctrl-C."""

import fcntl
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from portal.local.__main__ import PREVIEW, LocalWorld, end_by_signals, ignore_signals
from portal.local.environment import Ports
from portal.local.preview.proxy import PreviewProxy
from portal.local.preview.versions import WrittenForm
from portal.local.preview.watching import FormWatch
from portal.local.processes import StartFailed, free_ports
from portal.settings import Settings
from portal.wiring import connect

LOOK_EVERY_S = 0.5
FOR_AUTHORS = {
    "PORTAL_STATE_SECONDS": "0",
    "PORTAL_WORKERS": "1",
    "PORTAL_SESSION_HOURS": "4",
    "PORTAL_COUNTER_NETWORKS": "127.0.0.1/32",
}
"""What is saved counts at once, and who saves often is no attacker."""
WELCOME = """
  {portal}/formulieren/{slug}/
      the form, as its file is: save the file, and the page follows
  {embedded}/
      the world around it: case worker, mailbox, test residents

  Where it asks for DigiD, choose a test resident:
    Noor de Wit             a family of four
    Cornelis van der Berg   twelve cases, in all states
    Aisha Bakker            nothing yet

  Data and logs are in {folder}/. Ctrl-C stops everything.
"""


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--port", type=int, default=0)
def main(file: Path, port: int) -> None:
    """Run until Ctrl-C."""
    end_by_signals()
    folder = Path(os.environ.get("PORTAL_DATA", "var")) / PREVIEW
    try:
        with _alone_in(folder):
            _run(file.absolute(), folder, port)
    except StartFailed as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("\nStopping.", flush=True)


def _run(file: Path, folder: Path, port: int) -> None:
    """Start everything, and go on until it is asked to stop; raises `StartFailed`."""
    proxy = _listen(port)
    with proxy:
        print("Starting; the first time this takes a minute.", flush=True)
        ports = _ports(proxy)
        world = LocalWorld(folder, ports)
        try:
            world.portal_environment |= FOR_AUTHORS
            world.start()
            os.environ |= world.portal_environment
            proxy.stand_before(ports.portal, ports.public_url, file.stem)
            settings = Settings()
            form = WrittenForm(file, settings, proxy.board, connect(settings).intake)
            _preview(form, file, world, proxy)
        finally:
            ignore_signals()
            world.stop()


def _preview(form: WrittenForm, file: Path, world: LocalWorld, proxy: PreviewProxy) -> None:
    """Let browsers come, and publish what is saved; raises `StartFailed` when something ends."""
    watch = FormWatch(file)
    addresses = {"portal": world.ports.public_url, "embedded": world.ports.embedded_url}
    welcome = WELCOME.format(**addresses, slug=form.slug, folder=world.folder)
    while (fallen := world.processes.fallen()) is None:
        if watch.has_changed():
            for line in form.take_over():
                print(line, flush=True)
        if welcome:
            threading.Thread(target=proxy.serve_forever, daemon=True).start()
            print(welcome, flush=True)
            welcome = ""
        time.sleep(LOOK_EVERY_S)
    raise StartFailed(f"{fallen} ended by itself. {world.processes.last_words(fallen)}")


def _ports(proxy: PreviewProxy) -> Ports:
    portal, embedded = free_ports(2)
    return Ports(portal, embedded, front=proxy.server_port)


def _listen(port: int) -> PreviewProxy:
    try:
        return PreviewProxy(port)
    except (OSError, OverflowError) as error:
        raise StartFailed(
            f"Port {port} can't be used: choose another with --port, or leave it out."
        ) from error


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Be the only preview with this data; raises `StartFailed`. Ends with the process, however."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("wb")
    except OSError as error:
        raise StartFailed(f"The folder {folder}/ can't be written: {error.strerror}.") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StartFailed(
                f"A preview runs already on {folder}/: stop it first, or name another folder in"
                " PORTAL_DATA."
            ) from error
        yield


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main(standalone_mode=True)
