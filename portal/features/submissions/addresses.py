"""The address register, as the forms engine asks it."""

import structlog

from forms.context import Address, AddressAnswer, AddressQuery
from portal.domain.failures import OutsideError
from portal.web.current import gateways

log = structlog.get_logger()


def lookup(query: AddressQuery) -> AddressAnswer:
    """Which addresses fit; `known` is False when the register could not be asked."""
    try:
        found = gateways().addresses.find(query.postcode, query.number)
    except OutsideError as error:
        log.warning("outside_failed", system=error.system, reason=error.reason)
        return AddressAnswer((), known=False)
    addresses = (
        Address(a.street, a.number, a.letter, a.addition, a.postcode, a.city) for a in found
    )
    return AddressAnswer(tuple(addresses), known=True)
