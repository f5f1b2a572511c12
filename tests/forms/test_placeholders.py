"""Placeholders in texts that are data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.placeholders import fill, names

ODD = "50% <b>&\"'{x} %s %(a)s %d %% {{7*7}} %(a)d %(A)s %()s"
texts = st.lists(
    st.sampled_from(["%", "%(", ")s", "a", "{", "}", "<", "%s", "%(a)s", "%(b)s", "\\1", "\\g<1>"])
).map("".join)


def test_only_whole_placeholders_have_a_name():
    assert names(ODD) == ("a",)
    assert names("%(total)s en %(rent.amount)s en %(total)s") == ("total", "rent.amount")
    assert names("") == ()


def test_known_names_are_filled_in_and_all_else_stays():
    filled = fill(ODD, {"a": "A%(a)s%(b)s\\1", "x": "no", "b": "no"})

    assert filled == ODD.replace("%(a)s", "A%(a)s%(b)s\\1")
    assert fill(ODD, {}) == ODD


@given(texts)
def test_a_text_without_values_is_itself(text):
    assert fill(text, {}) == text
    assert fill(text, {"c": "x"}) == text


@given(texts, texts)
def test_what_is_filled_in_is_not_looked_at_again(text, value):
    assert fill(text, {"a": value}) == text.replace("%(a)s", value)


@pytest.mark.parametrize("text", ["%(limit)s", "Voor %(limit)s of %(limit)s"])
def test_all_places_of_a_name_are_filled_in(text):
    assert fill(text, {"limit": "1 mei"}) == text.replace("%(limit)s", "1 mei")
