"""The status of the accessibility statement: never A by itself."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from portal import VERSION
from portal.configuration import accessibility
from portal.configuration.operator_files import BadFile
from portal.domain.accessibility import Audit, Fault, Research, Statement, Status

SUMMARY = Path(__file__).parents[3] / "accessibility" / "report" / "summary.json"
TODAY = date(2026, 11, 22)
CLEAN = Audit(made_on=TODAY, version=VERSION, pages=70, is_complete=True, faults=())
FAULT = Fault("reflow", (), ("case",), None)
MET_ALL = Research(done=TODAY - timedelta(days=100), criteria_met=50)


def audit(**values):
    usual = {"made_on": TODAY, "version": VERSION, "pages": 70, "is_complete": True, "faults": ()}
    return Audit(**{**usual, **values})


def status(audit, research):
    return Statement(VERSION, audit, research, TODAY).status


@pytest.mark.parametrize(
    ("research", "expected"),
    [
        (Research(), Status.D),
        (Research(planned=TODAY + timedelta(days=90)), Status.C),
        (Research(planned=TODAY + timedelta(days=200)), Status.D),
        (Research(planned=TODAY - timedelta(days=1)), Status.D),
        (Research(done=TODAY - timedelta(days=10), criteria_met=47), Status.B),
        (Research(done=TODAY - timedelta(days=1100), criteria_met=50), Status.D),
        (Research(done=TODAY + timedelta(days=1), criteria_met=50), Status.D),
        (MET_ALL, Status.A),
    ],
)
def test_status_follows_the_research_by_people(research, expected):
    assert status(CLEAN, research) is expected


@pytest.mark.parametrize("research", [Research(), Research(planned=TODAY + timedelta(days=9))])
def test_no_audit_alone_gives_status_a_or_b(research):
    assert status(CLEAN, research) in {Status.C, Status.D}


@pytest.mark.parametrize(
    "known",
    [
        None,
        audit(faults=(FAULT,)),
        audit(is_complete=False),
        audit(version="0.0.1"),
        audit(made_on=TODAY - timedelta(days=366)),
    ],
    ids=["none", "with faults", "not complete", "of another version", "old"],
)
def test_status_is_not_a_unless_a_recent_audit_of_this_version_is_clean(known):
    assert status(known, MET_ALL) is Status.B


def test_the_summary_in_the_repository_can_be_read():
    found = accessibility.load(SUMMARY)

    assert found is not None
    assert found.pages > 50


def test_without_a_summary_there_is_no_audit(tmp_path):
    assert accessibility.load(tmp_path / "summary.json") is None


@pytest.mark.parametrize("text", ["{", "{}", json.dumps({"date": "gisteren"})])
def test_a_summary_that_is_no_summary_stops_the_start(tmp_path, text):
    path = tmp_path / "summary.json"
    path.write_text(text, "utf-8")

    with pytest.raises(BadFile, match=r"summary\.json"):
        accessibility.load(path)
