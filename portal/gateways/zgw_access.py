"""Access to the ZGW APIs of one case system: addresses, tokens and headers of each call.

URLs of cases are made and read here only; outside the gateways a case has a `CaseKey`.
"""

import time
from dataclasses import dataclass
from uuid import UUID

from joserfc import jwt
from joserfc.jwk import OctKey
from pydantic import HttpUrl, SecretStr

from portal.case_system_settings import NO_API, CaseSystemSettings
from portal.domain.case_keys import ONLY_SYSTEM, CaseKey
from portal.domain.failures import InvalidSourceAnswer, NotFound
from portal.gateways.http import Api
from portal.gateways.links import link_of
from portal.gateways.scopes import OF_SYSTEM
from portal.once import made_once
from portal.settings import Settings

CRS = "EPSG:4326"
USER = "portaal"
"""Stands in the audit trail of the case system as the user; never a person."""
SETTINGS = {
    "cases": "zaken",
    "catalogue": "catalogi",
    "documents": "documenten",
    "decisions": "besluiten",
    "notifications": "notificaties",
}
"""Name of each API in logs and breakers → in the settings."""
SAME_TOKEN_S = 60
"""Seconds for which a token is used again."""
GEOMETRY = {"Accept-Crs": CRS, "Content-Crs": CRS}


@dataclass(frozen=True, slots=True)
class ZgwAccess:
    """How the APIs of one case system are reached; one call takes at most `limit_s` seconds."""

    settings: Settings
    limit_s: float
    name: str = ONLY_SYSTEM
    """Of the case system: each has breakers and a bulkhead of its own."""

    @property
    def of_system(self) -> CaseSystemSettings:
        """What the settings say of it."""
        return self.settings.every_case_system[self.name]

    @property
    def cases(self) -> Api:
        """The Zaken API."""
        return self.api("cases", self.of_system.zaken_url, GEOMETRY)

    @property
    def decisions(self) -> Api | None:
        """The Besluiten API; None where there is none."""
        url = self.of_system.besluiten_url
        return None if url == NO_API else self.api("decisions", url)

    def api(self, system: str, url: HttpUrl, headers: dict[str, str] | None = None) -> Api:
        """One of the APIs, called `system` in logs and breakers."""
        is_first = self.name == ONLY_SYSTEM
        extra = headers or {}
        tokens = _tokens_of(self.of_system.client_id, self.of_system.client_secret)
        return Api(
            system=system if is_first else f"{system}{OF_SYSTEM}{self.name}",
            link=link_of(self.settings, SETTINGS[system] if is_first else self.name),
            base_url=str(url).rstrip("/"),
            limit_s=self.limit_s,
            part_of="cases" if is_first else f"cases{OF_SYSTEM}{self.name}",
            headers=lambda: {**extra, **tokens.header()},
        )


def case_path(system: str, key: CaseKey) -> str:
    """The path of a case of this system in its Zaken API; raises `NotFound` for another's case."""
    if key.system != system:
        raise NotFound(key)
    return f"zaken/{key.id}"


def case_url(system: str, cases: Api, key: CaseKey) -> str:
    """The URL of a case of this system; raises `NotFound` for the case of another."""
    return f"{cases.base_url}/{case_path(system, key)}"


def case_at(system: str, cases: Api, url: str) -> CaseKey:
    """The case that has this URL in this system; raises `InvalidSourceAnswer`."""
    return CaseKey(system, id_at(cases, "zaken", url))


def id_at(api: Api, resource: str, url: str) -> UUID:
    """The id in a URL of this API and kind of resource; raises `InvalidSourceAnswer`."""
    kind, _, item = api.path_of(url).partition("/")
    try:
        if kind == resource:
            return UUID(item)
    except ValueError:
        pass
    raise InvalidSourceAnswer(api.system, f"a URL that is none of {resource}")


class _Tokens:
    """Tokens of one client (JWT, HS256), as ZGW wants them."""

    def __init__(self, client_id: str, key: OctKey) -> None:
        self._client_id, self._key = client_id, key
        self._last = (0, dict[str, str]())

    def header(self) -> dict[str, str]:
        """A token for the calls of a moment: an API takes one for an hour after `iat`."""
        now = int(time.time())
        made_at, header = self._last
        if not header or not 0 <= now - made_at < SAME_TOKEN_S:
            header = {"Authorization": f"Bearer {self._made(now)}"}
            self._last = (now, header)
        return header

    def _made(self, now: int) -> str:
        claims = {
            "iss": self._client_id,
            "iat": now,
            "client_id": self._client_id,
            "user_id": USER,
            "user_representation": USER,
        }
        return jwt.encode({"alg": "HS256"}, claims, self._key)


@made_once
def _tokens_of(client_id: str, secret: SecretStr) -> _Tokens:
    return _Tokens(client_id, OctKey.import_key(secret.get_secret_value()))
