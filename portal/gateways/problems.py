"""How a system says no, in its own words (RFC 7807), and whether that may change by itself."""

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

from portal.domain.failures import (
    InvalidSourceAnswer,
    SourceError,
    SourceRefused,
    SourceUnavailable,
)
from portal.gateways.calls import Call
from portal.gateways.scopes import scope_of

CODE = re.compile(r"[\w.-]{1,60}")
NAME = re.compile(r"[\w.\[\]-]{1,60}")
SECONDS = re.compile(r"[0-9]{1,9}")
MOST_NAMES = 5
NO_FIELD = frozenset({"None", "nonFieldErrors"})
PERMISSION, CLOSED = "permission_denied", "ZaakClosed"
"""ZGW's code for a scope that lacks, and for a thing that may not be seen; and the end of the type
with which Open Zaak refuses every change of a closed case, under that same code."""
REFUSED, ABSENT = (403, PERMISSION), (404, "not_found")
"""How ZGW says that a thing may not be seen, and that there is none."""
LACKS_ACCESS = frozenset({PERMISSION, CLOSED})
"""The 403 that no better token and no later moment mends. Others are of our token or our clock."""
DOUBLE = frozenset({"identificatie-niet-uniek", "unique", "max-occurences"})
"""The 400 to what is there already: a lagging replica shows it a moment later."""
TRY_LATER = frozenset({408, 425, 429})
SUCCESS = range(200, 300)


@dataclass(frozen=True, slots=True)
class Problem:
    """What a problem says."""

    code: str = ""
    """The most precise word in it; '' where it has none."""
    names: tuple[str, ...] = ()
    """The fields that are wrong."""


NO_PROBLEM = Problem()


def failure_of(
    system: str, call: Call, status: int, content: bytes, headers: Mapping[str, str]
) -> SourceError | None:
    """What this answer comes to; None: it is a success."""
    if status in SUCCESS or (call.etag and status == HTTPStatus.NOT_MODIFIED):
        return None
    reason = f"HTTP {status} on {call}"
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in TRY_LATER:
        wait_s = retry_after_s(headers.get("Retry-After", ""))
        return SourceUnavailable(system, reason, retry_after_s=wait_s)
    if status < HTTPStatus.BAD_REQUEST:
        return InvalidSourceAnswer(system, reason)
    problem = problem_in(content)
    scope = scope_of(system, call) if problem.code == PERMISSION else ""
    fields = f"({', '.join(problem.names)})" if problem.names else ""
    why = " ".join(filter(None, (problem.code, fields)))
    return SourceRefused(
        system,
        f"{reason}: {why}".rstrip(": ") + (f", needs scope {scope}" if scope else ""),
        status=status,
        code=problem.code,
        is_final=is_final(status, problem.code),
    )


def is_absent(error: SourceRefused) -> bool:
    """Whether ZGW says with this that there is no such thing."""
    return (error.status, error.code) == ABSENT


def is_closed_to_us(error: SourceRefused) -> bool:
    """Whether ZGW says with this that the portal may not see a thing: a scope or a kind lacks.

    That is not known then (rule 1), unless a list asks which things may be seen. Other refusals, of
    our token for example, say nothing about the thing.
    """
    return (error.status, error.code) == REFUSED


def is_final(status: int, code: str) -> bool:
    """Whether the same will be refused again until a person mends something.

    A 400 without a code may be of a proxy that stands between.
    """
    if status == HTTPStatus.FORBIDDEN:
        return code in LACKS_ACCESS
    return status == HTTPStatus.BAD_REQUEST and bool(code) and code not in DOUBLE


def problem_in(content: bytes) -> Problem:
    """The problem in an answer; `NO_PROBLEM` for any other content."""
    try:
        body = json.loads(content)
        params = body.get("invalidParams") or [{}]
        code = params[0].get("code") or body.get("code") or ""
        names = [str(each.get("name")) for each in params[:MOST_NAMES] if isinstance(each, dict)]
    except (ValueError, RecursionError, AttributeError, TypeError, IndexError, KeyError):
        return NO_PROBLEM
    if code == PERMISSION and _is_closed(body):
        code = CLOSED
    fields = tuple(name for name in names if name not in NO_FIELD and NAME.fullmatch(name))
    return Problem(code if isinstance(code, str) and CODE.fullmatch(code) else "", fields)


def _is_closed(body: dict[str, Any]) -> bool:
    return str(body.get("type", "")).rstrip("/").endswith(f"/{CLOSED}")


def retry_after_s(header: str) -> float | None:
    """Seconds that a `Retry-After` asks for (RFC 9110, 10.2.3); None where it says nothing."""
    if SECONDS.fullmatch(header):
        return float(header)
    with suppress(ValueError, TypeError):
        moment = parsedate_to_datetime(header)
        zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (zoned - datetime.now(UTC)).total_seconds())
    return None
