"""The address register, as the forms engine asks it."""

from collections.abc import Iterable
from dataclasses import replace

import structlog

from forms.context import Address, AddressAnswer, AddressQuery, Context
from portal.domain.failures import SourceError
from portal.web.edge.request_context import gateways

log = structlog.get_logger()


def with_addresses(context: Context, queries: Iterable[AddressQuery]) -> Context:
    """The same context, knowing what the address register says to these questions."""
    return replace(context, addresses={query: _answer_to(query) for query in queries})


def _answer_to(query: AddressQuery) -> AddressAnswer:
    """Which addresses fit; `known` is False when the register could not be asked."""
    try:
        found = gateways().addresses.find(query.postcode, query.number)
    except SourceError as error:
        log.warning("outside_failed", system=error.system, reason=error.reason)
        return AddressAnswer((), known=False)
    addresses = (
        Address(a.street, a.number, a.letter, a.addition, a.postcode, a.city) for a in found
    )
    return AddressAnswer(tuple(addresses), known=True)
