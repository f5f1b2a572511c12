"""Number plates in the open data of the RDW, by the Socrata API (SODA 2.1).

    GET <url>/m9d7-ebf2.json?kenteken=AB123C&$select=kenteken,merk,…&$limit=2
    200  [{"kenteken": "AB123C", "merk": "VOLKSWAGEN", "handelsbenaming": "GOLF", …}]; none: []

Only the plate is sent, and nothing comes that says whose it is. Every text is in capitals. No key
is needed; an app token gives more questions an hour. The set is renewed each day, so an answer is
kept for some hours; that a plate isn't there is not kept.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from portal.domain.failures import InvalidSourceAnswer
from portal.domain.vehicles import Vehicle
from portal.gateways.answers import log_odd
from portal.gateways.calls import Params
from portal.gateways.http import Api
from portal.gateways.kept import Kept
from portal.gateways.links import link_of
from portal.gateways.vehicles.resources import ANSWER, VehicleRow
from portal.settings import Settings

SYSTEM = "vehicles"
DATA_SET = "m9d7-ebf2.json"
FIELDS = "kenteken,merk,handelsbenaming,eerste_kleur,vervaldatum_apk"
MOST = 2
"""Rows for one plate; there is one at most, and a second shows that the question was ignored."""
NOWHERE = "00ZZZ0"
"""A plate in the shape of one; whether it is there makes no difference."""
PLATE = re.compile(r"[A-Z0-9]{6}")
NO_COLOUR = frozenset({"niet geregistreerd", "n.v.t."})
SHOUTED = re.compile(r"[A-ZÀ-ÖØ-Þ]{4,}")
"""A word in capitals. A shorter one can be a name that is written so: BMW, KIA, MG."""


@dataclass(frozen=True, slots=True)
class RdwVehicles:
    """A `VehicleRegister` on the open data of the RDW."""

    api: Api
    kept: Kept = field(default_factory=Kept, repr=False)

    def find(self, plate: str) -> Vehicle | None:
        """The vehicle with this plate; None: the RDW has none. Raises `SourceError`."""
        if not PLATE.fullmatch(plate):
            return None
        vehicle: Vehicle | None = self.kept.get(plate, partial(self._read, plate), _is_there)
        return vehicle

    def _read(self, plate: str) -> Vehicle | None:
        params: Params = {"kenteken": plate, "$select": FIELDS, "$limit": MOST}
        rows = self.api.read(ANSWER, DATA_SET, params)
        about_it = [row for row in rows if row.kenteken == plate]
        if not about_it:
            rows.whole(SYSTEM)
        if len(about_it) < len(rows.items):
            raise InvalidSourceAnswer(SYSTEM, "an answer about another plate")
        causes = (*rows.odd, *(cause for row in about_it for cause in row.odd))
        if causes:
            log_odd(SYSTEM, causes)
        return _vehicle(about_it[0]) if about_it else None

    def check(self) -> None:
        """Ask once whether it takes our questions; raises `SourceError`."""
        self._read(NOWHERE)


def connect(settings: Settings) -> RdwVehicles:
    """The register of these settings."""
    return RdwVehicles(
        Api(
            system=SYSTEM,
            link=link_of(settings, SYSTEM),
            base_url=str(settings.vehicles_url).rstrip("/"),
            limit_s=settings.register_seconds,
            headers=partial(_headers, settings),
        )
    )


def _headers(settings: Settings) -> Mapping[str, str]:
    token = settings.vehicles_token
    return {"X-App-Token": token.get_secret_value()} if token else {}


def _is_there(vehicle: Vehicle | None) -> bool:
    return vehicle is not None


def _vehicle(row: VehicleRow) -> Vehicle:
    make, model, colour = row.merk, row.handelsbenaming, row.eerste_kleur.lower()
    if model.upper().startswith(f"{make.upper()} "):
        model = model[len(make) :].strip()
    return Vehicle(
        make=_written(make),
        model=_written(model),
        colour="" if colour in NO_COLOUR else colour,
        inspected_until=row.vervaldatum_apk,
    )


def _written(name: str) -> str:
    return SHOUTED.sub(lambda word: word[0].capitalize(), name)
