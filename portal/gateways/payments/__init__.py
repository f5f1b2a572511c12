"""Online payments, by a provider with Mollie's Payments API v2."""

from portal.gateways.payments.mollie import connect

__all__ = ["connect"]
