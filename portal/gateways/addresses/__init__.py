"""The address register (BAG), through the Locatieserver of PDOK."""

from portal.gateways.addresses.locatieserver import connect

__all__ = ["connect"]
