"""Gives residents of the embedded world many cases: copies of one, in its database itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection, create_engine, text

from bench.growth.numbers import numbers

NUMBERS = "generate_series(CAST(:first AS integer), CAST(:last AS integer)) AS copy(number)"
OWNER = "(CAST(:bsns AS text[]))[1 + copy.number % cardinality(CAST(:bsns AS text[]))]"
COPIES = {
    "zaak": """
        INSERT INTO zaak (id, identificatie, bronorganisatie, zaaktype, changed_at, data)
        SELECT CAST(md5('zaak' || :prefix || copy.number) AS uuid), own.number,
            pattern.bronorganisatie, pattern.zaaktype, pattern.changed_at,
            pattern.data || jsonb_build_object(
                'identificatie', own.number, 'startdatum', own.day, 'registratiedatum', own.day)
        FROM (SELECT * FROM zaak WHERE id = :pattern) AS pattern, {numbers}, LATERAL (
            SELECT :prefix || to_char(copy.number, 'FM9900000') AS number,
                CAST(current_date - (copy.number / 5) % 2000 AS text) AS day) AS own""",
    "rol": """
        INSERT INTO rol (id, zaak, roltype, omschrijving_generiek, bsn, data)
        SELECT CAST(md5('rol' || :prefix || copy.number) AS uuid),
            CAST(md5('zaak' || :prefix || copy.number) AS uuid), pattern.roltype,
            pattern.omschrijving_generiek, {owner}, jsonb_set(
                pattern.data, '{{betrokkeneIdentificatie,inpBsn}}', to_jsonb({owner}))
        FROM (SELECT * FROM rol WHERE zaak = :pattern
            AND omschrijving_generiek = 'initiator') AS pattern, {numbers}""",
    "status": """
        INSERT INTO status (id, zaak, statustype, set_at, data)
        SELECT CAST(md5('status' || :prefix || copy.number) AS uuid),
            CAST(md5('zaak' || :prefix || copy.number) AS uuid), pattern.statustype,
            pattern.set_at, pattern.data
        FROM (SELECT * FROM status WHERE zaak = :pattern
            ORDER BY set_at DESC LIMIT 1) AS pattern, {numbers}""",
}
"""Of each table, so that a copy is whole: a case, its applicant and its present status."""
PATTERN = """
    SELECT zaak.id FROM zaak JOIN rol ON rol.zaak = zaak.id AND rol.bsn IS NOT NULL
        AND rol.omschrijving_generiek = 'initiator'
    WHERE zaak.data->>'einddatum' IS NULL AND zaak.identificatie NOT LIKE 'GROWN-%'
        AND EXISTS (SELECT 1 FROM status WHERE status.zaak = zaak.id)
    ORDER BY zaak.seq DESC LIMIT 1"""
PRESENT = "SELECT count(*) FROM zaak WHERE identificatie ~ ('^' || :prefix || '[0-9]+$')"
MANY = 10_000
"""Residents among whom the cases of others are divided."""


@dataclass(frozen=True, slots=True)
class Grown:
    """Cases with numbers that begin alike, of these residents in turn; the newest is number 1."""

    prefix: str
    """Begins with `GROWN-`: what is copied is never a copy."""
    bsns: Sequence[str]


def give_cases(url: str, bsn: str, count: int) -> None:
    """Let this resident, who has no other cases, have so many; `url`: of the world's database."""
    add_cases(url, Grown("GROWN-", (bsn,)), count)


def give_others_cases(url: str, count: int) -> None:
    """Let there be so many cases of residents whom nobody plays."""
    add_cases(url, Grown("GROWN-OTHER-", tuple(islice(numbers(), MANY))), count)


def add_cases(url: str, grown: Grown, count: int) -> None:
    """Let there be so many of these. Commits."""
    engine = create_engine(url)
    with engine.begin() as connection:
        copy_cases(connection, grown, count)
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.execute(text(f"VACUUM ANALYZE {', '.join(COPIES)}"))
    engine.dispose()


def copy_cases(connection: Connection, grown: Grown, count: int) -> None:
    """The same within a transaction of the caller's, who commits it."""
    present = connection.execute(text(PRESENT), {"prefix": grown.prefix}).scalar_one()
    values = {
        "first": present + 1,
        "last": count,
        "pattern": connection.execute(text(PATTERN)).scalar_one(),
        "prefix": grown.prefix,
        "bsns": list(grown.bsns),
    }
    for statement in COPIES.values():
        full = statement.format(numbers=NUMBERS, owner=OWNER)
        connection.execute(
            text(full), {name: value for name, value in values.items() if f":{name}" in full}
        )
