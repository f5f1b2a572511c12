"""A postcode by itself."""

import pytest

from forms.kinds import KINDS
from tests.forms.factories import OneQuestion, a_context


@pytest.mark.parametrize(
    "typed",
    [
        "1012 JS",
        "1012js",
        "1012-JS",
        "1012.j s",
        "NL-1012 JS",
        "Postcode: 1012 JS",
        "1012 JS Demodam",
        "1012\u00a0JS",
        "1012\u200bJS",
        "\uff11\uff10\uff11\uff12\uff2a\uff33",
        "١٠١٢ JS",
    ],
)
def test_it_is_read_as_it_is_copied_and_stored_in_one_way(typed):
    assert OneQuestion("postcode").value(("", typed)) == "1012 JS"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("1012 SA", "Vul 4 cijfers en 2 letters in"),
        ("1012 SD", "Vul 4 cijfers en 2 letters in"),
        ("1012 SS", "Vul 4 cijfers en 2 letters in"),
        ("0012 JS", "Vul 4 cijfers en 2 letters in"),
        ("1012 J", "Vul 4 cijfers en 2 letters in"),
        ("1012 JSX", "Vul 4 cijfers en 2 letters in"),
        ("10117 Berlin", "Vul 4 cijfers en 2 letters in"),
        ("1012 JS 10", "Vul 4 cijfers en 2 letters in"),
        ("1012", "Vul ook de 2 letters van de postcode in"),
        ("1O12 JS", "Typ daar het cijfer 0 of 1"),
        ("", "Vul een postcode in, bijvoorbeeld 1234 AB."),
    ],
)
def test_what_is_wrong_is_told_and_what_to_do(typed, told):
    [error] = OneQuestion("postcode").fault(("", typed)).errors

    assert told in error


def test_the_browser_helps_with_the_residents_own():
    assert OneQuestion("postcode").shown().autocomplete == "postal-code"
    assert OneQuestion("postcode", whose="other").shown().autocomplete == "off"
    assert KINDS["postcode"].property_shape(None).longest == 7
    assert KINDS["postcode"].in_subject(None, "1012 JS", a_context()) == "1012 JS"
