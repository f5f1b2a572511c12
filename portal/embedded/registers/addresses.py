"""The addresses of Demodam, a town that does not exist, on a spot where there is only water."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from portal.embedded.registers.residents import HomeAddress

CITY = "Demodam"
MUNICIPALITY_CODE = "9999"
METRES_PER_DEGREE = 111_320.0
STEP_DEGREES = 0.00016
"""Some eleven metres from one house to the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredAddress:
    """One address with its place (WGS84 degrees) and its numbers in the BAG."""

    home: HomeAddress
    latitude: float
    longitude: float
    serial: int

    @property
    def house(self) -> str:
        """House number with letter and addition as the Locatieserver writes it: `10A-2`."""
        addition = f"-{self.home.addition}" if self.home.addition else ""
        return f"{self.home.number}{self.home.letter}{addition}"

    @property
    def display(self) -> str:
        """The whole address on one line: `Lindelaan 12, 1234AB Demodam`."""
        return f"{self.home.street} {self.house}, {self.home.postcode} {self.home.city}"

    @property
    def designation_id(self) -> str:
        """Number of the address itself (nummeraanduiding), 16 digits."""
        return f"{MUNICIPALITY_CODE}20{self.serial:010d}"

    @property
    def object_id(self) -> str:
        """Number of what stands there (adresseerbaar object), 16 digits."""
        return f"{MUNICIPALITY_CODE}01{self.serial:010d}"

    def metres_from(self, latitude: float, longitude: float) -> float:
        """Distance to a place; flat, which is right to a metre within a town."""
        north = (self.latitude - latitude) * METRES_PER_DEGREE
        east = (self.longitude - longitude) * METRES_PER_DEGREE
        return math.hypot(north, east * math.cos(math.radians(latitude)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Street:
    """A street that runs straight from its first house; directions are north, east."""

    name: str
    postcode: str
    houses: int
    start: tuple[float, float]
    direction: tuple[float, float]
    extra: tuple[tuple[int, str, str], ...] = ()
    """Number, letter and addition of addresses beside the plain house numbers."""


_STREETS = (
    _Street(
        name="Lindelaan", postcode="1234AB", houses=40, start=(52.5700, 5.1500), direction=(0, 1)
    ),
    _Street(
        name="Marktplein", postcode="1234CD", houses=20, start=(52.5718, 5.1530), direction=(1, 0)
    ),
    _Street(
        name="Havenstraat",
        postcode="1235EF",
        houses=60,
        start=(52.5735, 5.1480),
        direction=(0, 1),
        extra=((10, "A", ""), (10, "A", "1"), (10, "A", "2"), (12, "", "bis")),
    ),
    _Street(
        name="Stationsweg", postcode="1236GH", houses=30, start=(52.5680, 5.1450), direction=(1, 1)
    ),
)


def _addresses() -> Iterator[RegisteredAddress]:
    serial = 0
    for street in _STREETS:
        plain = [(number, "", "") for number in range(1, street.houses + 1)]
        for number, letter, addition in sorted([*plain, *street.extra]):
            serial += 1
            yield RegisteredAddress(
                home=HomeAddress(
                    street=street.name,
                    number=number,
                    letter=letter,
                    addition=addition,
                    postcode=street.postcode,
                    city=CITY,
                ),
                latitude=street.start[0] + street.direction[0] * number * STEP_DEGREES,
                longitude=street.start[1] + street.direction[1] * number * STEP_DEGREES,
                serial=serial,
            )


ADDRESSES: tuple[RegisteredAddress, ...] = tuple(_addresses())
BY_HOME: dict[HomeAddress, RegisteredAddress] = {one.home: one for one in ADDRESSES}
