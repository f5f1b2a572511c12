"""The register of vehicles: the open data of the RDW (Gekentekende voertuigen)."""

from portal.gateways.vehicles.rdw import connect

__all__ = ["connect"]
