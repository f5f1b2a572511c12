"""Looks at cases that are not among the newest have the names of those cases too."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.domain.cases import CASES_ON_PAGE
from portal.domain.consultations import Action, DataKind
from portal.domain.people import Ground
from portal.storage import consultations
from tests.browser import main_of
from tests.factories import BSN, a_case, a_case_file, a_consultation
from tests.portal.features.consultations.conftest import ALL

FIRST = date(2026, 1, 1)
LOOKED_AT = {"ground": Ground.COUNTER_EMPLOYEE, "action": Action.VIEWED, "kinds": (DataKind.CASE,)}


@pytest.fixture
def cases(world):
    """The resident's cases, of which only the newest stand on the first page."""
    made = [
        a_case(
            f"ZAAK-{index:03}",
            title=f"Vergunning {index}",
            started=FIRST + timedelta(days=index),
        )
        for index in range(CASES_ON_PAGE + 30)
    ]
    world.cases.files[BSN] = [a_case_file(case) for case in made]
    return made


@pytest.fixture
def look_at(database, resident):
    """Write that somebody at the counter looked at this case."""

    def look_at_(case, **changes) -> None:
        about = {"object_kind": "case", "case": case.key, "case_ref": case.number}
        consultations.write(database, a_consultation(resident, **LOOKED_AT, **about | changes))
        database.commit()

    return look_at_


def test_looks_at_older_cases_have_their_names_by_one_call(browser, world, cases, look_at):
    for case in cases[:3]:
        look_at(case)

    words = main_of(browser.get(ALL))

    assert all(case.title in words for case in cases[:3])
    assert world.cases.calls == ["cases_of", "cases_with_keys"]


def test_looks_at_the_newest_cases_ask_for_no_other(browser, world, cases, look_at):
    look_at(cases[-1])

    assert cases[-1].title in main_of(browser.get(ALL))
    assert world.cases.calls == ["cases_of"]


def test_looks_at_a_case_of_somebody_else_ask_for_nothing_where_all_cases_are_there(
    browser, world, look_at
):
    look_at(a_case("ZAAK-ANDERS"))

    assert "ZAAK-ANDERS" in main_of(browser.get(ALL))
    assert world.cases.calls == ["cases_of"]


def test_more_cases_than_one_call_has_are_called_by_their_numbers(browser, world, cases, look_at):
    for case in cases[: CASES_ON_PAGE + 4]:
        look_at(case)

    file = browser.get(f"{ALL}wie-keek.csv").text

    assert all(case.number in file for case in cases[: CASES_ON_PAGE + 4])
    assert sum(f"{case.number} {case.title}" in file for case in cases) == CASES_ON_PAGE
    assert world.cases.calls == ["cases_of", "cases_with_keys"]


def test_while_the_case_system_is_down_looks_have_the_numbers_of_their_cases(
    browser, world, cases, look_at
):
    look_at(cases[0])
    world.cases.is_down = True

    assert cases[0].number in main_of(browser.get(ALL))
    assert world.cases.calls == ["cases_of"]


def test_line_of_an_older_case_has_its_name(browser, world, cases, look_at, rows):
    look_at(cases[0])
    [line] = rows(consultations.ConsultationLine)

    words = main_of(browser.get(f"{ALL}{line.id}/"))

    assert cases[0].title in words
    assert world.cases.calls == ["cases_with_keys"]


def test_lines_with_and_without_key_of_one_older_case_stand_together(
    browser, world, cases, look_at, looked
):
    case = cases[0]
    look_at(case)
    looked({"case_ref": case.number, "at": datetime.now(UTC) - timedelta(hours=2)})

    page = browser.get(ALL)

    assert main_of(page).count(case.title) == 1
