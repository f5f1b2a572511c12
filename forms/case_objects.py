"""What a case is about, of the answers: an address, a vehicle, a point on the map."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAddress:
    """A Dutch address. `postcode` as `1234 AB`; street and city are empty where nobody knows them.

    `bag_id`: its number in the BAG (nummeraanduiding); empty where it was not looked up.
    """

    street: str
    number: int
    letter: str
    addition: str
    postcode: str
    city: str
    bag_id: str


@dataclass(frozen=True, slots=True)
class CaseVehicle:
    """A vehicle. `plate` holds letters and digits only: `AB123C`."""

    plate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePoint:
    """Where it is, in degrees (WGS 84, EPSG:4326)."""

    latitude: Decimal
    longitude: Decimal


AnsweredObject = CaseAddress | CaseVehicle
