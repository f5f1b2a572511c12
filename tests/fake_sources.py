"""UWV, Belastingdienst, RDW and the address register as tests need them: see `tests.fakes`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO

from PIL import Image

from forms.maps import SIDE, MapView
from portal.domain.addresses import Address
from portal.domain.consultations import ConsultationProof
from portal.domain.failures import MissingPart, SourceAnswer
from portal.domain.sources import Fetched, FetchPermission
from portal.domain.vehicles import Vehicle
from tests.witness import Fake


@dataclass
class FakeSources(Fake):
    """UWV, Belastingdienst and RDW. Plays `Sources`; like them it gives no more than was asked."""

    system = "bron"
    records: dict[tuple[str, str], list[dict[str, str | int]]] = field(default_factory=dict)
    """By BSN and source; nothing: nothing is known there."""
    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    """(source, fields) of every question."""
    on_fetch: Callable[[FetchPermission], None] = lambda _chosen: None

    def fetch(self, proof: ConsultationProof, chosen: FetchPermission) -> Fetched:
        self.asked.append((chosen.source, chosen.fields))
        self.witness.check_choice("FakeSources.fetch", proof, chosen)
        self._meet("fetch", proof)
        self.on_fetch(chosen)
        known = self.records.get((proof.subject.bsn, chosen.source), [])
        records = tuple({name: one[name] for name in chosen.fields} for one in known)
        return Fetched(datetime.now(UTC), records)


@dataclass
class FakeAddresses(Fake):
    """The address register. Plays `AddressRegister`."""

    system = "adressen"
    addresses: list[Address] = field(default_factory=list)
    missing: tuple[MissingPart, ...] = ()
    nearest: Address | None = None
    """To any place."""

    def near(self, latitude: float, longitude: float) -> Address | None:
        del latitude, longitude
        self._meet("near")
        return self.nearest

    def find(self, postcode: str, number: int) -> SourceAnswer[tuple[Address, ...]]:
        self._meet("find")
        there = [a for a in self.addresses if (a.postcode, a.number) == (postcode, number)]
        return SourceAnswer(tuple(there), self.missing)


@dataclass
class FakeVehicles(Fake):
    """The register of vehicles. Plays `VehicleRegister`."""

    system = "kentekens"
    vehicles: dict[str, Vehicle] = field(default_factory=dict)
    """By plate."""

    def find(self, plate: str) -> Vehicle | None:
        self._meet("find")
        return self.vehicles.get(plate)


@dataclass
class FakeMaps(Fake):
    """The map, on which there is nothing but grey. Plays `MapSystem`."""

    system = "kaart"
    shown: list[MapView] = field(default_factory=list)

    def picture(self, view: MapView) -> bytes:
        self._meet("picture")
        self.shown.append(view)
        file = BytesIO()
        Image.new("RGB", (SIDE, SIDE), "grey").save(file, "PNG")
        return file.getvalue()
