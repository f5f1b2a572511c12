"""Numbers of cases, documents and decisions that the API gives out itself."""

from sqlalchemy import Connection, Table, select
from sqlalchemy.dialects.postgresql import insert

from portal.embedded.clock import today
from portal.embedded.storage import NUMBER


def next_number(connection: Connection, table: Table, prefix: str) -> str:
    """The next free number of this year, such as `ZAAK-2026-0000000020`.

    A number that somebody chose themselves is skipped.
    """
    series = f"{prefix}-{today().year}"
    while True:
        number = f"{series}-{_increase(connection, series):010d}"
        taken = select(table.c.id).where(table.c.identificatie == number)
        if connection.scalar(taken) is None:
            return number


def _increase(connection: Connection, series: str) -> int:
    start = insert(NUMBER).values(series=series, last=1)
    return int(
        connection.execute(
            start.on_conflict_do_update(
                index_elements=[NUMBER.c.series], set_={"last": NUMBER.c.last + 1}
            ).returning(NUMBER.c.last)
        ).scalar_one()
    )
