"""Answers that a real Open Zaak 1.30 gave, told again by a fake server."""

import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from portal.domain.case_keys import ONLY_SYSTEM, CaseKey
from tests.portal.gateways.fake_server import FakeServer, Reply, Request

FOLDER = Path(__file__).parents[2] / "specs" / "recorded"
HOST = "http://127.0.0.1:8900"

ZAAK = "466f3422-4311-4c80-ae3b-12f10f08b021"
NUMBER = "ZAAK-2026-0000000004"
KEY = CaseKey(ONLY_SYSTEM, UUID(ZAAK))
PHOTO = UUID("6f7dc69f-f366-41e8-a34b-0465ed194b9c")
SECRET_NOTE = UUID("de63feed-87ff-4bcb-9093-9aa23d527dad")
DECISION_LETTER = UUID("12e0e462-913c-4bdd-888f-834bedbe1ab7")
EIO = "/documenten/api/v1/enkelvoudiginformatieobjecten"
FIND_DOCUMENTS = f"POST {EIO}/_zoek"
UNSEEN = {"not_found", "permission_denied"}
GONE = Reply(404, json={"code": "not_found"})
ZOEK = "POST /zaken/api/v1/zaken/_zoek"
LOOKUP = "GET /zaken/api/v1/zaken"
CASE = f"GET /zaken/api/v1/zaken/{ZAAK}"
STATUSES = "GET /zaken/api/v1/statussen"
DECISIONS = "GET /besluiten/api/v1/besluiten"
DECISION_LINKS = "GET /besluiten/api/v1/besluitinformatieobjecten"
TYPES = "/catalogi/api/v1"
ZAAKTYPE = f"{TYPES}/zaaktypen/2e861791-f621-416f-bd67-93d0a63303cf"
DOCUMENT_LINKS = f"GET {TYPES}/zaaktype-informatieobjecttypen"
PHOTO_TYPE = f"{TYPES}/informatieobjecttypen/a59836d6-cc46-4d88-849a-5e3116de579e"
DECISION_TYPE = f"{TYPES}/besluittypen/95bac8e1-08aa-4868-92cd-8ac24769a66f"
ENDED = f"{TYPES}/statustypen/ff303519-af6d-4d3b-886a-0aedc58f2da5"
BUSY = f"{TYPES}/statustypen/4ca52c66-0659-4c41-a1c4-6fa754b6a7c3"


@cache
def _text(name: str) -> str:
    [file] = [*FOLDER.glob(f"{name}.http"), *FOLDER.glob(f"{name}-*.http")]
    return file.read_text()


def recording(name: str, base: str) -> Reply:
    """The answer in the recording whose name begins so, as if the server were at `base`."""
    head, _, body = _text(name).partition("\n--- ")[2].partition("\n\n")
    return Reply(int(head.split()[0]), json=json.loads(body.replace(HOST, base)))


def body(name: str, base: str) -> Any:
    return deepcopy(recording(name, base).json)


def page(*results: Any, count: int | None = None, following: str | None = None) -> Reply:
    total = len(results) if count is None else count
    return Reply(
        json={"count": total, "next": following, "previous": None, "results": list(results)}
    )


@dataclass
class Routes:
    """What the server says at each `METHOD path`; 404 elsewhere."""

    replies: dict[str, Reply] = field(default_factory=dict)

    def __call__(self, request: Request) -> Reply:
        """The reply to a request."""
        return self.replies.get(f"{request.method} {request.path}", GONE)

    def __setitem__(self, route: str, reply: Reply) -> None:
        self.replies[route] = reply

    def __getitem__(self, route: str) -> Reply:
        return self.replies[route]


@dataclass
class OpenZaak(Routes):
    """A case system with the one case of the recordings; a test changes what it says."""

    base: str = ""
    server: Any = None
    zaak: Any = None
    """The case, expanded: in the list and on its own."""

    @classmethod
    def at(cls, server: FakeServer, bsn: str) -> "OpenZaak":
        """As it was recorded, with a case that somebody with this BSN started."""
        base = server.url
        zaak = body("zrc-13", base)
        zaak["_expand"]["rollen"][0]["betrokkeneIdentificatie"]["inpBsn"] = bsn
        zgw = cls(base=base, server=server, zaak=zaak)
        zgw[ZOEK] = page(zaak)
        zgw[CASE] = Reply(json=zaak)
        zgw[STATUSES] = recording("zrc-22", base)
        zgw[f"GET {ZAAKTYPE}"] = Reply(json=zaak["_expand"]["zaaktype"])
        zgw[f"GET {TYPES}/statustypen"] = recording("ztc-20", base)
        zgw[f"GET {PHOTO_TYPE}"] = Reply(json={"omschrijving": "Foto"})
        zgw.kinds_are({PHOTO_TYPE: ["uitgaand"]})
        zgw[f"GET {DECISION_TYPE}"] = Reply(json={"omschrijving": "Besluit parkeervergunning"})
        zgw[f"GET {EIO}/{PHOTO}"] = recording("drc-12", base)
        zgw[f"GET {EIO}/{SECRET_NOTE}"] = recording("auth-read-vertrouwelijk", base)
        zgw[DECISIONS] = page()
        server.answer = zgw
        return zgw

    def __call__(self, request: Request) -> Reply:
        """The reply to a request; a search finds the documents that can be read on their own."""
        route = f"{request.method} {request.path}"
        if route != FIND_DOCUMENTS or route in self.replies:
            return super().__call__(request)
        replies = [self.replies.get(f"GET {EIO}/{each}", GONE) for each in request.json["uuid__in"]]
        seen = [reply for reply in replies if reply.json.get("code") not in UNSEEN]
        failing = (each for each in seen if each.status != 200 or each.wait_s)
        return next(failing, page(*(reply.json for reply in seen)))

    def kinds_are(self, ways: Mapping[str, Sequence[str]]) -> None:
        """The case has these kinds of document, by path; each goes these ways (`richting`)."""
        link = {**body("ztc-04", self.base), "zaaktype": f"{self.base}{ZAAKTYPE}"}
        self[DOCUMENT_LINKS] = page(
            *(
                {**link, "informatieobjecttype": f"{self.base}{path}", "richting": way}
                for path, each in ways.items()
                for way in each
            )
        )

    def now_is(self, path: str) -> None:
        """The last status of the case is of the type at this path."""
        self.zaak["_expand"]["status"]["statustype"] = f"{self.base}{path}"
