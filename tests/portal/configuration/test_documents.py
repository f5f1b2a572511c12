"""The file with documents that residents see beside what is sent, and each mistake in it."""

from pathlib import Path

import pytest

from portal.configuration.documents import load
from portal.configuration.operator_files import BadFile
from portal.domain.document_rules import USUAL_DOCUMENT_RULES

USUAL = Path(__file__).parents[3] / "documents.toml"


def test_the_example_shows_nothing_more():
    assert load(USUAL) == USUAL_DOCUMENT_RULES


def test_the_example_in_its_words_can_be_used(tmp_path):
    file = tmp_path / "documents.toml"
    lines = USUAL.read_text("utf-8").splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith('# [kind."Advies'))
    file.write_text("\n".join(line.removeprefix("# ") for line in lines[start:]))

    rules = load(file)

    assert rules.shows("Advies welstandscommissie", "OMGEVINGSVERGUNNING")
    assert not rules.shows("Advies welstandscommissie", "VERHUIZING")


def test_a_kind_is_shown_in_all_cases_or_in_some(tmp_path):
    file = tmp_path / "documents.toml"
    file.write_text(
        """
        without_status = true
        [kind.Aanvraag]
        [kind."Advies van de GGD"]
        case_types = ["URGENTIE", "WMO"]
        """
    )

    rules = load(file)

    assert rules.shows_without_status
    assert rules.shows("Aanvraag", "WAT-DAN-OOK")
    assert rules.shows("Advies van de GGD", "WMO")
    assert not rules.shows("Advies van de GGD", "VERHUIZING")
    assert not rules.shows("Bijlage", "WMO")
    assert list(rules) == [
        ("Aanvraag", ""),
        ("Advies van de GGD", "URGENTIE"),
        ("Advies van de GGD", "WMO"),
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ('without_status = "ja"', "without_status: "),
        ("[kind.A]\ncase_type = ['X']", "unknown field case_type"),
        ("[kind.A]\ncase_types = ['']", "must be a text that is not empty"),
        ('[kind.""]', "must be a text that is not empty"),
        ("[soort.A]", "unknown field soort"),
        ("kind = [", "see https://toml.io"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path, content, fault):
    file = tmp_path / "documents.toml"
    file.write_text(content)

    with pytest.raises(BadFile, match=fault) as raised:
        load(file)
    assert str(file) in str(raised.value)
