"""The municipality file: what is wrong in it stops the start, and not a page."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from portal.configuration.municipality import load
from portal.configuration.operator_files import BadFile

USUAL = (Path(__file__).parents[3] / "municipality.toml").read_text("utf-8")
PLANNED = "planned = 2027-05-01"


@pytest.fixture
def with_research(tmp_path):
    """The municipality with these lines about research into accessibility."""

    def read(lines):
        file = tmp_path / "stad.toml"
        file.write_text(USUAL.replace(PLANNED, lines), "utf-8")
        return load(file)

    return read


def test_research_as_it_should_be(with_research):
    done = 'done = 2026-03-15\nby = "Toets"\nreport = "https://t.example/"\ncriteria_met = 47'

    research = with_research(f"planned = 2027-04-01\n{done}").research

    assert (research.planned, research.done) == (date(2027, 4, 1), date(2026, 3, 15))
    assert (research.by, research.criteria_met) == ("Toets", 47)
    assert with_research("").research.planned is None


@pytest.mark.parametrize(
    "lines",
    [
        'planned = "2027-04-01"',
        "planned = 2027-04-01T09:00:00",
        'done = "2026-04-01"',
        'criteria_met = "47"',
        "criteria_met = true",
        "criteria_met = 51",
        "by = 7",
        "report = 7",
        "finished = 2026-04-01",
    ],
)
def test_research_that_can_not_be_told_stops_the_start(with_research, lines):
    with pytest.raises(BadFile, match=lines.split(" ")[0]):
        with_research(lines)


def test_research_that_is_no_table_stops_the_start(tmp_path):
    file = tmp_path / "stad.toml"
    text = USUAL.replace("[accessibility]\n", "").replace(PLANNED, "accessibility = 3")
    assert tomllib.loads(text)["accessibility"] == 3
    file.write_text(text, "utf-8")

    with pytest.raises(BadFile):
        load(file)
