"""Countries by code and by name, as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.countries import (
    COUNTRY_CODES,
    OTHER_NAMES,
    countries,
    country_name,
    find_country,
)


def test_every_country_has_a_name_of_its_own_in_each_language():
    assert len(COUNTRY_CODES) == len(set(COUNTRY_CODES)) == 250
    for locale in ("nl", "en", "fy", "ar", "uk", "tr", "pl", "nl_NL", "en-GB"):
        names = dict(countries(locale))
        assert names.keys() == set(COUNTRY_CODES)
        assert all(names.values()), locale
        assert len(set(names.values())) == 250, locale


def test_they_stand_in_the_order_of_the_alphabet():
    names = [name for _code, name in countries()]

    assert names[0] == "Afghanistan"
    assert names.index("Åland") < names.index("Albanië") < names.index("België")
    assert country_name("DE") == "Duitsland"
    assert country_name("DE", "en") == "Germany"
    assert country_name("ZZ") == country_name("EU") == country_name("") == ""


def test_a_name_that_a_language_lacks_is_the_dutch_one():
    assert country_name("PS", "fy")
    assert country_name("XK", "pl") == "Kosowo"


@pytest.mark.parametrize("locale", ["nl", "en"])
def test_every_name_and_code_is_found_again(locale):
    for code, name in countries(locale):
        for text in (code, code.lower(), name, name.upper(), f" {name} "):
            assert find_country(text) == code, text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("belgie", "BE"),
        ("Engeland", "GB"),
        ("v.s.", "US"),
        ("Groot Brittannie", "GB"),
        ("Côte d\u2019Ivoire", "CI"),
        ("turkiye", "TR"),
        ("Nederland", "NL"),
    ],
)
def test_people_write_names_in_more_ways(text, code):
    assert find_country(text) == code


def test_other_names_are_of_countries_that_there_are():
    assert set(OTHER_NAMES.values()) <= set(COUNTRY_CODES)


@given(st.text(max_size=200))
def test_no_text_breaks_the_search(text):
    assert find_country(text) in {"", *COUNTRY_CODES}


def test_what_is_no_country_is_none():
    for text in ("", "Demodam", "EU", "x" * 10_000, "\x00", "ZZ"):
        assert find_country(text) == ""
