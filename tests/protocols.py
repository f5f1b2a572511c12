"""The protocols of the systems outside the portal, by the name of their gateway."""

import dataclasses
import typing
from types import NoneType

from portal.domain.outside import Gateways


def _protocol(hint: type) -> type:
    """The protocol itself, also of a system that a municipality may do without."""
    return next((each for each in typing.get_args(hint) if each is not NoneType), hint)


PROTOCOLS = {
    system.name: _protocol(typing.get_type_hints(Gateways)[system.name])
    for system in dataclasses.fields(Gateways)
}
