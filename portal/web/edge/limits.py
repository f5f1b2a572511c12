"""How often one may try: declared on the view, counted for all processes in the database.

A person or browser has few tries. By address of the network are counted logins that don't succeed,
proofs of systems that are wrong, and all together who are not logged in: a cookie is easily thrown
away. Of those there may be many, as behind one address may sit a carrier; libraries are spared.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, auto
from http import HTTPStatus
from math import ceil
from typing import TypeVar

import structlog
from flask import Flask, Response, current_app, jsonify, request
from flask import session as cookie
from pydantic import IPvAnyNetwork
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from portal.domain.security_events import EventKind, note_event
from portal.storage.rate_limits import TryCount, count_tries, forgive
from portal.web.edge.login_session import ANONYMOUS, BROWSER, actor
from portal.web.edge.origin import address_here, network_of
from portal.web.edge.request_context import close_session, settings, single_statements
from portal.web.edge.systems import calling_client

V = TypeVar("V", bound=Callable[..., object])
log = structlog.get_logger()
MINUTE_S, HOUR_S, MB = 60, 3600, 1024 * 1024
TOO_MANY = HTTPStatus.TOO_MANY_REQUESTS
IPV4_BITS, IPV6_BITS = 32, 64
"""Bits of an address that one connection to the internet has at least; the rest it chooses."""


class Per(Enum):
    """By what tries are counted."""

    VISITOR = auto()
    """The resident, in whatever browser; without login the browser, and its network as a whole."""
    NETWORK = auto()
    """The address that the request came from."""
    CLIENT = auto()
    """The organisation that proved itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How often something may be tried in some seconds."""

    name: str
    most: int
    seconds: int
    per: Per = Per.VISITOR
    of_network: int = 0
    """Per visitor: how often all may together who are not logged in at one address."""
    counts: Callable[[], bool] = lambda: True
    """Whether this request is such a try."""
    weight: Callable[[], int] = lambda: 1
    """For how many tries this request counts."""


def _has_files() -> bool:
    return any(file.filename for file in request.files.values())


def _has_files_of_nobody() -> bool:
    return _has_files() and actor() is None


def _megabytes() -> int:
    return max(1, (request.content_length or 0) // MB)


LOGIN = Limit(name="login", most=30, seconds=10 * MINUTE_S, of_network=600)
LOGIN_NETWORK = Limit(name="login of network", most=300, seconds=HOUR_S, per=Per.NETWORK)
"""Logins that were begun and did not succeed."""
CALLBACK = Limit(name="callback", most=30, seconds=10 * MINUTE_S, of_network=300)
SEARCH = Limit(
    name="search",
    most=60,
    seconds=MINUTE_S,
    of_network=600,
    counts=lambda: bool(request.args.get("q")),
)
BEGIN_FORM = Limit(name="form", most=60, seconds=10 * MINUTE_S, of_network=300)
SEND_FORM = Limit(name="send", most=60, seconds=10 * MINUTE_S, of_network=300)
UPLOAD = Limit(name="upload", most=120, seconds=10 * MINUTE_S, of_network=600, counts=_has_files)
UPLOAD_SIZE = Limit(
    name="upload size of network",
    most=5_000,
    seconds=HOUR_S,
    per=Per.NETWORK,
    counts=_has_files_of_nobody,
    weight=_megabytes,
)
"""Megabytes that come without login: what one browser may send, a flood of new ones may not."""
UPLOAD_SIZE_OF_VISITOR = Limit(
    name="upload size",
    most=1_500,
    seconds=HOUR_S,
    of_network=5_000,
    counts=_has_files,
    weight=_megabytes,
)
"""Megabytes, also of files that were taken off again: their bytes lie there for a day."""
MAP = Limit(name="map", most=120, seconds=MINUTE_S, of_network=1_200)
"""Pictures; each may ask an outside system for four tiles."""
FEEDBACK = Limit(name="feedback", most=10, seconds=10 * MINUTE_S, of_network=100)
CONTACT = Limit(name="contact", most=30, seconds=HOUR_S, of_network=300)
"""Each change may send a mail, to any address."""
BROUGHT = Limit(name="brought", most=30, seconds=HOUR_S, of_network=300)
"""Each time a paper goes to the case."""
PAY = Limit(name="pay", most=30, seconds=HOUR_S, of_network=300)
"""Each may begin a payment at the provider."""
ASK = Limit(name="ask", most=10, seconds=HOUR_S, of_network=100)
ASK_OF_A_DAY = Limit(name="ask in a day", most=30, seconds=24 * HOUR_S, of_network=300)
"""Each question is work for an employee."""
CONFIRMATION = Limit(name="confirmation", most=60, seconds=MINUTE_S, of_network=600)
TRACKING = Limit(name="tracking", most=60, seconds=MINUTE_S, of_network=600)
COSIGN = Limit(name="cosign", most=60, seconds=MINUTE_S, of_network=600)
LOST_LINK = Limit(name="lost link", most=10, seconds=HOUR_S, of_network=60)
"""A number and an address may be guessed; each that fits sends a mail."""
CLIENT = Limit(name="client", most=600, seconds=MINUTE_S, per=Per.CLIENT)
WRONG_PROOF = Limit(name="proof", most=60, seconds=MINUTE_S, per=Per.NETWORK)
"""Tokens and secrets that were not right."""


class LimitHit(Exception):
    """It was tried too often; `until`: the moment (UTC) from which it may go on."""

    def __init__(self, limit: Limit, until: datetime) -> None:
        super().__init__(limit.name)
        self.limit, self.until = limit, until

    @property
    def seconds(self) -> int:
        """How long to wait, at least a second."""
        return max(1, ceil((self.until - datetime.now(UTC)).total_seconds()))


def limited(*limits: Limit) -> Callable[[V], V]:
    """Let a view be tried so often; beside the rule that says who may."""

    def declare(view: V) -> V:
        view.limits = limits  # type: ignore[attr-defined]
        return view

    return declare


def register(app: Flask) -> None:
    """Count before the views that say so, after it is decided who may; and wrong proofs after."""
    app.before_request(_check)
    app.after_request(_count_wrong_proof)


def check(limits: Iterable[Limit]) -> None:
    """Count this request for each of these; raises `LimitHit` for the one that is over.

    While the database is away nothing is counted, and nobody refused.
    """
    by_tries = {tries: limit for limit in limits if limit.counts() for tries in _tries(limit)}
    if not by_tries:
        return
    try:
        with single_statements() as database:
            over = count_tries(database, list(by_tries))
    except (DBAPIError, NoConnection) as error:
        log.warning("limits_not_counted", kind=type(error).__name__)
        close_session(error)
        return
    if over:
        limit = by_tries[over[0]]
        log.warning("limit_hit", limit=limit.name)
        note_event(EventKind.LIMIT_HIT, limit.name)
        raise LimitHit(limit, over[1])


def login_succeeded() -> None:
    """Take back what the beginning of this login counted for its network."""
    for tries in _tries(LOGIN_NETWORK):
        with single_statements() as database:
            forgive(database, tries)


def _check() -> None:
    if request.endpoint is not None:
        check(getattr(current_app.view_functions[request.endpoint], "limits", ()))


def problem(hit: LimitHit) -> Response:
    """The answer to a program that tried too often."""
    response = jsonify(type="about:blank", title="Te vaak geprobeerd", status=TOO_MANY)
    response.status_code, response.mimetype = TOO_MANY, "application/problem+json"
    response.headers["Retry-After"] = str(hit.seconds)
    return response


def _count_wrong_proof(response: Response) -> Response:
    if response.status_code != HTTPStatus.UNAUTHORIZED:
        return response
    note_event(EventKind.PROOF_REFUSED)
    try:
        check((WRONG_PROOF,))
    except LimitHit as hit:
        return problem(hit)
    return response


def _tries(limit: Limit) -> Iterator[TryCount]:
    """For whom this request counts; for nobody where nobody should be counted."""
    for subject, most in _subjects(limit):
        if subject:
            yield TryCount(limit.name, subject, most, limit.seconds, limit.weight())


def _subjects(limit: Limit) -> Iterator[tuple[str, int]]:
    """Whom it counts for, and how often they may."""
    if limit.per is not Per.VISITOR:
        yield _SUBJECTS[limit.per](), limit.most
    elif not _is_within(settings().counter_networks):
        # At the counter one employee helps many after each other.
        current = actor()
        yield str(current.for_party.key) if current else _browser(), limit.most
        if current is None:
            yield _network(), limit.of_network


def _browser() -> str:
    return str(cookie.get(BROWSER) or cookie.get(ANONYMOUS, ""))


def _network() -> str:
    if _is_within((*settings().library_networks, *settings().counter_networks)):
        return ""
    address = address_here()
    if address is None:
        return request.remote_addr or ""
    return network_of(address, ipv4_bits=IPV4_BITS, ipv6_bits=IPV6_BITS)


def _is_within(networks: Iterable[IPvAnyNetwork]) -> bool:
    address = address_here()
    return address is not None and any(address in network for network in networks)


_SUBJECTS = {Per.NETWORK: _network, Per.CLIENT: calling_client}
