"""How answers of a running draft come along to a newer version."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from forms import load_version
from forms.drafts_mapping import DraftMapping, mapped, mapped_input, mapped_path, path_before
from tests.forms.factories import a_form, a_page, a_question

MAPPING = DraftMapping.model_validate({"from": "older", "rename": {"old": "new"}, "drop": ["gone"]})


def test_answers_get_their_new_names_and_go():
    answers = {"old": "a", "gone": "b", "same": "c", "page:one": True}

    assert mapped(answers, MAPPING) == {"new": "a", "same": "c", "page:one": True}


def test_parts_of_a_question_are_called_after_it():
    raw = {"old-street": ["x"], "older": ["y"], "gone-a": ["z"], "same": ["v"]}

    assert mapped_input(raw, MAPPING) == {"new-street": ["x"], "older": ["y"], "same": ["v"]}


@given(answers=st.dictionaries(st.sampled_from("abcdef"), st.integers()))
def test_names_that_are_swapped_lose_nothing(answers):
    swap = DraftMapping.model_validate({"from": "older", "rename": {"a": "b", "b": "a"}})

    assert mapped(mapped(answers, swap), swap) == answers


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"rename": {"a": "c", "b": "c"}}, "two questions can't become one"),
        ({"rename": {"a": "c"}, "drop": ["a"]}, "rename and drop both name a"),
        ({"from": "newer"}, "older"),
        ({"from": ["x"]}, "pattern"),
        ({"keep": []}, "keep"),
    ],
)
def test_a_mapping_that_says_nothing_sensible_is_refused(values, says):
    with pytest.raises(ValidationError, match=says):
        DraftMapping.model_validate({"from": "older"} | values)


@pytest.mark.parametrize(
    ("versions", "is_covered"), [("older", True), (["abcdef"], True), (["fedcba"], False)]
)
def test_a_stored_version_has_it_as_it_was(versions, is_covered):
    mapping = {"from": versions, "rename": {"old": "new"}}
    form = a_form(a_page(a_question("new")), drafts=mapping)

    loaded = load_version(form.version, form.source)

    assert loaded.drafts.rename == {"old": "new"}
    assert loaded.drafts.covers("abcdef0123") is is_covered


def test_rows_of_a_group_come_along():
    mapping = DraftMapping.model_validate(
        {"from": "older", "rename": {"kids": "children", "old": "new"}, "drop": ["gone"]}
    )

    assert mapped({"kids": {"1": {"old": "a", "gone": "b"}, "3": {}}}, mapping) == {
        "children": {"1": {"new": "a"}, "3": {}}
    }
    assert mapped_input({"kids.3.old-day": ["1"], "kids.1.gone": ["x"]}, mapping) == {
        "children.3.new-day": ["1"]
    }
    assert mapped_path("kids.1.old", mapping) == "children.1.new"
    assert path_before(mapping, "children.1.new") == "kids.1.old"
