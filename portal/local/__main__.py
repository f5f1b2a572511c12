"""`make run`: the whole portal with an embedded world around it, on this machine."""

import os
import shutil
import signal
import socket
import sys
import time
from pathlib import Path
from types import FrameType

from portal.local.environment import Ports, Secrets, embedded_environment, portal_environment
from portal.local.postgres import LocalPostgres
from portal.local.processes import Processes, StartFailed

START_WITHIN_S = 60.0
LOWEST_PORT, HIGHEST_PORT = 1, 65535
PREVIEW = "preview"
"""The folder of `portal forms preview`, in the one with the data."""
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
WELCOME = """
  {portal}/            the portal
  {embedded}/            the world around it: case worker, mailbox, switchboard, test residents

  Log in with "Inloggen met DigiD" and choose a test resident:
    Noor de Wit             a family of four: tell that you are moving
    Cornelis van der Berg   twelve cases, in all states
    Aisha Bakker            nothing yet

  Data and logs are in {folder}/. Ctrl-C stops everything; "make reset" begins anew.
"""


class LocalWorld:
    """Everything that `make run` starts; also used by the browser tests."""

    def __init__(self, folder: Path, ports: Ports) -> None:
        self.folder = folder
        self.ports = ports
        _check_folder(folder)
        _check_port(ports.portal, "PORTAL_PORT")
        _check_port(ports.embedded, "EMBEDDED_PORT")
        if ports.scanner:
            _check_port(ports.scanner, "SCANNER_PORT")
        self.secrets = Secrets.kept_in(folder / "secrets.json")
        self.postgres = LocalPostgres(folder / "postgres")
        self.processes = Processes(folder)
        self.portal_environment = portal_environment(
            ports, self.secrets, self.postgres.url("portal")
        )

    def start(self) -> None:
        """Start all processes and wait until each answers; raises `StartFailed`."""
        world = embedded_environment(self.ports, self.secrets, self.postgres.url("embedded"))
        self.processes.start("embedded", ["portal.embedded"], world)
        self.processes.start(
            "web", ["portal", "web", "--migrate", "--publish"], self.portal_environment
        )
        embedded, portal = self.ports.embedded_url, self.ports.portal_url
        self.processes.wait_until_answers("embedded", f"{embedded}/", START_WITHIN_S)
        self.processes.wait_until_answers("web", f"{portal}/readyz", START_WITHIN_S)
        self.start_worker()

    def start_worker(self) -> None:
        """Start a worker (again)."""
        self.processes.start("worker", ["portal", "worker"], self.portal_environment)

    def stop(self) -> None:
        """Stop everything; the data stays."""
        self.processes.stop()
        self.postgres.stop()


def main() -> int:
    """Run until Ctrl-C; gives the exit code."""
    end_by_signals()
    folder = Path(os.environ.get("PORTAL_DATA", "var"))
    if sys.argv[1:] == ["reset"]:
        return _reset(folder)
    try:
        ports = Ports(
            _port("PORTAL_PORT", 8000), _port("EMBEDDED_PORT", 8001), _port("SCANNER_PORT", 8002)
        )
        world = LocalWorld(folder, ports)
    except StartFailed as error:
        print(error, file=sys.stderr)
        return 1
    try:
        world.start()
        where = {"portal": ports.portal_url, "embedded": ports.embedded_url, "folder": folder}
        print(WELCOME.format(**where), flush=True)
        return _watch(world)
    except StartFailed as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopping.", flush=True)
        return 0
    finally:
        ignore_signals()
        world.stop()


def end_by_signals() -> None:
    """Let what asks this process to end do so as Ctrl-C does."""
    for number in SIGNALS:
        signal.signal(number, _as_interrupt)


def ignore_signals() -> None:
    """A second Ctrl-C would cut the stopping short and leave processes behind."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _watch(world: LocalWorld) -> int:
    while True:
        fallen = world.processes.fallen()
        if fallen:
            print(f"{fallen} ended by itself. {world.processes.last_words(fallen)}")
            return 1
        time.sleep(0.5)


def _reset(folder: Path) -> int:
    servers = (folder / "postgres", folder / PREVIEW / "postgres")
    if any(_is_running(server / "postmaster.pid") for server in servers):
        print("The portal is running: stop it first (Ctrl-C), then reset.", file=sys.stderr)
        return 1
    for name in ("postgres", "secrets.json", PREVIEW):
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    print(f"The data in {folder}/ is gone; make run begins anew.")
    return 0


def _is_running(pid_file: Path) -> bool:
    # After a power cut the file is still there, but its process is not.
    if not pid_file.exists():
        return False
    try:
        os.kill(int(pid_file.read_text("utf-8").split()[0]), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # it runs as another user, as PostgreSQL does when root starts it
    return True


def _port(name: str, usual: int) -> int:
    text = os.environ.get(name, str(usual))
    if not text.isdecimal() or not LOWEST_PORT <= int(text) <= HIGHEST_PORT:
        raise StartFailed(f"{name} is “{text}”: expected a number from 1 to 65535.")
    return int(text)


def _check_port(port: int, name: str) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise StartFailed(
                f"Port {port} is taken: stop what uses it, or choose another with {name}=…"
            ) from error


def _check_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise StartFailed(f"The folder {folder}/ can't be written: {error.strerror}.") from error


def _as_interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
