"""Files looked into and pictures painted anew, in a process of its own with little to break.

What residents send is made to break what reads it, or is large by nature: the process has a limit
of memory and of time, gets no settings, and takes its memory along when it ends.
"""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import IO

from portal.files.verdict import FileFault, Note, Refusal, Verdict

INSPECTOR = Path(__file__).with_name("inspector.py")
PLACES = BoundedSemaphore(4)
"""How many requests of a process look into a file or wait to: the other threads answer pages."""
MACHINES = BoundedSemaphore(2)
"""How many of those processes there are at once."""
LIMIT_S = 30
"""For one file, waiting for a machine not counted."""
LIMIT_MB = 512
"""Of memory that one may write to."""
REFUSED, DONE = 3, 0
"""Exit codes of `inspector`; others are accidents."""


def look_into(kind: str, content: IO[bytes], cleaned: IO[bytes]) -> Verdict:
    """What this file of this kind is; what is to be kept instead is written to `cleaned`.

    Both are files with a number of the operating system. Raises `Refusal`.
    """
    if not PLACES.acquire(blocking=False):
        raise Refusal(FileFault.BUSY)
    try:
        with MACHINES:
            return _look_into(kind, content, cleaned)
    finally:
        PLACES.release()


def _look_into(kind: str, content: IO[bytes], cleaned: IO[bytes]) -> Verdict:
    command = [sys.executable, "-I", str(INSPECTOR), kind, str(LIMIT_MB), str(LIMIT_S)]
    content.seek(0)
    with TemporaryFile() as said:
        try:
            process = subprocess.run(
                command,
                stdin=content,
                stdout=cleaned,
                stderr=said,
                env={"MALLOC_ARENA_MAX": "2"},
                timeout=LIMIT_S,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Refusal(FileFault.TOO_HEAVY) from None
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
