"""Number plates: every shape that the RDW gives out, and foreign ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.context import VehicleAnswer
from forms.kinds import KINDS
from forms.kinds.base import RawInput
from forms.licence_plates import SIDECODES, dashed, has_look_alike, is_dutch
from tests.forms.factories import OneQuestion, a_context

PLATES = [
    "AB-12-34",
    "12-34-AB",
    "12-AB-34",
    "AB-12-CD",
    "AB-CD-12",
    "12-AB-CD",
    "12-ABC-3",
    "1-ABC-23",
    "AB-123-C",
    "A-123-BC",
    "ABC-12-D",
    "A-12-BCD",
    "1-AB-234",
    "123-AB-4",
]
ODD_LETTERS = ["AA-00-12", "CD-12-34", "AE-IO-12", "12-WAO-3", "OA-12-34", "DFB-12-X", "01-AB-10"]


def test_there_are_fourteen_shapes_and_no_two_are_taken_for_each_other():
    shapes = {code.replace("-", "") for code in SIDECODES}

    assert len(SIDECODES) == len(shapes) == len(PLATES) == 14


@pytest.mark.parametrize("plate", [*PLATES, *ODD_LETTERS])
def test_the_dashes_are_set_and_not_stored(plate):
    question, bare = OneQuestion("licence_plate"), plate.replace("-", "")

    for text in (
        plate,
        bare,
        bare.lower(),
        plate.replace("-", " "),
        plate.replace("-", "\u2011"),
        f"Kenteken: {plate}",
        f"NL {plate}",
        " ".join(bare),
    ):
        assert question.value(("", text)) == {"plate": bare, "country": "NL"}, text
    assert dashed(bare) == plate
    assert question.shown(q={"plate": bare, "country": "NL"}).raw[""] == plate


@given(st.sampled_from(SIDECODES), st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=6, max_size=6))
def test_any_letters_will_do_in_every_shape(code, letters):
    shape = code.replace("-", "")
    plate = "".join(
        sign if place == "A" else "7" for place, sign in zip(shape, letters, strict=True)
    )

    assert is_dutch(plate)
    assert dashed(plate).replace("-", "") == plate
    assert [sign == "-" for sign in dashed(plate)] == [sign == "-" for sign in code]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("AB-12-C", "Dit is geen Nederlands kenteken"),
        ("ABC-123", "Dit is geen Nederlands kenteken"),
        ("123456", "Dit is geen Nederlands kenteken"),
        ("ABCDEF", "Dit is geen Nederlands kenteken"),
        ("AB-12-34-5", "Dit is geen Nederlands kenteken"),
        ("ik heb geen auto", "Dit is geen Nederlands kenteken"),
        ("ÄB-12-34", "Dit is geen Nederlands kenteken"),
        ("NL", "Dit is geen Nederlands kenteken"),
        ("I2-AB-34", "een letter O of I waar een cijfer 0 of 1 hoort"),
        ("", "Vul een kenteken in, bijvoorbeeld AB-123-C."),
    ],
)
def test_what_is_wrong_is_told_and_what_to_do(typed, told):
    [error] = OneQuestion("licence_plate").fault(("", typed)).errors

    assert told in error


def test_signs_that_look_alike_are_only_told_where_they_would_make_a_plate():
    assert has_look_alike("1OAB23")
    assert not has_look_alike("ABC123")
    assert not has_look_alike("ABCDEF")
    assert not has_look_alike("1O")


@pytest.mark.parametrize(
    ("typed", "country", "plate"),
    [
        ("B-A 1234", "DE", "B-A-1234"),
        ("BA 1234", "DE", "BA-1234"),
        ("tö-l 77", "DE", "TÖ-L-77"),
        ("1-abc-234", "BE", "1-ABC-234"),
        ("AB12 CDE", "GB", "AB12-CDE"),
        ("34 ABC 1234", "TR", "34-ABC-1234"),
        ("\u0410\u0410 1234 \u0412\u0412", "UA", "\u0410\u0410-1234-\u0412\u0412"),
    ],
)
def test_a_foreign_plate_has_a_country_and_keeps_its_dashes(typed, country, plate):
    question = OneQuestion("licence_plate", foreign="allowed")
    value = {"plate": plate, "country": country}

    assert question.value(("", typed), ("country", country)) == value
    assert question.again(value) == value
    kind, asked = KINDS["licence_plate"], question.form.pages[0].questions[0]
    assert kind.display(asked, value, a_context())[0] == plate
    assert kind.as_property(asked, value, a_context()) == (f"{plate} ({country})",)


def test_the_country_is_the_netherlands_until_another_is_chosen():
    question = OneQuestion("licence_plate", foreign="allowed")
    field = question.shown()

    assert field.asks_country
    assert (field.country_options[0].value, field.country_options[0].checked) == ("NL", True)
    assert [option.value for option in field.country_options].count("NL") == 1
    assert question.value(("", "ab123c")) == {"plate": "AB123C", "country": "NL"}
    by_name = question.value(("", "B-A 1234"), ("country", "Duitsland"))
    assert by_name["country"] == "DE"
    assert not OneQuestion("licence_plate").shown().asks_country


def test_a_foreign_plate_where_only_a_dutch_one_will_do_is_refused():
    question = OneQuestion("licence_plate")

    assert question.fault(("", "B-A 12345"), ("country", "DE"))
    kind, asked = KINDS["licence_plate"], question.form.pages[0].questions[0]
    assert not kind.holds(asked, {"plate": "B-A-1234", "country": "DE"}, {}, a_context())


@pytest.mark.parametrize(
    ("typed", "country", "told", "part"),
    [
        ("B-XY 123", "NL", "Kies dan dat land", ""),
        ("B-A 1234", "Utopia", "Kies het land van het kenteken uit de lijst", "country"),
        ("1234567890123", "DE", "Vul alleen de letters en cijfers in", ""),
        ("999993653", "DE", "Vul alleen de letters en cijfers in", ""),
        ("X", "DE", "Vul alleen de letters en cijfers in", ""),
        ("AB²12", "DE", "Vul alleen de letters en cijfers in", ""),
        ("🙂🙂", "DE", "Vul alleen de letters en cijfers in", ""),
    ],
)
def test_what_is_wrong_with_a_foreign_plate_is_told_at_its_box(typed, country, told, part):
    question = OneQuestion("licence_plate", foreign="allowed")

    field = question.fault(("", typed), ("country", country))

    assert told in field.errors[0]
    assert field.faulty_parts == (part,)
    assert field.error_id == (f"q-{part}" if part else "q")


def test_what_the_register_said_of_a_vehicle_is_shown_with_it():
    vehicles = {"AB123C": VehicleAnswer("Volkswagen"), "12AB34": VehicleAnswer("")}
    context = a_context(vehicles=vehicles)
    kind, asked = KINDS["licence_plate"], OneQuestion("licence_plate").form.pages[0].questions[0]

    def shown(plate, country="NL"):
        return kind.display(asked, {"plate": plate, "country": country}, context)

    assert shown("AB123C") == ("AB-123-C", "Volkswagen")
    assert shown("12AB34") == ("12-AB-34",)
    assert shown("99ZZ99") == ("99-ZZ-99",)
    assert shown("AB123C", "DE") == ("AB123C", "Duitsland")


def test_only_a_dutch_plate_is_looked_up():
    kind = KINDS["licence_plate"]
    asked = OneQuestion("licence_plate", foreign="allowed").form.pages[0].questions[0]

    assert kind.plate_to_look_up(asked, RawInput.single("ab-123-c")) == "AB123C"
    assert kind.plate_to_look_up(asked, RawInput.single("ab-123")) == ""
    foreign = RawInput.of(**{"": "ab-123-c", "country": "DE"})
    assert kind.plate_to_look_up(asked, foreign) == ""
    assert kind.property_shape(asked).longest == 17
