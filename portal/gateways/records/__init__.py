"""Records of submissions, in an Objects API."""

from portal.gateways.records.objects import connect

__all__ = ["connect"]
