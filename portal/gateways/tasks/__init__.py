"""Tasks: external tasks (nl-portal Externe klanttaak v2) in an Objects API."""

from portal.gateways.tasks.objects import connect

__all__ = ["connect"]
