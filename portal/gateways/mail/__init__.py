"""The mail gateway, in the manner of NotifyNL."""

from portal.gateways.mail.notify import connect

__all__ = ["connect"]
