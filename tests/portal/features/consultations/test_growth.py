"""Ten thousand lines: the page asks and reads as much as for ten, but for what it counts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from portal.domain.consultations import Action, Activity, DataKind
from portal.domain.people import Ground
from portal.services.consultations.paging import PAGE
from portal.storage import consultation_history, consultations
from portal.storage.consultation_history import LIMIT
from portal.web.edge.request_context import portal_of
from tests.browser import main_of
from tests.factories import a_consultation
from tests.portal.features.consultations.conftest import ALL, looks_on

QUERIES = 3
"""Of lines on a page: counted by what is alike, read by case, what is folded read and counted."""
MANY = 10_000
READ = 3 * LIMIT
"""Lines that a page of many reads: own ones, routine, and those of the case that fills it."""


@pytest.fixture
def write(database, resident):
    """Writes so many lines over a year: of six four are own, one the worker's, one of a counter."""

    def write_(count: int) -> None:
        now = datetime.now(UTC)
        lines = [_line(resident, number) for number in range(count)]
        ids = consultations.write_all(database, lines)
        step = timedelta(days=300) / count
        moments = {line: now - step * number for number, line in enumerate(ids, 1)}
        for line in database.query(consultations.ConsultationLine):
            line.made_at = moments.get(line.id, line.made_at)
        database.commit()

    return write_


def _line(resident, number: int):
    if number % 3:
        return a_consultation(resident)
    is_routine = number % 2 > 0
    return a_consultation(
        resident,
        ground=Ground.SYSTEM if is_routine else Ground.COUNTER_EMPLOYEE,
        activity=Activity.MESSAGES,
        action=Action.CHECKED if is_routine else Action.VIEWED,
        kinds=(DataKind.CASE, DataKind.TASK)[: 1 + number % 2],
        case_ref=f"ZAAK-{number % 7}" if number % 4 else "",
    )


@contextmanager
def statements_on(engine) -> Iterator[list[str]]:
    """The statements that this engine is given meanwhile."""
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("count", [10, MANY])
def test_a_page_asks_and_reads_no_more_of_many_lines(app, browser, write, monkeypatch, count):
    write(count)
    browser.get(ALL)
    rows: list[object] = []
    consultation_of = consultation_history.consultation_of
    monkeypatch.setattr(
        consultation_history,
        "consultation_of",
        lambda row: rows.append(row) or consultation_of(row),
    )

    with statements_on(portal_of(app).sessions.kw["bind"]) as statements:
        page = browser.get(ALL)

    routine = sum(number % 6 == 3 for number in range(count))
    people = sum(number % 6 == 0 for number in range(count))
    assert f"keken {people} keer naar uw gegevens" in main_of(page)
    assert f"Onze computer keek {routine} keer" in main_of(page)
    assert len(looks_on(page)) == min(PAGE, people)
    assert sum("FROM consultation" in statement for statement in statements) == QUERIES
    assert len(rows) == READ if count == MANY else len(rows) < 2 * count
