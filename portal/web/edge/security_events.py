"""What happened in a request that those who watch over the portal must know, written at its end.

Requests in which nothing of that kind happened cost nothing.
"""

from uuid import UUID

import structlog
from flask import Flask, Response, g, request
from flask import session as cookie
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from portal.domain.case_keys import CaseKey
from portal.domain.failures import NotFound, OfSomebodyElse
from portal.domain.security_events import (
    OF_ANOTHER,
    EventKind,
    EventSource,
    NamedInAddress,
    SecurityEvent,
    add_event,
    collect_events,
    note_event,
    subject_of_owner,
)
from portal.measures import count_security_event
from portal.storage.base import vault_of
from portal.storage.security_events import add_events
from portal.web.edge.login_session import ANONYMOUS, BROWSER, actor_as_read
from portal.web.edge.origin import address_here, network_of
from portal.web.edge.request_context import close_session, session, single_statements
from portal.web.edge.request_log import request_id

log = structlog.get_logger()
IPV4_BITS, IPV6_BITS = 24, 48
"""How much of an address is kept: enough to see from where, too little to see who."""
SUBJECT_LENGTH = 32


def register(app: Flask) -> None:
    """Collect from the beginning of each request; write after whatever else comes after a view."""
    app.before_request(_collect)
    app.after_request(_write)


def note_not_found(error: NotFound) -> None:
    """Somebody asked for what isn't there, or isn't theirs; what no error says, our records may."""
    if isinstance(error, OfSomebodyElse):
        note_event(EventKind.NOT_FOUND, OF_ANOTHER)
        return
    names = request.view_args or {}
    values = [value.id if isinstance(value, CaseKey) else value for value in names.values()]
    ids = tuple(value for value in values if isinstance(value, UUID))
    address = NamedInAddress(ids, str(names.get("reference", "")))
    add_event(SecurityEvent(EventKind.NOT_FOUND, address=address))


def subject_here() -> str:
    """Who does this request: a resident, else a browser; '' where neither is known."""
    current = actor_as_read()
    if current:
        return subject_of_owner(current.by_whom)
    name = cookie.get(BROWSER) or cookie.get(ANONYMOUS, "")
    if not name:
        return ""
    return f"browser:{vault_of(session()).hash(str(name), 'security event')[:SUBJECT_LENGTH]}"


def _collect() -> None:
    g.security_events = collect_events()


def _write(response: Response) -> Response:
    events = g.get("security_events")
    if events:
        _keep(events)
    return response


def _keep(events: list[SecurityEvent]) -> None:
    """Nothing of the page is open any more that would still be committed."""
    try:
        session().rollback()
        with single_statements() as database:
            add_events(database, events, _source())
        for event in events:
            count_security_event(event.kind)
    except (DBAPIError, NoConnection) as error:
        kinds = sorted({event.kind for event in events})
        log.warning("security_events_lost", kind=type(error).__name__, events=kinds)
        close_session(error)


def _source() -> EventSource:
    current, address = actor_as_read(), address_here()
    return EventSource(
        request=request_id(),
        endpoint=request.endpoint or "",
        subject=subject_here(),
        owner=current.for_party.key if current else None,
        network=network_of(address, ipv4_bits=IPV4_BITS, ipv6_bits=IPV6_BITS) if address else "",
    )
