"""Paths of answers: at the top as today, and in a row of a group, for which there is room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.paths import AnswerPath, merged

ids = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
rows = st.tuples(ids, st.integers(0, 4).map(str), ids)
paths = st.builds(AnswerPath, st.one_of(ids.map(lambda name: (name,)), rows))
ANSWERS = {
    "living": "rent",
    "name": "Noor",
    "children": {"1": {"name": "Lila", "born": "2015-03-02"}, "3": {"name": "Kai"}},
}


def with_value(answers, path, value):
    changed = dict(answers)
    path.put_in(changed, value)
    return changed


def test_an_answer_at_the_top_is_found_by_the_id_of_its_question():
    path = AnswerPath.of("living")

    assert path.get(ANSWERS) == "rent"
    assert with_value(ANSWERS, path, "own") == ANSWERS | {"living": "own"}
    assert AnswerPath.of("movers").get(ANSWERS) is None


def test_an_answer_in_a_row_is_found_by_group_row_and_question():
    path = AnswerPath.of("children.3.name")

    assert path.get(ANSWERS) == "Kai"
    assert path.top == "children"
    changed = with_value(ANSWERS, path, "Kees")
    assert changed["children"] == ANSWERS["children"] | {"3": {"name": "Kees"}}
    assert ANSWERS["children"]["3"] == {"name": "Kai"}


@pytest.mark.parametrize(
    "text", ["children.7.name", "children.2.name", "children.1.x", "living.1.name", "x.1.y"]
)
def test_what_is_not_there_is_absent(text):
    assert AnswerPath.of(text).get(ANSWERS) is None
    assert AnswerPath.of(text).get(ANSWERS, "none") == "none"


def test_what_was_left_empty_is_not_absent():
    assert AnswerPath.of("name").get({"name": None}, "none") is None
    assert AnswerPath.of("children.1.name").get({"children": {"1": {"name": None}}}, "none") is None


@given(paths, st.text())
def test_what_is_put_there_is_found_there_by_the_path_as_text(path, value):
    assert AnswerPath.of(str(path)) == path
    changed = with_value({"kept": 1}, path, value)
    assert path.get(changed) == value
    assert path.top == "kept" or changed["kept"] == 1
    assert merged({}, {str(path): value}) == with_value({}, path, value)
