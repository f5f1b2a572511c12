"""Gives a case of the embedded world documents: many small ones, or one of so many bytes."""

import hashlib
from uuid import UUID

from sqlalchemy import create_engine, text

LETTER = """
    SELECT document.* FROM document
        JOIN besluitinformatieobject AS tied ON tied.informatieobject = document.id
    ORDER BY document.seq LIMIT 1"""
"""One that residents may see: it goes out."""
NUMBERS = "generate_series(CAST(:first AS integer), CAST(:last AS integer)) AS copy(number)"
ID = "CAST(md5(:subject || copy.number) AS uuid)"
CASE = """(SELECT id FROM zaak
            WHERE data->>'omschrijving' = :subject AND identificatie NOT LIKE 'GROWN-%')"""
OWN = """jsonb_build_object('identificatie', own.name, 'titel', own.name,
            'bestandsnaam', own.name || '.pdf', 'bestandsomvang', CAST(:size AS bigint))"""
NAMES = "LATERAL (SELECT 'GROWN-' || md5(:subject || copy.number) AS name) AS own"
COPIES = (
    f"""INSERT INTO document (id, identificatie, bronorganisatie, versie, data)
        SELECT {ID}, own.name, letter.bronorganisatie, 1, letter.data || {OWN}
        FROM ({LETTER}) AS letter, {NUMBERS}, {NAMES}""",
    f"""INSERT INTO document_content (id, content)
        SELECT {ID}, CAST(repeat('0', CAST(:size AS integer)) AS bytea) FROM {NUMBERS}""",
    f"""INSERT INTO document_version (document, versie, data, content)
        SELECT {ID}, 1, newest.data || {OWN}, {ID}
        FROM ({LETTER}) AS letter JOIN document_version AS newest
            ON newest.document = letter.id AND newest.versie = letter.versie,
            {NUMBERS}, {NAMES}""",
    f"""INSERT INTO zaakinformatieobject (id, zaak, informatieobject, data)
        SELECT {ID}, {CASE}, {ID}, link.data
        FROM ({LETTER}) AS letter JOIN zaakinformatieobject AS link
            ON link.informatieobject = letter.id, {NUMBERS}""",
)
"""Of each table, so that a copy is whole: copies of a letter, each with a content of its own."""
PRESENT = f"SELECT count(*) FROM zaakinformatieobject WHERE zaak = {CASE}"


def case_id(url: str, subject: str) -> UUID:
    """The id of the case about this; raises `NoResultFound`."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found: UUID = connection.execute(text(f"SELECT {CASE}"), {"subject": subject}).scalar_one()
    engine.dispose()
    return found


def document_id(subject: str, number: int) -> UUID:
    """The id of the document that was made as this one of the case."""
    return UUID(hashlib.md5(f"{subject}{number}".encode(), usedforsecurity=False).hexdigest())


def give_documents(url: str, subject: str, count: int, size: int = 1_000) -> None:
    """Let the case about this have so many documents in all, the new ones of `size` bytes.

    `url`: of the embedded world's database. Only one case is about that. Commits.
    """
    engine = create_engine(url)
    with engine.begin() as connection:
        present = connection.execute(text(PRESENT), {"subject": subject}).scalar_one()
        values = {"subject": subject, "size": size, "first": present + 1, "last": count}
        for statement in COPIES:
            named = {name: each for name, each in values.items() if f":{name}" in statement}
            connection.execute(text(statement), named)
    engine.dispose()
