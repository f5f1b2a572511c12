"""House numbers in words: one home of the register is found, none is made up."""

import pytest

from forms.house_words import spellings
from tests.forms.factories import OneQuestion, an_address, register
from tests.forms.test_address import DOWN, parts, stored

FLOORS = (an_address(12, "", "HS"), an_address(12, "", "1"), an_address(12, "", "2H"))
NAMES = (an_address(14, "", "ZW"), an_address(14, "", "RD"), an_address(14, "A", "BV"))
HOMES = register(*FLOORS, *NAMES, an_address(14, "B"), an_address(16), an_address(18, "", "BIS"))


@pytest.mark.parametrize(
    ("typed", "number", "letter", "addition"),
    [
        *(
            (text, "12", "", "1")
            for text in ("12 1 hoog", "12-1hg", "12 1e verdieping", "12 I hoog")
        ),
        *((text, "12", "", "2H") for text in ("12 II", "12 2e", "12-II hoog", "12 2de etage")),
        *((text, "12", "", "HS") for text in ("12 huis", "12 begane grond", "12 Beneden", "12hs")),
        *((text, "14", "", "ZW") for text in ("14 zwart", "14ZWART", "14-zw")),
        *((text, "14", "", "RD") for text in ("14 rood", "14rd")),
        *((text, "14", "A", "BV") for text in ("14 A boven", "14a-bovenhuis")),
        *((text, "18", "", "BIS") for text in ("18 bis", "18BIS", "18-Bs")),
    ],
)
def test_words_find_the_one_home_that_they_may_mean(typed, number, letter, addition):
    value = OneQuestion("address", register=HOMES).value(*parts(number=typed))

    assert value == stored(number, letter, addition)
    boxes = parts(number=number, letter=letter, addition=typed.removeprefix(number).strip(" -aA"))
    assert OneQuestion("address", register=HOMES).value(*boxes) == value


@pytest.mark.parametrize("typed", ["12 3 hoog", "14 boven", "14 huis", "16 bis", "16 zwart"])
def test_words_of_no_home_offer_the_list_and_the_manual_way(typed):
    field = OneQuestion("address", register=HOMES).fault(*parts(number=typed))

    assert "Of vul straat en plaats zelf in." in field.errors[0]
    assert field.suggestions
    by_hand = parts(number=typed, manual="y", street="Kade", city="Demodam")
    value = OneQuestion("address", register=HOMES).value(*by_hand)
    number, _, words = typed.partition(" ")
    assert value == stored(number, "", words, street="Kade", checked=False)
    assert OneQuestion("address", register=HOMES).again(value) == value


def test_of_several_homes_that_are_meant_none_is_chosen():
    homes = register(an_address(12, "", "1H"), an_address(12, "", "1HG"), an_address(12))

    field = OneQuestion("address", register=homes).fault(*parts(number="12 1 hoog"))

    assert field.errors == ["Kies uw adres uit de lijst."]
    assert len(field.suggestions) == 2


def test_the_exact_one_comes_before_what_may_be_meant():
    homes = register(an_address(12, "", "II"), an_address(12, "", "2"))
    question = OneQuestion("address", register=homes)

    assert question.value(*parts(number="12 II")) == stored("12", "", "II")
    assert question.value(*parts(number="12-2")) == stored("12", "", "2")


def test_without_the_register_words_stay_as_they_were_typed():
    question = OneQuestion("address", register=DOWN)

    value = question.value(*parts(number="12 1 hoog"))

    assert value == stored("12", "", "1 hoog", street="", city="", checked=False)
    assert question.again(value) == value


@pytest.mark.parametrize("words", ["", "1", "12", "A", "links", "0 hoog", "IIII", "hoog", "1" * 99])
def test_other_words_and_bare_numbers_mean_nothing_else(words):
    assert spellings(words) == frozenset()
