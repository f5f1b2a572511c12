"""Switches: what an operator can put off while the portal runs, and why it is off."""

from enum import StrEnum

BRP, BAG, VEHICLES = "brp", "bag", "vehicles"
"""Names of the registers that are asked without a choice: persons, addresses and vehicles."""


class SwitchKind(StrEnum):
    """What can be off."""

    FORM = "form"
    """By its slug."""
    SOURCE = "source"
    """By its name in `forms/sources.yaml`, or `BRP`, `BAG` or `VEHICLES`."""


class SwitchReason(StrEnum):
    """Why it is off."""

    MAINTENANCE = "maintenance"
    OUTAGE = "outage"
    SECURITY = "security"
    DECISION = "decision"
    """The municipality doesn't want it now."""
