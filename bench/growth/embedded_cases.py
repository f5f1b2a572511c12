"""Gives one resident of the embedded world many cases: copies of one, in its database itself."""

from sqlalchemy import Connection, create_engine, text

NUMBERS = "generate_series(CAST(:first AS integer), CAST(:last AS integer)) AS copy(number)"
COPIES = {
    "zaak": """
        INSERT INTO zaak (id, identificatie, bronorganisatie, zaaktype, changed_at, data)
        SELECT CAST(md5('zaak' || copy.number) AS uuid), own.number, pattern.bronorganisatie,
            pattern.zaaktype, pattern.changed_at, pattern.data || jsonb_build_object(
                'identificatie', own.number, 'startdatum', own.day, 'registratiedatum', own.day)
        FROM (SELECT * FROM zaak WHERE id = :pattern) AS pattern, {numbers}, LATERAL (
            SELECT 'GROWN-' || to_char(copy.number, 'FM00000') AS number,
                CAST(current_date - copy.number / 5 AS text) AS day) AS own""",
    "rol": """
        INSERT INTO rol (id, zaak, roltype, omschrijving_generiek, bsn, data)
        SELECT CAST(md5('rol' || copy.number) AS uuid),
            CAST(md5('zaak' || copy.number) AS uuid), pattern.roltype,
            pattern.omschrijving_generiek, CAST(:bsn AS text), jsonb_set(
                pattern.data, '{{betrokkeneIdentificatie,inpBsn}}', to_jsonb(CAST(:bsn AS text)))
        FROM (SELECT * FROM rol WHERE zaak = :pattern
            AND omschrijving_generiek = 'initiator') AS pattern, {numbers}""",
    "status": """
        INSERT INTO status (id, zaak, statustype, set_at, data)
        SELECT CAST(md5('status' || copy.number) AS uuid),
            CAST(md5('zaak' || copy.number) AS uuid), pattern.statustype, pattern.set_at,
            pattern.data
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
PRESENT = "SELECT count(*) FROM rol WHERE bsn = :bsn AND omschrijving_generiek = 'initiator'"


def give_cases(url: str, bsn: str, count: int) -> None:
    """Let this resident, who has no other cases, have so many; `url`: of the world's database."""
    engine = create_engine(url)
    with engine.begin() as connection:
        _give(connection, bsn, count)
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.execute(text(f"VACUUM ANALYZE {', '.join(COPIES)}"))
    engine.dispose()


def _give(connection: Connection, bsn: str, count: int) -> None:
    present = connection.execute(text(PRESENT), {"bsn": bsn}).scalar_one()
    pattern = connection.execute(text(PATTERN)).scalar_one()
    values = {"first": present + 1, "last": count, "pattern": pattern, "bsn": bsn}
    for statement in COPIES.values():
        named = {name: value for name, value in values.items() if f":{name}" in statement + NUMBERS}
        connection.execute(text(statement.format(numbers=NUMBERS)), named)
