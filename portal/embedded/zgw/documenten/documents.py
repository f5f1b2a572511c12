"""Documents: how they are kept, in versions, and answered as an `enkelvoudiginformatieobject`."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Row, Select, insert, select, update

from portal.embedded.clock import now_text
from portal.embedded.storage import BESTANDSDEEL, DOCUMENT, DOCUMENT_CONTENT, DOCUMENT_VERSION
from portal.embedded.world import World
from portal.embedded.zgw.addresses import address, referred
from portal.embedded.zgw.catalogue import catalogue
from portal.embedded.zgw.confidentiality import READABLE
from portal.embedded.zgw.documenten.bodies import DocumentBody
from portal.embedded.zgw.notifications import Change, Written
from portal.embedded.zgw.numbers import next_number
from portal.embedded.zgw.problems import forbidden, invalid, not_found

PART_BYTES = 4 * 1024 * 1024
"""Size of the parts in which a large document is sent; a municipality chooses this itself."""


def create_document(
    connection: Connection, world: World, body: DocumentBody, content: bytes | None
) -> UUID:
    """Keep a new document; without content but with a size, it waits, locked, for its parts.

    Raises a 400 where size and content differ.
    """
    if content is not None and body.bestandsomvang != len(content):
        raise invalid(
            "nonFieldErrors",
            "file-size",
            "De bestandsomvang van de upload moet overeenkomen met het 'bestandsomvang'-veld",
        )
    if content is None and body.bestandsomvang == 0:
        content = b""
    fields = _fields(world, body)
    fields["identificatie"] = body.identificatie or next_number(connection, DOCUMENT, "DOCUMENT")
    awaited = body.bestandsomvang if content is None else None
    document_id = uuid4()
    connection.execute(
        insert(DOCUMENT).values(
            id=document_id,
            identificatie=fields["identificatie"],
            bronorganisatie=body.bronorganisatie,
            lock=uuid4().hex if awaited else None,
            versie=1,
            data=fields,
        )
    )
    keep_version(connection, document_id, 1, fields, keep_content(connection, content))
    if awaited:
        _await_parts(connection, document_id, awaited)
    return document_id


def keep_version(
    connection: Connection,
    document_id: UUID,
    versie: int,
    fields: dict[str, Any],
    content: UUID | None,
) -> None:
    """Keep one version of a document as the newest."""
    fields = {**fields, "beginRegistratie": now_text()}
    connection.execute(
        insert(DOCUMENT_VERSION).values(
            document=document_id, versie=versie, data=fields, content=content
        )
    )
    connection.execute(
        update(DOCUMENT).where(DOCUMENT.c.id == document_id).values(versie=versie, data=fields)
    )


def keep_content(connection: Connection, content: bytes | None) -> UUID | None:
    """Keep the bytes of a document; versions may share them."""
    if content is None:
        return None
    content_id = uuid4()
    connection.execute(insert(DOCUMENT_CONTENT).values(id=content_id, content=content))
    return content_id


def document_row(
    connection: Connection, document_id: UUID, *, versie: int | None = None, lock: bool = False
) -> Row[Any]:
    """A document in one version, the newest by default; raises the 404 or the 403."""
    wanted = DOCUMENT.c.versie if versie is None else versie
    rows: Select[Any] = (
        select(
            DOCUMENT.c.id,
            DOCUMENT.c.lock,
            DOCUMENT.c.versie.label("newest"),
            DOCUMENT_VERSION.c.versie,
            DOCUMENT_VERSION.c.data,
            DOCUMENT_VERSION.c.content,
        )
        .join(DOCUMENT_VERSION, DOCUMENT_VERSION.c.document == DOCUMENT.c.id)
        .where(DOCUMENT.c.id == document_id, DOCUMENT_VERSION.c.versie == wanted)
    )
    found: Row[Any] | None = connection.execute(
        rows.with_for_update() if lock else rows
    ).one_or_none()
    if found is None:
        raise not_found()
    if found.data["vertrouwelijkheidaanduiding"] not in READABLE:
        raise forbidden()
    return found


def parts_of(connection: Connection, document_ids: Sequence[UUID]) -> Sequence[Row[Any]]:
    """The parts that these documents still wait for, or have got, without their bytes."""
    if not document_ids:
        return []
    parts = select(
        BESTANDSDEEL.c.id,
        BESTANDSDEEL.c.document,
        BESTANDSDEEL.c.volgnummer,
        BESTANDSDEEL.c.omvang,
        BESTANDSDEEL.c.content.is_not(None).label("is_complete"),
        DOCUMENT.c.lock,
    ).join(DOCUMENT, DOCUMENT.c.id == BESTANDSDEEL.c.document)
    wanted = parts.where(BESTANDSDEEL.c.document.in_(document_ids))
    return connection.execute(wanted.order_by(BESTANDSDEEL.c.volgnummer)).all()


def resource(world: World, row: Row[Any], parts: Sequence[Row[Any]]) -> dict[str, Any]:
    """The document as the API answers it, without `_expand` and `lock`."""
    url = address(world, "document", row.id)
    fields = dict(row.data)
    return {
        "url": url,
        **fields,
        "versie": row.versie,
        "inhoud": f"{url}/download?versie={row.versie}" if row.content else None,
        "informatieobjecttype": address(
            world, "informatieobjecttype", UUID(fields["informatieobjecttype"])
        ),
        "locked": row.lock is not None,
        "bestandsdelen": [part_resource(world, part) for part in parts if part.document == row.id],
    }


def part_resource(world: World, part: Row[Any]) -> dict[str, Any]:
    """A `bestandsdeel`; it shows the lock, so that a client that lost it can go on."""
    return {
        "url": address(world, "bestandsdeel", part.id),
        "volgnummer": part.volgnummer,
        "omvang": part.omvang,
        "voltooid": part.is_complete,
        "lock": part.lock or "",
    }


def written(resource: dict[str, Any], *, action: str = "create") -> Written:
    """The document with the notification about it."""
    marks = {
        "bronorganisatie": resource["bronorganisatie"],
        "informatieobjecttype": resource["informatieobjecttype"],
        "vertrouwelijkheidaanduiding": resource["vertrouwelijkheidaanduiding"],
    }
    change = Change(
        channel="documenten",
        resource="enkelvoudiginformatieobject",
        main=resource["url"],
        url=resource["url"],
        action=action,
        marks=marks,
    )
    return Written(resource, change)


def _fields(world: World, body: DocumentBody) -> dict[str, Any]:
    """The fields as they are kept; secrecy follows from the type where it isn't given."""
    type_id = referred(
        world, "informatieobjecttype", body.informatieobjecttype, field="informatieobjecttype"
    )
    document_type = catalogue(world).get("informatieobjecttype", type_id)
    if document_type is None:
        raise invalid("informatieobjecttype", "bad-url", "Het informatieobjecttype bestaat niet.")
    fields = body.as_json()
    fields["informatieobjecttype"] = str(type_id)
    if not fields["vertrouwelijkheidaanduiding"]:
        fields["vertrouwelijkheidaanduiding"] = document_type["vertrouwelijkheidaanduiding"]
    return fields


def _await_parts(connection: Connection, document_id: UUID, size: int) -> None:
    """Make the empty parts in which a document of this size is to come."""
    starts = range(0, size, PART_BYTES)
    connection.execute(
        insert(BESTANDSDEEL),
        [
            {
                "id": uuid4(),
                "document": document_id,
                "volgnummer": number,
                "omvang": min(PART_BYTES, size - start),
            }
            for number, start in enumerate(starts, start=1)
        ],
    )
