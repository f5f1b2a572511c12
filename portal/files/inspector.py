"""Look into one file: its content is standard input, what is to be kept instead standard output.

A process of its own, see `workshop`. Arguments: the kind of file, the memory that it may use (MB),
how much it may write (MB), and the seconds of a processor. The last line on standard error is the
verdict, or the fault.
"""

import importlib
import json
import logging
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

sys.path.insert(0, str(Path(__file__).parents[2]))

from portal.files.verdict import FileFault, Refusal, Verdict

MB = 1024 * 1024
POLITE = 5
"""Pages go before files."""
REFUSED = 3
MODULES = {
    "pdf": "pdf",
    "jpg": "pictures",
    "png": "pictures",
    "heic": "phone_photos",
    "webp": "pictures",
    "avif": "pictures",
    "tiff": "scans",
    "docx": "office",
}
"""Kind → the module that looks into it; only that one and its libraries are loaded."""


def main(kind: str, memory_mb: int, file_mb: int, seconds: int) -> int:
    """Look into what comes in; gives the exit code."""
    module = importlib.import_module(f"portal.files.{MODULES[kind]}")
    logging.disable()  # parsers quote what they don't understand
    os.nice(POLITE)
    _limit(memory_mb, file_mb, seconds)
    try:
        verdict = _inspected(module.inspect, kind)
    except Refusal as refusal:
        print(refusal.fault.value, file=sys.stderr)
        return REFUSED
    values = (verdict.ending, verdict.media_type, verdict.is_changed, verdict.note)
    print(json.dumps(values), file=sys.stderr)
    return 0


def _limit(memory_mb: int, file_mb: int, seconds: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python lets libraries take it for a full disk
    limits = {
        resource.RLIMIT_DATA: memory_mb * MB,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: file_mb * MB,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in limits.items():
        resource.setrlimit(kind, (most, most))


def _inspected(inspect: Callable[[str, IO[bytes], IO[bytes]], Verdict], kind: str) -> Verdict:
    try:
        return inspect(kind, sys.stdin.buffer, sys.stdout.buffer)
    except (MemoryError, RecursionError):
        raise Refusal(FileFault.TOO_HEAVY) from None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:])))
