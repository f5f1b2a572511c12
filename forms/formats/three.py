"""The third format: of before forms named their product and could leave the login to choose."""

from typing import Any


def as_format_4(stored: dict[str, Any]) -> dict[str, Any]:
    """The same version: what the fourth format added has a default that says nothing."""
    return {**stored, "format": 4}
