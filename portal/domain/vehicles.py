"""Vehicles: what the open data of the RDW has of a number plate."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle:
    """A vehicle with a Dutch plate, never whose it is; texts are empty where the RDW has none."""

    make: str
    """`Volkswagen`."""
    model: str
    """The name it is sold by, without the make: `Golf`."""
    colour: str
    """In Dutch, without capitals: `grijs`."""
    inspected_until: date | None
    """Last day of its inspection (APK); None where the RDW has none."""


class VehicleRegister(Protocol):
    """The register of vehicles; raises `SourceError` when it can't be asked."""

    def find(self, plate: str) -> Vehicle | None:
        """The vehicle with this Dutch plate, written `AB123C`; None: the RDW knows none."""
        ...
