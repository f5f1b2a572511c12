"""An address in another country, in the words that are used there."""

import pytest

from forms.countries import countries
from forms.kinds import KINDS
from tests.forms.factories import OneQuestion, a_context

BERLIN = {
    "street": "Unter den Linden 1",
    "postcode": "10117",
    "city": "Berlin",
    "region": "",
    "country": "DE",
}
QUESTION = OneQuestion("address_abroad")


def value(**parts):
    return QUESTION.value(*(BERLIN | parts).items())


def fault(**parts):
    return QUESTION.fault(*(BERLIN | parts).items())


def test_it_is_stored_part_by_part_and_shown_line_by_line():
    kind, asked = KINDS["address_abroad"], QUESTION.form.pages[0].questions[0]

    assert value() == BERLIN
    assert QUESTION.again(BERLIN) == BERLIN
    assert kind.display(asked, BERLIN, a_context()) == (
        "Unter den Linden 1",
        "10117 Berlin",
        "Duitsland",
    )
    assert kind.display(asked, BERLIN, a_context(locale="en"))[-1] == "Germany"
    assert kind.as_property(asked, BERLIN, a_context()) == (
        "Unter den Linden 1, 10117 Berlin, Duitsland",
    )
    assert kind.as_property(asked, None, a_context()) == ()


def test_the_words_of_every_place_stay():
    typed = {
        "street": "дом 5, кв. 12",
        "postcode": "SW1A 1AA",
        "city": "القاهرة",
        "region": "Île-de-France 🙂",
    }

    assert value(**typed) == BERLIN | typed


@pytest.mark.parametrize("country", ["DE", "de", "Duitsland", "germany", "DEUTSCHLAND"])
def test_a_country_is_found_by_its_code_and_its_name(country):
    assert value(country=country)["country"] == "DE"


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"street": ""}, {"street": "Vul de straat en het huisnummer in"}),
        ({"street": "--"}, {"street": "Vul de straat en het huisnummer in"}),
        ({"city": "🙂"}, {"city": "Vul de plaats in"}),
        ({"country": ""}, {"country": "Kies het land uit de lijst"}),
        ({"country": "Utopia"}, {"country": "Kies het land uit de lijst"}),
        ({"country": "NL"}, {"country": "Dit is voor een adres in een ander land"}),
        ({"street": "x" * 10_000}, {"street": "Er passen 80 tekens in. U heeft er 10000"}),
        ({"postcode": "1" * 16}, {"postcode": "Er passen 15 tekens in"}),
        (
            {"street": "", "city": "", "country": ""},
            {"street": "straat", "city": "plaats", "country": "land"},
        ),
    ],
)
def test_what_is_wrong_is_told_at_its_part(parts, told):
    field = fault(**parts)

    assert field.faulty_parts == tuple(told)
    assert all(words in error for words, error in zip(told.values(), field.errors, strict=True))
    assert field.error_ids == tuple(f"q-{part}" for part in told)


def test_nothing_at_all_is_one_sentence():
    [error] = QUESTION.fault().errors

    assert error == "Vul de straat en de plaats in, en kies het land."


@pytest.mark.parametrize("part", ["street", "postcode", "city", "region"])
def test_ones_own_bsn_is_refused_in_every_part(part):
    context = a_context(is_own_bsn={"999993653"}.__contains__)

    field = OneQuestion("address_abroad", context).fault(*(BERLIN | {part: "9999.93.653"}).items())

    assert field.faulty_parts == (part,)
    assert "BSN" in field.errors[0]


def test_the_longest_address_fits_in_a_property_of_a_case():
    kind, asked = KINDS["address_abroad"], QUESTION.form.pages[0].questions[0]
    longest = max(countries(), key=lambda country: len(country[1]))[0]
    typed = {"street": "x" * 80, "postcode": "1" * 15, "city": "y" * 60, "region": "z" * 40}

    [line] = kind.as_property(asked, value(**typed, country=longest), a_context())

    assert 240 < len(line) <= kind.property_shape(asked).longest == 255


def test_the_browser_helps_with_the_residents_own():
    own, other = QUESTION.shown(), OneQuestion("address_abroad", whose="other").shown()

    assert own.help_of("street") == "address-line1"
    assert own.help_of("country") == "country"
    assert other.help_of("street") == "off"
    [nothing, first, *_rest] = own.country_options
    assert (nothing.value, nothing.label, first.label) == ("", "Kies een land", "Afghanistan")
    assert "NL" not in {option.value for option in own.country_options}
    assert [o.value for o in QUESTION.shown(q=BERLIN).country_options if o.checked] == ["DE"]
