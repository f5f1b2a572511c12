"""Contacts with the municipality: the Klantinteracties API (Open Klant 2)."""

from portal.gateways.contacts.register import connect

__all__ = ["connect"]
