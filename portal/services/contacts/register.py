"""The contact register of these settings, for jobs that can do nothing without it."""

from portal.domain.contacts import ContactRegister
from portal.domain.failures import SourceUnavailable
from portal.domain.outside import Gateways


def register_of(gateways: Gateways) -> ContactRegister:
    """The register; raises `SourceUnavailable` where the settings name none any more."""
    if gateways.contacts is None:
        raise SourceUnavailable("contacts", "PORTAL_CONTACTS_URL is not set")
    return gateways.contacts
