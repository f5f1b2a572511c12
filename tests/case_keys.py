"""Keys of cases, and the URLs that the case system has for them."""

from uuid import NAMESPACE_URL, uuid5

from portal.domain.case_keys import ONLY_SYSTEM, CaseKey

ZAKEN = "https://zaken.example/zaken/api/v1/zaken/"
BESLUITEN = "https://zaken.example/besluiten/api/v1/besluiten/"


def a_key(number: str = "ZAAK-2026-0000000001", system: str = ONLY_SYSTEM) -> CaseKey:
    """The key of the case that got this number when it was made."""
    return CaseKey(system, uuid5(NAMESPACE_URL, f"{system} {number}"))


def url_of(key: CaseKey) -> str:
    """The URL of this case in the case system."""
    return f"{ZAKEN}{key.id}"
