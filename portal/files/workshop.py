"""Files looked into and pictures painted anew, in a process of its own with little to break.

What residents send is made to break what reads it, or is large by nature: the process has a limit
of memory and of time, gets no settings, and takes its memory along when it ends.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from time import monotonic
from typing import IO

from portal.files.verdict import FileFault, Note, Refusal, Verdict

INSPECTOR = Path(__file__).with_name("inspector.py")
PLACES = BoundedSemaphore(4)
"""How many requests of a process look into a file or wait to: the other threads answer pages."""
MACHINES = BoundedSemaphore(2)
"""How many of those processes there are at once."""
LIMIT_S = 30
"""For one file, waiting for a machine not counted."""
REQUEST_S = 5
"""For all files of one request together, waiting counted; the worker takes those that are left."""
WORKER_S = 60
"""For one file in the worker, waiting counted."""
LIMIT_MB = 512
"""Of memory that one may write to."""
LIMIT_FILE_MB = 64
"""Of what one may write, or twice what came in: more than is ever kept, far less than a disk."""
MB = 1024 * 1024
REFUSED, DONE = 3, 0
"""Exit codes of `inspector`; others are accidents."""


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """When all files of one request must have been looked into."""

    at: float = field(default_factory=lambda: monotonic() + REQUEST_S)
    """On the clock of `monotonic`."""

    @property
    def left(self) -> float:
        """Seconds, never less than none."""
        return max(self.at - monotonic(), 0.0)


def look_into(kind: str, content: IO[bytes], cleaned: IO[bytes], time_limit: TimeLimit) -> Verdict:
    """What this file of this kind is; what is to be kept instead is written to `cleaned`.

    Both are files with a number of the operating system. Raises `Refusal`.
    """
    if not PLACES.acquire(blocking=False):
        raise Refusal(FileFault.BUSY)
    try:
        if not MACHINES.acquire(timeout=time_limit.left):
            raise Refusal(FileFault.TOO_LATE)
        try:
            return _look_into(kind, content, cleaned, time_limit.left)
        finally:
            MACHINES.release()
    finally:
        PLACES.release()


def _look_into(kind: str, content: IO[bytes], cleaned: IO[bytes], seconds_left: float) -> Verdict:
    if not seconds_left:
        raise Refusal(FileFault.TOO_LATE)
    file_mb = max(LIMIT_FILE_MB, 2 * content.seek(0, os.SEEK_END) // MB)
    limits = map(str, (LIMIT_MB, file_mb, LIMIT_S))
    command = [sys.executable, "-I", str(INSPECTOR), kind, *limits]
    content.seek(0)
    with TemporaryFile() as said:
        try:
            process = subprocess.run(
                command,
                stdin=content,
                stdout=cleaned,
                stderr=said,
                env={"MALLOC_ARENA_MAX": "2"},
                timeout=min(LIMIT_S, seconds_left),
                check=False,
            )
        except subprocess.TimeoutExpired:
            is_heavy = seconds_left >= LIMIT_S
            raise Refusal(FileFault.TOO_HEAVY if is_heavy else FileFault.TOO_LATE) from None
        said.seek(0)
        return _verdict(process.returncode, said.read())


def _verdict(code: int, said: bytes) -> Verdict:
    """What the process said in its last line, by its exit code; raises `Refusal`."""
    if code < DONE:  # killed: by its limit, or because a library fell
        raise Refusal(FileFault.TOO_HEAVY)
    *_warnings, last = said.splitlines() or [b""]
    if code == REFUSED and last.decode("utf-8", "replace") in set(FileFault):
        raise Refusal(FileFault(last.decode()))
    if code != DONE:
        raise Refusal(FileFault.UNREADABLE)
    try:
        ending, media_type, is_changed, note = json.loads(last)
    except ValueError:  # a library had the last word
        raise Refusal(FileFault.UNREADABLE) from None
    return Verdict(ending, media_type, is_changed, Note(note) if note else None)
