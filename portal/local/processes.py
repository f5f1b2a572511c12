"""The processes of one portal on one machine: started together, stopped together."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path

STOP_WITHIN_S = 8.0
POLL_S = 0.1


class StartFailed(Exception):
    """Something could not be started; the message is one clear sentence."""


def free_ports(count: int) -> list[int]:
    """Ports that nobody uses just now."""
    listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports: list[int] = [listener.getsockname()[1] for listener in listeners]
    for listener in listeners:
        listener.close()
    return ports


class Processes:
    """Child processes of this one, each with a log file; `stop` leaves none behind."""

    def __init__(self, log_folder: Path) -> None:
        self._log_folder = log_folder
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._first_bytes: dict[str, int] = {}
        """Where in its log what a process says of itself begins: before it stands an older one."""

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start one; its output goes to `<name>.log`."""
        with (self._log_folder / f"{name}.log").open("ab") as log:
            self._first_bytes[name] = log.tell()
            self._running[name] = subprocess.Popen(
                [sys.executable, "-m", *command],
                env={**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # Its own group: Ctrl-C reaches this process alone, which then stops them in order.
                start_new_session=True,
            )

    def pid(self, name: str) -> int:
        """Process id of this one."""
        return self._running[name].pid

    def kill(self, name: str) -> None:
        """End it at once, as a power cut would (kill -9); its children too."""
        process = self._running.pop(name)
        _signal(process, signal.SIGKILL)
        process.wait()

    def fallen(self) -> str | None:
        """Name of a process that ended by itself; None: all run."""
        return next((name for name, p in self._running.items() if p.poll() is not None), None)

    def wait_until_answers(self, name: str, url: str, within_s: float) -> None:
        """Wait for a 2xx at `url`; raises `StartFailed` when the process ends or takes too long."""
        until = time.monotonic() + within_s
        while time.monotonic() < until:
            if self._running[name].poll() is not None:
                break
            try:
                with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own address
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(POLL_S)
        raise StartFailed(f"{name} did not start. {self.last_words(name)}")

    def last_words(self, name: str) -> str:
        """The end of what it wrote since its start, for the person at the terminal."""
        log = self._log_folder / f"{name}.log"
        words = log.read_bytes()[self._first_bytes[name] :].decode("utf-8", "replace")
        lines = words.strip().splitlines()[-6:]
        return "\n".join([f"The last lines of {log.name}:", *lines])

    def stop(self) -> None:
        """Stop all, last started first; what doesn't listen is killed."""
        for process in reversed(self._running.values()):
            _signal(process, signal.SIGTERM)
        until = time.monotonic() + STOP_WITHIN_S
        for process in reversed(self._running.values()):
            try:
                process.wait(timeout=max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                _signal(process, signal.SIGKILL)
                process.wait()
        self._running.clear()


def _signal(process: "subprocess.Popen[bytes]", number: signal.Signals) -> None:
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return
