"""Case systems as the settings name them: where each is, and how the portal may use it."""

import re
from collections.abc import Collection, Mapping
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, SecretStr

from portal.domain.case_keys import ONLY_SYSTEM

NAME = re.compile(r"[a-z][a-z0-9-]{0,19}")
"""Of a case system: it stands in keys of cases, and so in addresses of pages."""

NO_API: Final = "none"
OptionalApi = HttpUrl | Literal["none"]
"""An API that a case system may lack. Lacking it is said, as forgetting it would hide things."""


class CaseSystemSettings(BaseModel):
    """One case system: its four APIs, what residents call it, and what is sent to it."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    words: str = Field(min_length=1, max_length=80)
    """What it has cases of, in the municipality's words (Dutch): "vergunningen en toezicht"."""
    zaken_url: HttpUrl
    catalogi_url: HttpUrl
    documenten_url: HttpUrl
    besluiten_url: OptionalApi
    notificaties_url: HttpUrl | None = None
    """None: somebody subscribes the portal by hand, or the one of another system tells of it."""
    client_id: str = Field(min_length=1)
    client_secret: SecretStr = Field(min_length=1)
    rsin: str | None = Field(default=None, pattern=r"^\d{9}$")
    """None: that of the municipality."""
    case_types: tuple[str, ...] = ()
    """Case types (`identificatie`): what is sent for one of these becomes a case here."""
    numbers_itself: bool = False
    """Whether it gives cases numbers of its own, whatever the portal sends (`identificatie`)."""
    takes_objects: bool = True
    """Whether its cases can say what they are about (`zaakobjecten`)."""
    takes_logins: bool = True
    """Whether roles can say how somebody logged in (`authenticatieContext`, of Open Zaak)."""
    page_seconds: float | None = Field(default=None, gt=0, le=10)
    """That a page waits for it; None: as for each register."""
    worker_seconds: float | None = Field(default=None, gt=0, le=120)
    """That the worker waits for one answer; None: as for the first case system."""


def check_systems(systems: Mapping[str, CaseSystemSettings], taken: Collection[str]) -> None:
    """Raise `ValueError` where a name is none or taken, or two systems would get one case type."""
    for name in systems:
        if not NAME.fullmatch(name) or name == ONLY_SYSTEM or name in taken:
            raise ValueError(f"PORTAL_CASE_SYSTEMS has a name that won't do: {name}")
    codes = [code for system in systems.values() for code in system.case_types]
    if twice := {code for code in codes if codes.count(code) > 1}:
        raise ValueError(f"PORTAL_CASE_SYSTEMS sends a case type to two systems: {min(twice)}")
