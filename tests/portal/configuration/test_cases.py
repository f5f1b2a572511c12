"""The file with which cases are shown and how one is withdrawn, and each mistake in it."""

from pathlib import Path

import pytest

from portal.configuration.cases import load
from portal.configuration.operator_files import BadFile
from portal.domain.case_rules import (
    USUAL_CASE_RULE,
    CasePart,
    CaseRule,
    CaseSecrecy,
    Withdrawal,
)

EXAMPLE = Path(__file__).parents[3] / "cases.toml"


@pytest.fixture
def rules_in(tmp_path):
    """The rules in a file with this content."""

    def read(content):
        file = tmp_path / "cases.toml"
        file.write_text(content)
        return load(file)

    return read


def test_an_empty_file_and_the_example_show_what_is_usual(rules_in):
    assert rules_in("").usual == load(EXAMPLE).usual == USUAL_CASE_RULE
    assert not USUAL_CASE_RULE.shows_to_interested
    assert not USUAL_CASE_RULE.shows_without_status
    assert USUAL_CASE_RULE.most_confidential is CaseSecrecy.CASE
    assert USUAL_CASE_RULE.withdrawal == Withdrawal(is_possible=True)


def test_the_example_in_its_words_can_be_used(rules_in):
    lines = EXAMPLE.read_text("utf-8").splitlines()
    start = lines.index("# [case_type.OMGEVINGSVERGUNNING]")
    told = [line.removeprefix("# ").removeprefix("#") for line in lines[start : start + 12]]

    rules = rules_in("\n".join(told))

    assert rules.of("OMGEVINGSVERGUNNING") == CaseRule(
        most_confidential=CaseSecrecy.LIMITED,
        case_of_others=frozenset({CasePart.STEPS, CasePart.DECISIONS}),
        withdrawal=Withdrawal(status="Ingetrokken", result="Ingetrokken"),
    )


def test_what_a_case_type_does_not_say_is_as_it_is_for_all(rules_in):
    rules = rules_in(
        """
        most_confidential = "intern"
        without_status = "received"
        [case_of_employee]
        shown = true
        parts = ["documents"]
        [withdrawal]
        by = "request"
        document_kind = "Intrekking"
        [case_type.WMO]
        without_status = "hidden"
        [case_type.WMO.case_of_employee]
        shown = false
        [case_type.MELDING.withdrawal]
        by = "none"
        """
    )

    assert rules.usual.shows_without_status
    assert rules.usual.case_of_employee == {CasePart.DOCUMENTS}
    wmo = rules.of("WMO")
    assert wmo.most_confidential is CaseSecrecy.INTERNAL
    assert not wmo.shows_without_status
    assert wmo.case_of_employee is None
    assert wmo.withdrawal == Withdrawal(document_kind="Intrekking")
    assert not rules.of("MELDING").withdrawal.is_possible
    assert rules.of("MELDING").shows_without_status
    assert rules.of("ANDERS") == rules.usual


def test_parts_do_not_show_a_case_that_is_not_shown(rules_in):
    rules = rules_in("[case_of_others]\nshown = false\nparts = ['steps']")

    assert rules.usual.case_of_others is None


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ('most_confidential = "vertrouwelijk"', "most_confidential: .*zaakvertrouwelijk"),
        ('most_confidential = "zeer_geheim"', "most_confidential: .*mend this value"),
        ('without_status = "ja"', "without_status: .*hidden"),
        ("[case_of_others]\nparts = ['steps']", "case_of_others.shown: no shown; add it"),
        ("[case_of_others]\nshown = 'ja'", "case_of_others.shown: .*mend this value"),
        ("[case_of_others]\nshown = true\nparts = ['alles']", "case_of_others.parts.1: .*steps"),
        ("[case_of_others]\nshown = true\nparts = 'steps'", "must be a list"),
        ("[case_of_employees]\nshown = true", "unknown field case_of_employees"),
        ("[withdrawal]", "withdrawal"),
        ("[withdrawal]\nby = 'phone'", "withdrawal: .*request"),
        ("[withdrawal]\nby = 'status'", "withdrawal.status.status: no status; add it"),
        ("[withdrawal]\nby = 'none'\nstatus = 'A'", "unknown field status"),
        ("[case_type.A]\nconfidential = 1", "case_type.A.confidential: unknown field"),
        ('[case_type.""]', "must be a text that is not empty"),
        ("case_type = [", "see https://toml.io"),
    ],
)
def test_a_mistake_is_told_with_its_place(rules_in, tmp_path, content, fault):
    with pytest.raises(BadFile, match=fault) as raised:
        rules_in(content)
    assert str(tmp_path / "cases.toml") in str(raised.value)


def test_all_mistakes_are_told_at_once(rules_in):
    with pytest.raises(BadFile) as raised:
        rules_in('without_status = "ja"\nmost = 1\n[withdrawal]\nby = "status"')

    assert len(str(raised.value).splitlines()) == 3
