"""Everybody in the population register of the embedded world."""

from portal.embedded.registers.odd_residents import ODD_RESIDENTS
from portal.embedded.registers.residents import RESIDENTS, Resident

EVERYBODY: tuple[Resident, ...] = (*RESIDENTS, *ODD_RESIDENTS)
BY_BSN: dict[str, Resident] = {resident.bsn: resident for resident in EVERYBODY}
