"""One bad file hides none of the others, and is named."""

import shutil

import pytest

from forms import load_candidates, load_sources
from forms.loading import CATALOGUE
from tests.forms_filled import MOVE, REPORT


@pytest.mark.parametrize("text", ["slug: [", "slug: x", "", "slug: melding-doen\nbroken: true\n"])
def test_a_bad_file_is_named_and_the_others_are_there(tmp_path, text):
    shutil.copytree(CATALOGUE, tmp_path, dirs_exist_ok=True)
    (tmp_path / f"{REPORT}.yaml").write_text(text)

    candidates = load_candidates(load_sources(), tmp_path)

    assert [*candidates.faults] == [REPORT]
    assert str(candidates.faults[REPORT]).startswith(f"{REPORT}.yaml:")
    assert MOVE in [form.slug for form in candidates.forms]
    assert REPORT not in [form.slug for form in candidates.forms]
