"""What an application must be allowed for a call to the ZGW APIs: their scopes, by their names."""

from portal.gateways.calls import Call

READING = {
    "cases": "zaken.lezen",
    "catalogue": "catalogi.lezen",
    "documents": "documenten.lezen",
    "decisions": "besluiten.lezen",
    "notifications": "notificaties.consumeren",
}
"""Name of each API in logs → the scope to read in it."""
WRITING = {
    ("cases", "zaken"): "zaken.aanmaken",
    ("cases", "rollen"): "zaken.bijwerken",
    ("cases", "zaakeigenschappen"): "zaken.bijwerken",
    ("cases", "zaakobjecten"): "zaken.bijwerken",
    ("cases", "zaakinformatieobjecten"): "zaken.bijwerken",
    ("cases", "statussen"): "zaken.statussen.toevoegen",
    ("documents", "enkelvoudiginformatieobjecten"): "documenten.aanmaken",
    ("documents", "bestandsdelen"): "documenten.bijwerken",
    ("documents", "unlock"): "documenten.lock",
}
"""API and resource → the scope to make one. Any other POST only reads (`_zoek`)."""
CHANGING = "zaken.bijwerken"
"""The scope to change a case, or what is in it."""


OF_SYSTEM = "@"
"""Between the name of an API and that of its case system, where that isn't the first one."""


def scope_of(system: str, call: Call) -> str:
    """The scope that this call needs; '' where the system is no ZGW API."""
    system = system.partition(OF_SYSTEM)[0]
    if call.method == "GET":
        return READING.get(system, "")
    if (system, call.method) == ("cases", "PATCH"):
        return CHANGING
    parts = call.path.partition("?")[0].split("/")
    for resource in reversed(parts):
        if (system, resource) in WRITING and "_zoek" not in parts:
            return WRITING[system, resource]
    return READING.get(system, "")
