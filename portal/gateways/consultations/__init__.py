"""The municipality's log of consultations: Inzage API 0.9 of VNG's Verwerkingenlogging."""

from portal.gateways.consultations.log import connect

__all__ = ["connect"]
