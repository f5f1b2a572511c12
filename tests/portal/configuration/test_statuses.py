"""The file with the words for statuses, and each mistake in it."""

from pathlib import Path

import pytest

from portal.configuration.operator_files import BadFile
from portal.configuration.statuses import load
from portal.domain.cases import Progress
from portal.embedded.zgw.case_type_files import case_types

USUAL = Path(__file__).parents[3] / "statuses.toml"


def test_every_status_of_the_embedded_catalogue_has_words_in_both_languages():
    register = load(USUAL)

    for case_type in case_types():
        for step in case_type.steps:
            words = register.of(case_type.code, step.name, None)
            assert words is not None, (case_type.code, step.name)
            assert set(words.words) == {"nl", "en"}


def test_a_status_is_mapped_by_its_name_or_its_number(tmp_path):
    file = tmp_path / "statuses.toml"
    file.write_text(
        """
        [status.BEZWAAR]
        Hoorzitting = { words = { nl = "U mag vertellen wat u vindt" } }
        "3" = { phase = "waiting_for_you", words = { nl = "Stuur ons nog iets" } }
        """
    )

    register = load(file)

    hearing = register.of("BEZWAAR", "Hoorzitting", 9)
    assert (hearing.words["nl"], hearing.progress) == ("U mag vertellen wat u vindt", None)
    assert register.of("BEZWAAR", "Iets anders", 3).progress is Progress.WAITING_FOR_YOU
    assert register.of("BEZWAAR", "Iets anders", None) is None
    assert register.of("ANDERS", "Hoorzitting", 3) is None


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ('A = { words = { en = "A" } }', "status.X.A: no nl in words; add it"),
        ('A = { words = { nl = "A", xx = "A" } }', "unknown language xx in words; write nl, en"),
        ('A = { words = { nl = "" } }', "status.X.A.words.nl: nl must be a text"),
        ('A = { phase = "closed", words = { nl = "A" } }', "status.X.A.phase"),
        ("A = { }", "no words; add it"),
        ('A = { words = { nl = "A" }, wait = true }', "unknown field wait"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path, entry, fault):
    file = tmp_path / "statuses.toml"
    file.write_text(f"[status.X]\n{entry}\n")

    with pytest.raises(BadFile, match=r"statuses\.toml: ") as error:
        load(file)

    assert fault in str(error.value)
