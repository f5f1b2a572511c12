"""Number plates: every shape that the RDW gives out, and foreign ones."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.context import RegisterVehicle, VehicleAnswer
from forms.fields import plates_to_look_up, values
from forms.kinds import KINDS
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


GOLF = RegisterVehicle("Volkswagen", "Golf", "grijs", date(2027, 12, 11))
SAID = {"make": "Volkswagen", "model": "Golf", "colour": "grijs", "inspected_until": "2027-12-11"}
KNOWN = {"plate": "AB123C", "country": "NL", "register": "known", "vehicle": SAID}
UNKNOWN = {"plate": "AB123C", "country": "NL", "register": "unknown"}
UNASKED = {"plate": "AB123C", "country": "NL", "register": "unasked"}


def looked_up(answer=None, **given):
    """A question whose plate is looked up, where the register says this."""
    vehicles = {"AB123C": answer} if answer else {}
    return OneQuestion("licence_plate", a_context(vehicles=vehicles), look_up=True, **given)


def shown(value, **context):
    """A stored answer as people read it."""
    kind, asked = KINDS["licence_plate"], looked_up().form.pages[0].questions[0]
    return kind.display(asked, value, a_context(**context))


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        (VehicleAnswer(GOLF), KNOWN),
        (VehicleAnswer(None), UNKNOWN),
        (VehicleAnswer(None, is_known=False), UNASKED),
        (None, UNASKED),
    ],
)
def test_what_the_register_said_is_kept_and_keeps_nobody_from_going_on(answer, value):
    question = looked_up(answer)

    assert question.value(("", "ab-123-c")) == value
    assert json.loads(json.dumps(value)) == value


def test_a_register_that_is_down_takes_nothing_away_of_the_same_plate():
    down = VehicleAnswer(None, is_known=False)

    again = looked_up(down).sent(("", "AB-123-C"), stored=KNOWN)
    other = looked_up(down).sent(("", "12-AB-34"), stored=KNOWN)
    gone = looked_up(VehicleAnswer(None)).sent(("", "AB-123-C"), stored=KNOWN)

    assert values(again)["q"] == KNOWN
    assert values(other)["q"] == {"plate": "12AB34", "country": "NL", "register": "unasked"}
    assert values(gone)["q"] == UNKNOWN


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        (KNOWN, ("AB-123-C", "Volkswagen Golf, grijs", "APK tot en met 11 december 2027")),
        (UNKNOWN, ("AB-123-C", "De RDW kent dit kenteken niet.")),
        (UNASKED, ("AB-123-C", "Wij hebben dit kenteken niet nagekeken bij de RDW.")),
        ({"plate": "AB123C", "country": "NL"}, ("AB-123-C",)),
        ({"plate": "AB123C", "country": "DE"}, ("AB123C", "Duitsland")),
        (
            {**KNOWN, "vehicle": {**SAID, "inspected_until": "2026-11-21"}},
            ("AB-123-C", "Volkswagen Golf, grijs", "APK verliep op 21 november 2026"),
        ),
        (
            {**KNOWN, "vehicle": {**SAID, "inspected_until": "2026-11-22"}},
            ("AB-123-C", "Volkswagen Golf, grijs", "APK tot en met 22 november 2026"),
        ),
        ({**KNOWN, "vehicle": {}}, ("AB-123-C", "De RDW kent dit kenteken.")),
        ({**KNOWN, "vehicle": {"colour": "mokka"}}, ("AB-123-C", "mokka")),
    ],
)
def test_a_plate_is_shown_with_what_the_register_said_of_it(value, lines):
    assert shown(value) == lines


def test_the_case_gets_the_plate_alone():
    kind, asked = KINDS["licence_plate"], looked_up().form.pages[0].questions[0]

    assert kind.as_property(asked, KNOWN, a_context()) == ("AB123C",)
    assert kind.property_shape(asked).longest == 6


def test_colours_are_in_the_readers_language():
    words = {"grijs": "grey", "APK tot en met %(day)s": "MOT until %(day)s"}

    _, looks, _ = shown(KNOWN, translate=lambda text: words.get(text, text), locale="en")

    assert looks == "Volkswagen Golf, grey"


@pytest.mark.parametrize(
    ("typed", "country", "plates"),
    [
        ("ab-123-c", "NL", ("AB123C",)),
        ("ab-123-c", "", ("AB123C",)),
        ("ab-123-c", "DE", ()),
        ("ab-123", "NL", ()),
        ("", "NL", ()),
    ],
)
def test_only_a_dutch_plate_is_looked_up_and_only_where_the_form_says_so(typed, country, plates):
    sent = (("", typed), ("country", country))
    asking = looked_up(foreign="allowed").sent(*sent)
    silent = OneQuestion("licence_plate", foreign="allowed").sent(*sent)

    assert plates_to_look_up(asking) == plates
    assert plates_to_look_up(silent) == ()


def test_a_foreign_plate_has_no_vehicle():
    question = looked_up(VehicleAnswer(GOLF), foreign="allowed")

    value = question.value(("", "AB123C"), ("country", "DE"))

    assert value == {"plate": "AB123C", "country": "DE"}
