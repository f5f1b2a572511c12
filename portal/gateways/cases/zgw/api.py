"""How the ZGW APIs are asked: tokens and headers."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from joserfc import jwt
from joserfc.jwk import OctKey
from pydantic import HttpUrl

from portal.gateways.cases.zgw.catalogue import CaseCatalogue, Kept
from portal.gateways.deadlines import Deadline
from portal.gateways.http import Api
from portal.settings import Settings

CRS = "EPSG:4326"
USER = "portaal"
"""Stands in the audit trail of the case system as the user; never a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zgw:
    """The four APIs of one case system, as one application may use them."""

    cases: Api
    catalogue: CaseCatalogue
    documents: Api
    decisions: Api
    rsin: str
    """RSIN of the municipality: `bronorganisatie` of what the portal makes."""

    def within(self, deadline: Deadline) -> Self:
        """The same, of which all calls together end before this deadline."""
        return replace(
            self,
            cases=self.cases.within(deadline),
            catalogue=self.catalogue.within(deadline),
            documents=self.documents.within(deadline),
            decisions=self.decisions.within(deadline),
        )


def connect(settings: Settings, *, limit_s: float) -> Zgw:
    """The case system of these settings; one call takes at most `limit_s` seconds."""
    tokens = _Tokens(settings.case_client_id, settings.case_client_secret.get_secret_value())

    def api(system: str, url: HttpUrl, headers: Mapping[str, str] | None = None) -> Api:
        extra = dict(headers or {})
        return Api(
            system=system,
            base_url=str(url).rstrip("/"),
            limit_s=limit_s,
            part_of="cases",
            headers=lambda: {**extra, **tokens.header()},
        )

    return Zgw(
        cases=api("cases", settings.zaken_url, {"Accept-Crs": CRS, "Content-Crs": CRS}),
        catalogue=CaseCatalogue(api("catalogue", settings.catalogi_url), Kept()),
        documents=api("documents", settings.documenten_url),
        decisions=api("decisions", settings.besluiten_url),
        rsin=settings.organisation_rsin,
    )


@dataclass(frozen=True, slots=True)
class _Tokens:
    client_id: str
    secret: str

    def header(self) -> dict[str, str]:
        """A token for one call (JWT, HS256), as ZGW wants it."""
        claims = {
            "iss": self.client_id,
            "iat": int(time.time()),
            "client_id": self.client_id,
            "user_id": USER,
            "user_representation": USER,
        }
        token = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(self.secret))
        return {"Authorization": f"Bearer {token}"}
