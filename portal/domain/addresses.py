"""Addresses: what the address register (BAG) knows."""

from dataclasses import dataclass
from typing import Protocol

from portal.domain.failures import SourceAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A Dutch address. `postcode` as `1234 AB`; `letter` and `addition` may be empty.

    `indication` stands before the number, `tegenover` or `bij`: that is another home.
    """

    street: str
    indication: str = ""
    number: int
    letter: str = ""
    addition: str = ""
    postcode: str
    city: str
    bag_id: str = ""
    """Its number in the BAG (nummeraanduiding), 16 digits; empty where that isn't known."""

    @property
    def lines(self) -> tuple[str, str]:
        """As on an envelope: `Lindelaan 12 A-2` and `1234 AB Demodam`."""
        letter = f" {self.letter}" if self.letter else ""
        addition = f"-{self.addition}" if self.addition else ""
        parts = (self.street, self.indication, f"{self.number}{letter}{addition}")
        return " ".join(filter(None, parts)), f"{self.postcode} {self.city}".strip()


@dataclass(frozen=True, slots=True)
class DescribedPlace:
    """Where somebody lives, in lines: an address abroad, or the description of a place."""

    lines: tuple[str, ...]


class AddressRegister(Protocol):
    """The address register; raises `SourceError` when it can't be asked."""

    def find(self, postcode: str, number: int) -> SourceAnswer[tuple[Address, ...]]:
        """All addresses with this postcode and house number; none: there are none.

        `missing` where there may be others, which could not be read.
        """
        ...

    def near(self, latitude: float, longitude: float) -> Address | None:
        """The address that is nearest to a place (WGS 84); None: there is none near."""
        ...
