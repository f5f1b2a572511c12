"""The example of docs/forms.md is a form: it loads, and what it says of itself is so."""

import re
from pathlib import Path

from forms import engine, load_form, reading
from forms.case_data import case_type
from forms.fees import fee_of
from forms.kinds import KINDS
from tests.forms.factories import SOURCES, a_context

TEXT = (Path(__file__).parents[2] / "docs/forms.md").read_text("utf-8")
[EXAMPLE] = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
ANSWERS = {
    "first": "2026-12-20",
    "last": "2026-12-20",
    "music": False,
    "visitors": 40,
    "things": {"1": {"what": "Tent", "size": 20}, "2": {"what": "Tafel", "size": 2}},
}


def example(folder):
    file = folder / "feest-in-de-straat.yaml"
    file.write_text(EXAMPLE, "utf-8")
    return load_form(file, SOURCES)


def test_the_example_is_worked_out_as_the_page_says(tmp_path):
    form = example(tmp_path)
    path = engine.path(form, ANSWERS, a_context())

    assert [page.id for page in path] == [
        "when", "visitors", "on_street-1", "on_street-2", "on_street", "sum_up", "contact"
    ]  # fmt: skip
    assert reading.intro_of(path, path.by_id["sum_up"]) == "Samen is dat 22 m² op straat."
    assert (case_type(path), fee_of(path)) == ("FEEST-MELDING", 0)
    assert path.by_id["visitors"].title == "Hoeveel mensen komen er"
    with_music = engine.path(form, ANSWERS | {"music": True}, a_context())
    assert (case_type(with_music), fee_of(with_music)) == ("FEEST", 4550)
    assert "until" in [question.id for question in with_music.by_id["when"].questions]
    ended = engine.path(form, ANSWERS | {"visitors": 501}, a_context())
    assert [page.id for page in ended] == ["when", "visitors", "too_many"]


def test_the_page_names_every_kind():
    part = TEXT[TEXT.index("## Kinds of question") : TEXT.index("## The whole form")]

    assert set(re.findall(r"`(\w+)`", part)) == set(KINDS)
