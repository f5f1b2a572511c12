"""House numbers as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.house_numbers import (
    HouseNumber,
    house_number_of_parts,
    is_ambiguous,
    parse_house_number,
)


@pytest.mark.parametrize(
    ("text", "parts_"),
    [
        ("10", (10, "", "")),
        (" 010 ", (10, "", "")),
        ("10 A-2", (10, "A", "2")),
        ("10a2", (10, "A", "2")),
        ("10-A-2", (10, "A", "2")),
        ("10 A bis", (10, "A", "bis")),
        ("12bis", (12, "", "bis")),
        ("12-bis", (12, "", "bis")),
        ("10-2", (10, "", "2")),
        ("10 hs", (10, "", "hs")),
        ("10 b", (10, "B", "")),
        ("99999", (99999, "", "")),
        ("10 A, 2", (10, "A", "2")),
        ("10-A1", (10, "A", "1")),
        ("10 (A)", (10, "A", "")),
        ("10/2", (10, "", "2")),
        ("nr. 10", (10, "", "")),
        ("nr10a", (10, "A", "")),
        ("huisnummer 10", (10, "", "")),
        ("10, A", (10, "A", "")),
        ("10; bis", (10, "", "bis")),
        ("10: A", (10, "A", "")),
        ("10-12", (10, "", "12")),
        ("10 - 12", (10, "", "12")),
        ("10 12", (10, "", "12")),
        ("10/12", (10, "", "12")),
        ("10 A1", (10, "A", "1")),
        ("10bis", (10, "", "bis")),
        ("10 II", (10, "", "II")),
        ("10-IV", (10, "", "IV")),
        ("10-hs", (10, "", "hs")),
        ("10 1hg", (10, "", "1hg")),
        ("10 a-b", (10, "A", "b")),
        ("10 en", (10, "", "en")),
        ("10 Tot", (10, "", "Tot")),
    ],
)
def test_house_numbers_as_people_write_them(text, parts_):
    assert parse_house_number(text) == HouseNumber(*parts_)


@pytest.mark.parametrize(
    "text", ["", "0", "A", "123456", "10 linksachter", "-1", "10 é", "10 a a a a a"]
)
def test_what_is_no_house_number(text):
    assert parse_house_number(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("10, 12", "10,12", "10; 12", "10:12", "10 (12)", "10.12", "10 -, 12", "10-12, 14"),
        *("10-12-14", "10 12 14", "10 A, 12", "10A, 10B", "10 A (12B)", "10-1/2"),
        *("12 t/m 14", "12t/m14", "12 tm 14", "12 t.m. 14", "12 T/M 14", "12-t/m-14", "12 tot 14"),
        *("12 en 14", "12en14", "12 EN 14", "12 of 14", "10 A en B", "12, en 14"),
    ],
)
def test_of_several_house_numbers_none_is_made(text):
    assert parse_house_number(text) is None


@pytest.mark.parametrize("addition", ["2", "-2", ".2", "/ 2", ", 2", "(2)"])
def test_an_addition_with_signs_around_it(addition):
    assert house_number_of_parts("12", "", addition) == HouseNumber(12, "", "2")


@pytest.mark.parametrize("addition", ["t/m 14", "en 14", "tot 14", "1, 2", "1-2", "A en B"])
def test_of_several_house_numbers_in_two_boxes_none_is_made(addition):
    assert house_number_of_parts("12", "", addition) is None


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        *(("10 12", True), ("nr. 10  2", True), ("10 1", True)),
        *(("10-12", False), ("10/12", False), ("10 A1", False), ("10", False), ("10 2hg", False)),
    ],
)
def test_two_numbers_with_nothing_but_a_space_may_be_two_homes(text, answer):
    assert is_ambiguous(text) is answer


@given(st.text(alphabet="0123456789aAbBzZ -./éI", max_size=12))
def test_a_house_number_written_out_and_read_again_is_the_same(text):
    house = parse_house_number(text)

    assert house is None or parse_house_number(str(house)) == house
    assert (
        house is None
        or parse_house_number(f"{house.number} {house.letter} {house.addition}") == house
    )
