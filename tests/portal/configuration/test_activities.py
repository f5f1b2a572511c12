"""The register of processing activities: versioned, checked at load, complete."""

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from portal.configuration.activities import load
from portal.configuration.operator_files import BadFile
from portal.domain.activities import LegalBasis
from portal.domain.consultations import Activity
from portal.domain.retention import KeptPart
from portal.embedded.registers.processing_log import INQUIRY
from portal.embedded.zgw.case_type_files import case_types
from tools import translations

FILE = Path(__file__).parents[3] / "activities.toml"
ENTRY = """
[[activity]]
id = "{id}"
code = "{code}"
version = {version}
name = "Een naam"
purpose = "Een doel."
basis = "e"
law = "Een wet, artikel 1"
data = ["Uw naam"]
sources = ["U vult het zelf in."]
recipients = []
kept = ["answers", "files"]
retention = "1 jaar."
line_months = {months}
confidentiality = "normaal"
department = "Burgerzaken"
contact = "privacy@demodam.example"
valid_from = {begin}
{end}
"""


@pytest.fixture
def write(tmp_path):
    """Makes a register of these entries."""

    def write_(*entries: str) -> Path:
        path = tmp_path / "activities.toml"
        path.write_text("\n".join(entries), "utf-8")
        return path

    return write_


def entry(**changes: object) -> str:
    """An entry as text."""
    usual = {"id": uuid4(), "code": "a", "version": 1, "months": 60, "begin": "2025-01-01"}
    return ENTRY.format(**({"end": ""} | usual | changes))


def test_every_activity_of_the_portal_is_in_the_register_today():
    register, today = load(FILE), datetime.now(UTC).date()

    assert [code for code in Activity if register.by_code(code, today) is None] == []


def test_every_activity_of_the_employees_log_is_in_the_register():
    register = load(FILE)

    assert all(each.activity and register.by_id(each.activity) for each in case_types())
    assert register.by_id(INQUIRY).is_shown is False


def test_every_text_of_the_register_can_be_translated():
    collected = {message.id for message in translations.collected()}

    for activity in load(FILE):
        terms = filter(None, (activity.in_portal, activity.retention))
        texts = (activity.name, activity.purpose, activity.law, *terms)
        lists = (*activity.data, *activity.sources, *activity.recipients)
        assert {*texts, *lists} <= collected


def test_each_activity_says_how_long_it_stays_in_the_portal_and_each_term_is_of_one():
    register = load(FILE)

    assert all(activity.kept or activity.in_portal for activity in register)
    assert {part for activity in register for part in activity.kept} == set(KeptPart)


@pytest.mark.parametrize("terms", ["", 'kept = ["alles"]'])
def test_a_register_without_a_term_that_is_held_stops_the_start(write, terms):
    text = entry().replace('kept = ["answers", "files"]\nretention = "1 jaar."', terms)

    with pytest.raises(BadFile):
        load(write(text))


def test_the_version_is_the_one_of_that_day(write):
    first, second = uuid4(), uuid4()
    register = load(
        write(
            entry(id=first, end="valid_to = 2025-12-31"),
            entry(id=second, version=2, begin="2026-01-01", months=24),
        )
    )

    assert register.by_code("a", date(2025, 12, 31)).id == first
    assert register.by_code("a", date(2026, 1, 1)).id == second
    assert register.by_code("a", date(2024, 12, 31)) is None
    assert register.by_code("b", date(2026, 1, 1)) is None
    assert [known.id for known in register.on(date(2026, 6, 1))] == [second]
    assert register.by_id(first).basis is LegalBasis.PUBLIC_TASK
    assert register.by_id(UUID(int=0)) is None
    assert register.line_months == {"a": 60}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("code = ", "cod = "), "unknown field cod; take it out"),
        (('law = "Een wet, artikel 1"', ""), "no law; add it"),
        (('basis = "e"', 'basis = "z"'), "mend this value"),
        (('name = "Een naam"', 'name = " "'), "name must be a text"),
        (('data = ["Uw naam"]', 'data = "Uw naam"'), "data must be a list"),
        (("line_months = 60", "line_months = 0"), "line_months must be a whole number"),
        (("valid_from = 2025-01-01", 'valid_from = "ooit"'), "valid_from must be a day"),
        (('confidentiality = "normaal"', 'confidentiality = "geheim"'), "mend this value"),
        (('id = "', 'id = "x'), "mend this value"),
        (("[[activity]]", "[[activity"), "how to write it"),
        (("[[activity]]", "[activity]"), "activity must be a list: [...] of values, [[activity]]"),
    ],
)
def test_a_mistake_says_where_and_what_to_do(write, change, words):
    path = write(entry().replace(*change))

    with pytest.raises(BadFile, match=r"activities\.toml: ") as caught:
        load(path)
    assert words in str(caught.value)


def test_two_versions_at_once_or_one_id_twice_are_refused(write):
    with pytest.raises(BadFile, match="overlap"):
        load(write(entry(), entry(version=2, begin="2026-01-01")))
    same = uuid4()
    with pytest.raises(BadFile, match="stands twice"):
        load(write(entry(id=same), entry(id=same, code="b")))


def test_a_missing_file_names_its_setting(tmp_path):
    with pytest.raises(BadFile, match="PORTAL_ACTIVITIES_FILE"):
        load(tmp_path / "none.toml")
