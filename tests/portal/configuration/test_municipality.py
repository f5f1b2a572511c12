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


@pytest.mark.parametrize(
    ("written", "href"),
    [("+31 (0)20 123 4567", "tel:+31201234567"), ("+318000999", "tel:+318000999")],
)
def test_the_number_is_a_link_however_it_is_written(tmp_path, written, href):
    file = tmp_path / "stad.toml"
    file.write_text(USUAL.replace('"+318000999"', f'"{written}"'), "utf-8")

    assert load(file).phone_href == href


def test_words_for_a_number_stop_the_start(tmp_path):
    file = tmp_path / "stad.toml"
    file.write_text(USUAL.replace('"+318000999"', '"bel de balie"'), "utf-8")

    with pytest.raises(BadFile, match=r"phone_international.*\+31201234567"):
        load(file)


@pytest.mark.parametrize(
    "area", ["[52.6, 5.1, 52.5, 5.2]", "[52.5, 5.2, 52.6, 5.1]", "[0, 0, 1, 1]", '["a", 5, 53, 6]']
)
def test_an_area_of_the_map_that_can_not_be_stops_the_start(tmp_path, area):
    file = tmp_path / "stad.toml"
    ours = "map_area = [52.5660, 5.1430, 52.5760, 5.1620]"
    assert ours in USUAL
    file.write_text(USUAL.replace(ours, f"map_area = {area}"), "utf-8")

    with pytest.raises(BadFile, match="map_area"):
        load(file)


def test_a_municipality_may_have_no_map(tmp_path):
    file = tmp_path / "stad.toml"
    file.write_text(USUAL.replace("map_area = ", "# map_area = "), "utf-8")

    assert load(file).map_area is None
