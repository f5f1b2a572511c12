"""Access to the ZGW APIs of one case system: addresses, tokens and headers of each call."""

import time
from dataclasses import dataclass, field

from joserfc import jwt
from joserfc.jwk import OctKey
from pydantic import HttpUrl

from portal.gateways.http import Api
from portal.settings import Settings

CRS = "EPSG:4326"
USER = "portaal"
"""Stands in the audit trail of the case system as the user; never a person."""
GEOMETRY = {"Accept-Crs": CRS, "Content-Crs": CRS}


@dataclass(frozen=True, slots=True)
class ZgwAccess:
    """How the APIs of one case system are reached; one call takes at most `limit_s` seconds."""

    settings: Settings
    limit_s: float

    @property
    def cases(self) -> Api:
        """The Zaken API."""
        return self.api("cases", self.settings.zaken_url, GEOMETRY)

    def api(self, system: str, url: HttpUrl, headers: dict[str, str] | None = None) -> Api:
        """One of the APIs, called `system` in logs and breakers."""
        extra = headers or {}
        key = OctKey.import_key(self.settings.case_client_secret.get_secret_value())
        tokens = _Tokens(self.settings.case_client_id, key)
        return Api(
            system=system,
            base_url=str(url).rstrip("/"),
            limit_s=self.limit_s,
            part_of="cases",
            headers=lambda: {**extra, **tokens.header()},
        )


@dataclass(frozen=True, slots=True)
class _Tokens:
    client_id: str
    key: OctKey = field(repr=False)

    def header(self) -> dict[str, str]:
        """A token for one call (JWT, HS256), as ZGW wants it."""
        claims = {
            "iss": self.client_id,
            "iat": int(time.time()),
            "client_id": self.client_id,
            "user_id": USER,
            "user_representation": USER,
        }
        token = jwt.encode({"alg": "HS256"}, claims, self.key)
        return {"Authorization": f"Bearer {token}"}
