"""Addresses: what the address register (BAG) knows."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A Dutch address. `postcode` as `1234 AB`; `letter` and `addition` may be empty."""

    street: str
    number: int
    letter: str = ""
    addition: str = ""
    postcode: str
    city: str

    @property
    def lines(self) -> tuple[str, str]:
        """As on an envelope: `Lindelaan 12 A-2` and `1234 AB Demodam`."""
        extra = f"{self.letter}{'-' if self.letter and self.addition else ''}{self.addition}"
        house = f"{self.number} {extra}" if extra else str(self.number)
        return f"{self.street} {house}", f"{self.postcode} {self.city}"


class AddressRegister(Protocol):
    """The address register; raises `SourceError` when it can't be asked."""

    def find(self, postcode: str, number: int) -> list[Address]:
        """All addresses with this postcode and house number; empty: there are none."""
        ...
