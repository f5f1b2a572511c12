"""An address that is chosen from a list of the register."""

import pytest

from forms.fields import values
from tests.forms.factories import OneQuestion, an_address, register
from tests.forms.test_address import HARBOUR, KNOWN, parts, stored


def test_several_hits_give_a_choice():
    question = OneQuestion("address", register=KNOWN)

    field = question.fault(*parts(number="10 Z"))

    assert [option.label for option in field.suggestions] == [
        "Havenstraat 10, 1235 EF Demodam",
        "Havenstraat 10 A-2, 1235 EF Demodam",
    ]
    assert field.error_id == field.suggestions[0].id == "q-pick-1"
    picked = question.value(*parts(number="10 Z", pick=field.suggestions[1].value))
    assert picked == stored("10", "A", "2")


def test_a_single_hit_with_another_letter_is_not_taken_without_asking():
    [option] = OneQuestion("address", register=KNOWN).fault(*parts(number="14")).suggestions

    assert option.label == "Havenstraat 14 B, 1235 EF Demodam"


def test_a_choice_from_an_earlier_list_is_not_taken_for_another_address():
    field = OneQuestion("address", register=KNOWN).fault(*parts(number="14", pick="1234 AB 14 B"))

    assert not field.suggestions[0].checked


@pytest.mark.parametrize("register_", [("A", "B"), ("", "A", "B"), ("A", "b", "B")], ids=str)
def test_a_choice_does_not_beat_what_is_typed_after_it(register_):
    homes = [an_address(12, letter) for letter in register_]
    question = OneQuestion("address", register=register(*homes))
    first = question.fault(*parts(number="12 Z")).suggestions[register_.index("A")].value

    field = question.fault(*parts(number="12", letter="B", pick=first))

    assert field.errors[0].startswith("U koos een ander adres dan u invulde.")
    assert {option.label[:16] for option in field.suggestions} <= {
        "Havenstraat 12 B",
        "Havenstraat 12 b",
    }
    again = parts(number="12", letter="B", pick=field.suggestions[0].value)
    assert question.value(*again)["letter"].upper() == "B"
    assert question.value(*parts(number="12", letter="A", pick=first)) == stored("12", "A")


SEVERAL = [
    (an_address(12, "a"), an_address(12, "A")),
    (an_address(12, "", "A2"), an_address(12, "A", "2")),
    (an_address(12, street="Havenstraat"), an_address(12, street="Kade")),
]


@pytest.mark.parametrize(("first", "second"), SEVERAL)
def test_of_several_addresses_that_fit_none_is_taken_without_asking(first, second):
    question = OneQuestion("address", register=register(first, second, an_address(12, "Q")))
    typed = parts(number="12", letter=first.letter, addition=first.addition)

    field = question.fault(*typed)

    assert field.errors == ["Kies uw adres uit de lijst."]
    assert len({option.value for option in field.suggestions}) == 2
    for option, address in zip(field.suggestions, (first, second), strict=True):
        value = question.value(*typed, ("pick", option.value))
        assert (value["street"], value["letter"], value["addition"]) == (
            address.street,
            address.letter,
            address.addition,
        )
        assert question.again(value) == value
        boxes = parts(number="12", letter=address.letter, addition=address.addition)
        assert values(question.sent(*boxes, stored=value))["q"] == value


@pytest.mark.parametrize("postcode", ["1235 EF", "1235 ef"])
@pytest.mark.parametrize("later", [{"number": "10 Q"}, {"number": "10", "letter": "q"}])
def test_an_address_picked_before_is_dropped_where_what_is_typed_is_not_there(postcode, later):
    question = OneQuestion("address", register=KNOWN)
    listed = question.fault(*parts(number="10 Z")).suggestions

    field = question.fault(*parts(postcode, **later, pick=listed[1].value))

    assert "Wij vinden dit adres niet" in field.errors[0]
    assert [option.checked for option in field.suggestions] == [False, False]
    again = parts(postcode, **later, pick=field.suggestions[0].value)
    assert question.value(*again) == stored("10")


def test_an_address_picked_before_is_dropped_where_the_number_has_none():
    question = OneQuestion("address", register=KNOWN)
    listed = question.fault(*parts(number="10 Z")).suggestions

    field = question.fault(*parts(number="99", pick=listed[0].value))

    assert "Wij vinden dit adres niet" in field.errors[0]
    assert field.suggestions == ()


def test_a_pick_stays_where_it_is_looked_up_again():
    question = OneQuestion("address", register=KNOWN)
    listed = question.fault(*parts(number="10 Z")).suggestions

    field = question.sent(*parts(number="10 Z", pick=listed[1].value))["q"]

    assert field.found[0] == "Havenstraat 10 A-2"
    assert question.value(*parts(number="10 Z", pick=field.raw["pick"])) == stored("10", "A", "2")


def test_of_addresses_that_could_not_all_be_read_none_is_said_to_be_unknown():
    question = OneQuestion("address", register=register(*HARBOUR, whole=False))

    assert question.value(*parts(number="10 A-2")) == stored("10", "A", "2")
    field = question.fault(*parts(number="10 Q"))
    assert "niet alle adressen" in field.errors[0]
    assert len(field.suggestions) == 2
