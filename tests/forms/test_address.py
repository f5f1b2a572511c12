"""Addresses by postcode and house number, and the manual way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import AddressQuery
from forms.addresses import lines
from tests.forms.factories import OneQuestion, an_address, register

HARBOUR = (an_address(10), an_address(10, "A", "2"), an_address(12, "", "bis"), an_address(14, "B"))
KNOWN = register(*HARBOUR)
DOWN = register(known=False)


def stored(number="10", letter="", addition="", **given):
    return {
        "street": "Havenstraat",
        "number": number,
        "letter": letter,
        "addition": addition,
        "postcode": "1235 EF",
        "city": "Demodam",
        "checked": True,
    } | given


NUMBERED = register(an_address(10, bag_id="9999200000000001"), an_address(12))


def test_what_was_looked_up_keeps_its_number_in_the_register():
    question = OneQuestion("address", register=NUMBERED)

    assert question.value(*parts()) == stored(bag_id="9999200000000001")
    assert question.value(*parts(number="12")) == stored("12")
    typed = parts(manual="y", street="Kade", city="Demodam")
    assert "bag_id" not in question.value(*typed)
    assert lines(stored(bag_id="9999200000000001")) == ("Havenstraat 10", "1235 EF Demodam")


def test_an_answer_of_before_is_the_same_address_and_gets_its_number():
    alike = register(an_address(10, bag_id="9999200000000001"), an_address(10))
    for answers in ({"q": stored()}, {"q": stored(bag_id="9999200000000002")}):
        question = OneQuestion("address", register=alike, answers=answers)

        assert question.value(*parts()) == stored(bag_id="9999200000000001")


def parts(postcode="1235 EF", number="10", **given):
    return list({"postcode": postcode, "number": number, **given}.items())


@pytest.mark.parametrize(
    "postcode",
    [
        *("1235EF", "1235 ef", " 1235  EF ", "1235-EF", "1235 E F", "NL-1235 EF"),
        *("1235 EF Demodam", "1235ef, Demodam", "1235 EF (Demodam)"),
    ],
)
def test_postcode_in_all_spellings(postcode):
    assert OneQuestion("address", register=KNOWN).value(*parts(postcode)) == stored()


@pytest.mark.parametrize(
    "postcode", ["", "1235", "0235 EF", "1235 SS", "1235 E", "1235 EFG", "1235 EF 10"]
)
def test_what_is_no_postcode(postcode):
    field = OneQuestion("address", register=KNOWN).fault(*parts(postcode))

    assert field.errors == ["Vul een postcode in, bijvoorbeeld 1234 AB."]
    assert field.error_id == "q-postcode"


def test_what_is_no_house_number_is_told_there():
    field = OneQuestion("address", register=KNOWN).fault(*parts(number="", addition="2"))

    assert field.error_id == "q-number"
    assert "12-bis" in field.errors[0]


@pytest.mark.parametrize(
    ("boxes", "box", "word"),
    [
        ({"number": "12", "addition": "links hoog"}, "addition", "bij de toevoeging"),
        ({"number": "12", "addition": "2e deur"}, "addition", "bij de toevoeging"),
        ({"number": "12", "addition": "t/m 14"}, "addition", "bij de toevoeging"),
        ({"number": "12", "letter": "A", "addition": "bovenop"}, "addition", "bij de toevoeging"),
        ({"number": "12", "letter": "é"}, "letter", "bij de huisletter"),
        ({"number": "12", "letter": "achter", "addition": "2"}, "letter", "bij de huisletter"),
        ({"number": "12 t/m 14", "addition": "1 hoog"}, "number", "een huisnummer"),
    ],
)
@pytest.mark.parametrize("way", [{}, {"manual": "y", "street": "Kade", "city": "Demodam"}])
def test_the_box_at_fault_is_told(boxes, box, word, way):
    field = OneQuestion("address", register=KNOWN).fault(*parts(**boxes, **way))

    assert field.error_id == f"q-{box}"
    assert [word in error for error in field.errors] == [True]


def test_all_in_one_input_or_part_by_part():
    question = OneQuestion("address", register=KNOWN)
    expected = stored("10", "A", "2")

    assert question.value(*parts(number="10 A-2")) == expected
    assert question.value(*parts(number="10", letter="a", addition="2")) == expected
    assert question.value(*parts(number="12BIS")) == stored("12", "", "bis")


def test_what_the_register_has_to_be_asked_is_known_before_it_is_judged():
    question = OneQuestion("address", register=KNOWN)

    question.sent(*parts("1235ef", number="10 a-2"))
    assert question.queries == (AddressQuery("1235 EF", 10, "A", "2"),)
    for wrong in (parts("1235"), parts(number="x"), []):
        question.sent(*wrong)
        assert question.queries == ()


def test_unknown_address_offers_the_manual_way():
    question = OneQuestion("address", register=KNOWN)

    field = question.fault(*parts(number="99"))

    assert "Vul dan hieronder zelf de straat en de plaats in." in field.errors[0]
    assert field.is_unknown
    assert not field.manual
    by_hand = stored("99", street="Kade", city="Demodam", checked=False)
    assert question.value(*parts(number="99", street="Kade", city="Demodam")) == by_hand
    assert question.again(by_hand) == by_hand


def test_each_fault_is_told_at_its_own_box():
    field = OneQuestion("address", register=KNOWN).fault(*parts("1234", number="abc"))

    assert [error.partition(",")[0] for error in field.errors] == [
        "Vul een postcode in",
        "Vul een huisnummer in",
    ]
    assert field.error_ids == ("q-postcode", "q-number")


def test_manual_way_needs_street_and_city():
    field = OneQuestion("address", register=KNOWN).fault(*parts(number="99", manual="y"))

    assert len(field.errors) == 2
    assert field.error_id == "q-street"
    assert field.manual
    assert (
        OneQuestion("address", register=KNOWN).fault(*parts(manual="y", street="Kade")).error_id
        == "q-city"
    )


def test_the_manual_way_stays_open_where_it_is_at_fault_without_its_box():
    field = OneQuestion("address", register=KNOWN).fault(
        *parts(number="99", street="K" * 101, city="Demodam")
    )

    assert field.error_id == "q-street"
    assert field.manual


def test_who_mends_the_number_is_not_asked_for_street_and_city():
    value = OneQuestion("address", register=KNOWN).value(*parts(manual="y"))

    assert value == stored()


def test_manual_way_does_not_ask_the_register():
    question = OneQuestion("address", register=KNOWN)

    value = question.value(*parts(manual="y", street="Kade", city="Demodam"))

    assert question.queries == ()
    assert value == stored(street="Kade", checked=False)


@pytest.mark.parametrize("down", [DOWN, None])
def test_address_is_taken_as_typed_when_the_register_is_down(down):
    question = OneQuestion("address", register=down)
    expected = stored("10", "A", street="", city="", checked=False)

    assert question.value(*parts(number="10 a")) == expected
    assert question.again(expected) == expected


def test_empty_address():
    assert OneQuestion("address", required=False).value(("manual", "y")) is None
    field = OneQuestion("address").fault()
    assert field.error_id == "q-postcode"
    assert field.suggestions == ()
    assert not field.manual


@given(st.sampled_from(HARBOUR))
def test_stored_address_shown_and_sent_again_is_the_same(address):
    value = stored(str(address.number), address.letter, address.addition)

    assert OneQuestion("address", register=KNOWN).again(value) == value


def test_two_numbers_are_an_addition_only_where_the_register_knows_it():
    homes = [an_address(10), an_address(10, "", "12"), an_address(12), an_address(14)]
    question = OneQuestion("address", register=register(*homes))

    assert question.value(*parts(number="10 12")) == stored("10", "", "12")
    assert [option.label[:15] for option in question.fault(*parts(number="14 2")).suggestions] == [
        "Havenstraat 14,"
    ]


@pytest.mark.parametrize("way", [{}, {"manual": "y", "street": "Kade", "city": "Demodam"}])
def test_without_the_register_the_resident_says_what_two_numbers_are(way):
    question = OneQuestion("address", register=DOWN)

    field = question.fault(*parts(number="10 12", **way))

    assert field.error_id == "q-number"
    assert "Toevoeging" in field.errors[0]
    assert question.value(*parts(number="10", addition="12", **way))["addition"] == "12"
    assert question.value(*parts(number="10-12", **way))["addition"] == "12"


def test_the_same_address_twice_is_one():
    question = OneQuestion("address", register=register(an_address(12), an_address(12)))

    assert question.value(*parts(number="12")) == stored("12")


@pytest.mark.parametrize("number", ["12 A1", "12-A1", "12a1"])
def test_an_addition_stays_as_the_register_writes_it(number):
    question = OneQuestion("address", register=register(an_address(12, "", "A1")))

    value = question.value(*parts(number=number))

    assert value == stored("12", "", "A1")
    assert question.again(value) == value
    assert lines(value)[0] == "Havenstraat 12-A1"


def test_an_addition_in_its_own_box_stays_whole_while_the_register_is_down():
    question = OneQuestion("address", register=DOWN)

    value = question.value(*parts(number="12", addition="A1"))

    assert value == stored("12", "", "A1", street="", city="", checked=False)
    assert question.again(value) == value


def test_a_letter_stays_as_the_register_writes_it():
    value = OneQuestion("address", register=register(an_address(12, "a"))).value(
        *parts(number="12A")
    )

    assert value == stored("12", "a")
    assert lines(value)[0] == "Havenstraat 12 a"


def test_another_home_opposite_is_not_the_home_itself():
    assert lines(stored("12", indication="tegenover"))[0] == "Havenstraat tegenover 12"
