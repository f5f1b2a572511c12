"""How secret something is, and what the client may see of it.

The embedded world has one client with the rights of a portal: up to `zaakvertrouwelijk`.
"""

from typing import Literal, get_args

Secrecy = Literal[
    "openbaar",
    "beperkt_openbaar",
    "intern",
    "zaakvertrouwelijk",
    "vertrouwelijk",
    "confidentieel",
    "geheim",
    "zeer_geheim",
]
LEVELS: tuple[str, ...] = get_args(Secrecy)
"""`vertrouwelijkheidaanduiding`, from public to most secret."""
CLIENT_MAX = "zaakvertrouwelijk"


def up_to(level: str) -> tuple[str, ...]:
    """The given level and all that are less secret."""
    return LEVELS[: LEVELS.index(level) + 1]


READABLE = up_to(CLIENT_MAX)
"""What the client may read and write."""
