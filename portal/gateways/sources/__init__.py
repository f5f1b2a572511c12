"""Sources (UWV, Belastingdienst, RDW and others) behind one adapter."""

from portal.gateways.sources.registers import connect

__all__ = ["connect"]
