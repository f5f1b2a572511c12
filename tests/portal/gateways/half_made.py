"""A case that was begun and not finished, at a case system as it was recorded."""

from datetime import UTC, date, datetime
from uuid import UUID

from portal.domain.case_intake import Initiator, NewCase, NewDocument
from portal.domain.contents import Content
from portal.domain.people import Ground, Level
from tests.factories import BSN
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.recordings import (
    DECISION_LETTER,
    EIO,
    LOOKUP,
    PHOTO_TYPE,
    STATUSES,
    TYPES,
    OpenZaak,
    body,
    page,
)

NUMBER = "PORTAAL-431623b962c7"
ZAAKTYPE = "2e861791-f621-416f-bd67-93d0a63303cf"
MAKE_CASE = "POST /zaken/api/v1/zaken"
ROLES = "GET /zaken/api/v1/rollen"
PROPERTIES = "GET /zaken/api/v1/zaken/c811e4a7-df6b-489a-966d-d0ba6534f94a/zaakeigenschappen"
SET_STATUS = "POST /zaken/api/v1/statussen"
LINKS = "GET /zaken/api/v1/zaakinformatieobjecten"
LINK = "POST /zaken/api/v1/zaakinformatieobjecten"
DOCUMENT = f"{EIO}/{DECISION_LETTER}"
NEW = NewCase(
    submission=UUID("dcf8208d-3c97-4fa9-962a-fff194c136ab"),
    number=NUMBER,
    case_type="PARKVERG",
    description="Parkeervergunning",
    started=date(2026, 8, 21),
    sent_at=datetime(2026, 8, 21, 10, 0, 0, 999, tzinfo=UTC),
    planned=date(2026, 9, 18),
    due=None,
    initiator=Initiator(
        bsn=BSN, name="Noor", email="", phone="", ground=Ground.SELF, level=Level.MIDDEN
    ),
    properties={},
    documents=(),
)
PDF = NewDocument(
    reference="DOCUMENT-2026-0000000009",
    title="Foto woning",
    file_name="foto.pdf",
    media_type="application/pdf",
    kind="Foto",
    content=lambda: Content.of_bytes(b"x" * 600_000),
    received=date(2026, 8, 21),
)


def half_made(zgw: OpenZaak) -> OpenZaak:
    """Our case is there, with its applicant, but without status."""
    zaak = body("zrc-41", zgw.base)["results"][0]
    zaak["kenmerken"] = [{"bron": "portaal", "kenmerk": str(NEW.submission)}]
    zgw[LOOKUP] = page(zaak)
    role = body("zrc-24", zgw.base)["results"][0]
    zgw[ROLES] = page({**role, "zaak": zaak["url"]})
    zgw[STATUSES] = page()
    zgw[PROPERTIES] = Reply(json=[])
    zgw[SET_STATUS] = Reply(201, json={"url": "x"})
    zgw[f"GET {TYPES}/roltypen"] = page({"url": f"{zgw.base}{TYPES}/roltypen/1"})
    zgw[f"GET {TYPES}/eigenschappen"] = page()
    kinds = zgw.zaak["_expand"]["zaaktype"]
    kinds["informatieobjecttypen"] = [f"{zgw.base}{PHOTO_TYPE}"]
    kind = body("ztc-03", zgw.base) | {"omschrijving": "Foto", "concept": False}
    zgw[f"GET {PHOTO_TYPE}"] = Reply(json=kind)
    zgw.zaak = zaak
    return zgw
