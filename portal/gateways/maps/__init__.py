"""The map of PDOK: the BRT Achtergrondkaart of the Kadaster."""

from portal.gateways.maps.pdok import connect

__all__ = ["connect"]
