"""A case system with any number of cases of our resident."""

import json
from collections.abc import Collection
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tests.factories import OTHER_BSN
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.recordings import ZOEK, page

NEWEST = date(2026, 11, 28)


def case_at(zgw, index: int) -> Any:
    """A case of our resident; of two days after each other one is the older."""
    return {
        **zgw.zaak,
        "url": f"{zgw.base}/zaken/api/v1/zaken/{UUID(int=index)}",
        "identificatie": f"ZAAK-{10_000 - index:05}",
        "startdatum": started(index),
    }


def started(index: int) -> str:
    return (NEWEST - timedelta(days=index // 3)).isoformat()


def of_somebody_else(zgw) -> Any:
    zaak = deepcopy(case_at(zgw, 9_999))
    zaak["_expand"]["rollen"][0]["betrokkeneIdentificatie"] = {"inpBsn": OTHER_BSN}
    return zaak


def as_asked(zaak: Any, parts: Collection[str]) -> Any:
    """With these parts expanded and no others."""
    told = {name: part for name, part in zaak["_expand"].items() if name in parts}
    return {**zaak, "_expand": told}


@dataclass
class ManyCases:
    """A case system with many cases of our resident; its pages have `size` rows."""

    zgw: Any
    count: int
    size: int = 0
    """0: as it is asked."""
    is_strict: bool = False
    """Whether it refuses what is not in the standard."""
    has_mark: bool = True
    """Whether it knows the filters for keys and numbers."""

    def __call__(self, request) -> Reply:
        if f"{request.method} {request.path}" != ZOEK:
            return self.zgw(request)
        query = json.loads(request.body)
        if self.is_strict and (set(request.params) > {"page"} or "," in query["ordering"]):
            return Reply(400, json={"code": "unknown-parameters"})
        assert query["ordering"].lstrip("-").startswith("startdatum")
        places = [*range(self.count)]
        if query["ordering"].startswith("startdatum"):
            places.reverse()
        if begin_of_year := query.get("startdatum__gte"):
            years = begin_of_year[:4], query["startdatum__lt"][:4]
            places = [place for place in places if years[0] <= started(place)[:4] < years[1]]
        if self.has_mark and (ids := query.get("uuid__in")):
            places = [place for place in places if str(UUID(int=place)) in ids]
        if self.has_mark and (number := query.get("identificatie")):
            places = [place for place in places if f"ZAAK-{10_000 - place:05}" == number]
        size = self.size or int(request.params["pageSize"])
        begin = (int(request.params["page"]) - 1) * size
        rows = [
            as_asked(case_at(self.zgw, place), query.get("expand", ()))
            for place in places[begin : begin + size]
        ]
        if not rows and begin:
            return Reply(404, json={"code": "not_found"})
        following = "next" if begin + size < len(places) else None
        return page(*rows, count=len(places), following=following)
