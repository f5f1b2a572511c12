"""Logging: one JSON object a line, times in UTC, never a BSN.

The filter at the end is a net, not the rule: code logs names of things and counts, no content. Of
an exception only its kind and place are logged: its words can hold what somebody sent.
"""

import logging
import os
import re
import socket
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog
from structlog.stdlib import ProcessorFormatter

ROOT = f"{Path(__file__).parent.parent}{os.sep}"
OUR_FOLDERS = tuple(f"{ROOT}{name}{os.sep}" for name in ("portal", "forms"))
HOST = socket.gethostname()
NINE_DIGITS = re.compile(r"(?<!\d)\d{9}(?!\d)")


def configure(level: str) -> None:
    """Send all log lines of the portal and its libraries to standard error."""
    at_last = (
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        _with_process,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_numbers,
        structlog.processors.JSONRenderer(),
    )
    structlog.configure(
        processors=[*at_last],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=_to_stderr,
    )
    logging.raiseExceptions = False  # else a line that can't be written is shown with its words
    handler = logging.StreamHandler(sys.stderr)
    library_line = ProcessorFormatter(
        processors=[
            structlog.stdlib.add_logger_name,
            ProcessorFormatter.remove_processors_meta,
            _without_words_of_errors,
            *at_last,
        ]
    )
    handler.setFormatter(library_line)
    # At `debug` libraries tell which addresses they ask, and with what.
    of_libraries = max(logging.INFO, logging.getLevelName(level.upper()))
    logging.basicConfig(level=of_libraries, handlers=[handler], force=True)
    # It tells of damaged PDFs with words of the file.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    if level != "debug":
        # It tells of every job that begins and ends, and of a failed one with all its words.
        logging.getLogger("procrastinate").setLevel(logging.WARNING)


def _to_stderr(*_names: object) -> structlog.PrintLogger:
    # Looked up each time: who runs the portal (a test, a supervisor) may put another in its place.
    return structlog.PrintLogger(sys.stderr)


def place_of(error: BaseException) -> str:
    """Our own line that led to it, as `portal/worker.py:83 send_notice`; no words of it.

    Where none of ours had a part in it, the line that raised it.
    """
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if frame.filename.startswith(OUR_FOLDERS)]
    if not frames:
        return ""
    at = (ours or frames)[-1]
    name = at.filename.removeprefix(ROOT) if ours else Path(at.filename).name
    return f"{name}:{at.lineno} {at.name}"


def _with_process(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Which process of which host it was."""
    return {**event, "host": HOST, "process": os.getpid()}


def _without_words_of_errors(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """An exception of a library by kind and place alone."""
    event.pop("stack_info", None)
    error = event.pop("exc_info", (None, None, None))[1]
    return (
        event
        if error is None
        else {**event, "kind": type(error).__name__, "where": place_of(error)}
    )


def _without_numbers(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    return {
        name: _hidden(value) if isinstance(value, str) else value for name, value in event.items()
    }


def _hidden(text: str) -> str:
    return NINE_DIGITS.sub("•••••••••", text)
