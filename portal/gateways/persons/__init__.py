"""The population register (BRP): BRP personen bevragen 2, of Haal Centraal."""

from portal.gateways.persons.brp import connect

__all__ = ["connect"]
