"""Logging: one JSON object a line, times in UTC, never a BSN.

The filter at the end is a net, not the rule: code logs names of things and counts, no content.
"""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

NINE_DIGITS = re.compile(r"(?<!\d)\d{9}(?!\d)")


def configure(level: str) -> None:
    """Send all log lines of the portal and its libraries to standard error."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_numbers,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_library_line)
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)


def _without_numbers(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    return {
        name: NINE_DIGITS.sub("•••••••••", value) if isinstance(value, str) else value
        for name, value in event.items()
    }


def _library_line(record: logging.LogRecord) -> bool:
    record.msg = NINE_DIGITS.sub("•••••••••", record.getMessage())
    record.args = ()
    return True
