"""Locking a document, changing it, and sending a large one in parts."""

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Row, delete, select, update

from portal.embedded.storage import BESTANDSDEEL, DOCUMENT, DOCUMENT_VERSION
from portal.embedded.world import World
from portal.embedded.zgw.bodies import checked
from portal.embedded.zgw.documenten.bodies import ContentBody, DocumentBody, LockBody
from portal.embedded.zgw.documenten.documents import (
    document_row,
    keep_content,
    keep_version,
    parts_of,
    resource,
)
from portal.embedded.zgw.problems import Problem, invalid, not_found


def lock_document(connection: Connection, document_id: UUID) -> str:
    """Lock a document; raises a 400 when somebody holds it already."""
    row = document_row(connection, document_id, lock=True)
    if row.lock is not None:
        raise _locking("existing-lock", "Het document is al geblokkeerd")
    lock = uuid4().hex
    connection.execute(update(DOCUMENT).where(DOCUMENT.c.id == document_id).values(lock=lock))
    return lock


def unlock_document(connection: Connection, document_id: UUID, lock: str) -> None:
    """Unlock a document, putting its parts together if it came in parts.

    Raises a 400 for a wrong lock, also a second time, and while parts are missing.
    """
    row = document_row(connection, document_id, lock=True)
    _check_lock(row, lock)
    parts = parts_of(connection, [document_id])
    if not all(part.is_complete for part in parts):
        raise invalid(
            "nonFieldErrors",
            "file-size",
            "Je moet een bestand uploaden of de bestandsomvang op 0 zetten",
        )
    if parts:
        _put_together(connection, document_id, row.versie)
    connection.execute(update(DOCUMENT).where(DOCUMENT.c.id == document_id).values(lock=None))


def keep_part(connection: Connection, part_id: UUID, content: bytes, lock: str) -> Row[Any]:
    """Keep one part of a document, again if need be; raises a 400 for a wrong lock or size."""
    part = connection.execute(
        select(BESTANDSDEEL.c.document, BESTANDSDEEL.c.omvang).where(BESTANDSDEEL.c.id == part_id)
    ).one_or_none()
    if part is None:
        raise not_found()
    _check_lock(document_row(connection, part.document, lock=True), lock)
    if len(content) != part.omvang:
        raise invalid(
            "nonFieldErrors",
            "file-size",
            "Het aangeleverde bestand heeft een afwijkende bestandsgrootte "
            f"(volgens het `omvang`-veld).Verwachting: {part.omvang}b, ontvangen: {len(content)}b",
        )
    connection.execute(
        update(BESTANDSDEEL).where(BESTANDSDEEL.c.id == part_id).values(content=content)
    )
    return next(each for each in parts_of(connection, [part.document]) if each.id == part_id)


def change_document(
    connection: Connection, world: World, document_id: UUID, given: dict[str, Any]
) -> None:
    """Change a document that the sender holds the lock of; makes a new version."""
    row = document_row(connection, document_id, lock=True)
    lock = checked(LockBody, given).lock
    if not lock:
        raise _locking("missing-lock-id", "Je moet het lock ID meegeven")
    _check_lock(row, lock)
    now = resource(world, row, ())
    body = checked(DocumentBody, {**now, **given})
    fixed = ("identificatie", "bronorganisatie", "informatieobjecttype")
    for name in fixed:
        if name in given and given[name] != now[name]:
            raise invalid(name, "wijzigen-niet-toegelaten", "Dit veld mag niet gewijzigd worden.")
    fields = {**row.data, **body.as_json()}
    fields["informatieobjecttype"] = row.data["informatieobjecttype"]
    content = _changed_content(connection, row, body, given)
    keep_version(connection, document_id, row.newest + 1, fields, content)


def decoded(given: dict[str, Any]) -> bytes | None:
    """The content in a body; None without. Raises the 400 of content that is no base64."""
    try:
        return checked(ContentBody, given).content()
    except ValueError as error:
        raise invalid("inhoud", "invalid-base64", "Ongeldige base64.") from error


def _changed_content(
    connection: Connection, row: Row[Any], body: DocumentBody, given: dict[str, Any]
) -> UUID | None:
    """The content of the new version: what came along, or else that of the old one."""
    content = decoded({"inhoud": given.get("inhoud")})
    size = row.data["bestandsomvang"] if content is None else len(content)
    if body.bestandsomvang != size:
        raise invalid(
            "nonFieldErrors",
            "file-size",
            "De bestandsomvang van de upload moet overeenkomen met het 'bestandsomvang'-veld",
        )
    kept: UUID | None = row.content
    return kept if content is None else keep_content(connection, content)


def _put_together(connection: Connection, document_id: UUID, versie: int) -> None:
    """Make the content of the document of its parts, which are then gone."""
    pieces = connection.scalars(
        select(BESTANDSDEEL.c.content)
        .where(BESTANDSDEEL.c.document == document_id)
        .order_by(BESTANDSDEEL.c.volgnummer)
    ).all()
    content = keep_content(connection, b"".join(pieces))
    connection.execute(
        update(DOCUMENT_VERSION)
        .where(DOCUMENT_VERSION.c.document == document_id, DOCUMENT_VERSION.c.versie == versie)
        .values(content=content)
    )
    connection.execute(delete(BESTANDSDEEL).where(BESTANDSDEEL.c.document == document_id))


def _check_lock(row: Row[Any], lock: str) -> None:
    if row.lock is None or row.lock != lock:
        raise _locking("incorrect-lock-id", "Het lock ID is niet geldig")


def _locking(code: str, reason: str) -> Problem:
    return invalid("nonFieldErrors", code, reason)
