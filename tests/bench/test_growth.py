"""The growth run fills what it says, goes on where it was broken off, and judges by its goals."""

import itertools

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from bench.growth import __main__ as growth
from bench.growth import fill
from bench.growth.figures import goal, percentile
from bench.growth.numbers import numbers
from bench.growth.parts import Part
from bench.stub import Answer, Tape
from portal.domain.consultations import Action, Activity, DataKind, NewConsultation
from portal.domain.people import Ground
from portal.storage.consultations import ConsultationLine, write
from portal.storage.drafts import store_version
from portal.storage.logins import LoginSession
from portal.storage.messages import Message, count_of
from portal.storage.owners import resident_of
from portal.storage.submissions import Submission
from portal.storage.waiting_submissions import waiting_of
from tests.factories import BSN

TABLES = {
    Submission: fill.SUBMISSIONS,
    Message: fill.MESSAGES,
    LoginSession: fill.SESSIONS,
    ConsultationLine: fill.LINES,
}


@pytest.fixture
def filled(browser, sessions):
    """A database with a hundred rows in each table, of which one or two are the resident's."""
    with sessions.begin() as session:
        store_version(session, "version", "verhuizing-doorgeven", "")
        resident = resident_of(session, BSN)
        line = NewConsultation(
            subject=resident,
            ground=Ground.SELF,
            acted_by=resident.key,
            activity=Activity.CASES,
            action=Action.VIEWED,
            kinds=(DataKind.CASE,),
            source="zaaksysteem",
        )
        write(session, line)
    fill.add_own(sessions, BSN)
    for growing in TABLES.values():
        fill.grow(sessions, growing, 100)
    return browser


@pytest.mark.parametrize("table", TABLES)
def test_table_grows_to_so_many_rows_of_many_residents(filled, database, table):
    count = database.scalar(select(func.count()).select_from(table))
    owners = database.scalar(select(func.count(table.owner_id.distinct())))

    assert count == 100
    assert owners == 100


def test_what_others_have_is_not_the_residents(filled, database):
    assert count_of(database, filled.owner_id) == 1
    assert waiting_of(database, filled.owner_id) == []
    assert "GROWN" not in filled.get("/berichten/").text


def test_column_that_is_gone_is_told(filled, sessions):
    growing = fill.Growing("message", {"no_such_column": "1"})

    with pytest.raises(fill.NothingToCopy, match="message lacks no_such_column"):
        fill.grow(sessions, growing, 200)


def test_tape_forgets_one_part_of_the_world():
    tape, other = Tape(1, 2), Answer(200, b"", b"")
    tape._answers = {("GET", "/zaken/1", b""): other, ("GET", "/brp/1", b""): other}

    tape._control("PUT", "forget/zaken")

    assert [*tape._answers] == [("GET", "/brp/1", b"")]


def test_numbers_are_valid_and_all_different():
    assert len(set(itertools.islice(numbers(), 200))) == 200


def test_goal_holds_a_figure_against_its_limit():
    assert goal(1.2, at_most=1.3) == {"figure": 1.2, "limit": 1.3, "is_met": True}
    assert not goal(0.8, at_least=0.9)["is_met"]


def test_percentile_is_in_milliseconds():
    assert percentile([0.001 * number for number in range(1, 101)], 95) == 96.0


def test_part_with_a_result_is_skipped_until_it_is_played_again(tmp_path, monkeypatch):
    played = []

    def play(_plan, _tell):
        played.append(1)
        return {"goals": {"pages": goal(len(played), at_most=1)}}

    monkeypatch.setattr(growth, "PARTS", (Part("cases", "more cases", play),))
    command = ["--to", str(tmp_path / "growth")]

    outputs = [
        CliRunner().invoke(growth.main, [*command, *option]).output
        for option in ([], [], ["--again"])
    ]

    assert len(played) == 2
    assert outputs[1].strip().endswith(" met")
    assert outputs[2].strip().endswith("NOT MET")
