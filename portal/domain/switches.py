"""Switches: what an operator can put off while the portal runs, and why it is off."""

from enum import StrEnum

BRP, BAG, VEHICLES, MAPS = "brp", "bag", "vehicles", "maps"
"""Names of what is asked without a choice: registers of persons, addresses and vehicles; a map."""


class SwitchKind(StrEnum):
    """What can be off."""

    FORM = "form"
    """By its slug."""
    SOURCE = "source"
    """By its name in `forms/sources.yaml`, or `BRP`, `BAG`, `VEHICLES` or `MAPS`."""


class SwitchReason(StrEnum):
    """Why it is off."""

    MAINTENANCE = "maintenance"
    OUTAGE = "outage"
    SECURITY = "security"
    DECISION = "decision"
    """The municipality doesn't want it now."""
