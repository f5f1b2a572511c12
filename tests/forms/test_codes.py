"""What holds for every code and address abroad, whatever keyboard or program it came from."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forms.kinds import KINDS
from forms.kinds.base import InvalidInput, RawInput
from tests.examples import always_the_same
from tests.forms.factories import OneQuestion, a_context

LAW = "Participatiewet, artikel 17"
GIVEN = {
    "iban": {"countries": "all"},
    "kvk": {},
    "rsin": {},
    "branch": {},
    "bsn": {"law": LAW},
    "postcode": {},
    "licence_plate": {"foreign": "allowed"},
    "address_abroad": {},
}
RIGHT = {
    "iban": "NL91ABNA0417164300",
    "kvk": "01234567",
    "rsin": "123456782",
    "branch": "000012345678",
    "bsn": "012345672",
    "postcode": "1012 JS",
    "licence_plate": "12-AB-34",
}
QUESTIONS = {kind: OneQuestion(kind, **given) for kind, given in GIVEN.items()}
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
WIDE = {point: point + 0xFEE0 for point in range(0x21, 0x7F)}
ODD = [
    "\x00",
    "\u200b",
    "\u202e\u2066",
    "🙂",
    "1️⃣2️⃣",
    "½²",
    "٣",
    "ß" * 6,
    "ŉǰΐ",
    "ıİ",
    "x" * 10_000,
    "0" * 10_000,
    "•" * 9,
    "-",
    "''",
    "IBAN",
    "NL",
    "BSN:",
    "KENTEKEN",
    "\ud800",
    "NL00ABNA0417164300",
    "%(now)s",
    "<b>12345678</b>",
]
TEXTS = (
    st.text(max_size=40)
    | st.sampled_from(ODD)
    | st.text("0123456789ABCDEOIL -.•", max_size=36)
    | st.sampled_from([*RIGHT.values()])
)


def judged(kind, typed, **answers):
    """(question, value) of what was typed, part by part; value is None for what is refused."""
    made = KINDS[kind]
    question = QUESTIONS[kind].form.pages[0].questions[0]
    context = a_context(is_own_bsn={"999993653"}.__contains__)
    try:
        return question, made.parse(question, made.raw_input(typed), answers, context)
    except InvalidInput as error:
        refused = error
    assert all(refused.messages)
    assert set(refused.parts) <= {"", *made.parts}
    return question, None


@pytest.mark.parametrize("kind", GIVEN)
@always_the_same(150)
@given(typed=st.dictionaries(st.sampled_from(["", "country", "street", "city", "postcode"]), TEXTS))
@example(typed={"": "Ǉ12345", "country": "DE"})
def test_whatever_is_typed_is_refused_with_a_sentence_or_stored_in_the_one_way(kind, typed):
    made = KINDS[kind]

    question, value = judged(kind, {part: [text] for part, text in typed.items()})

    if value is not None:
        assert made.holds(question, value, {}, a_context())
        written = made.raw_input(made.write(question, value, a_context()).texts)
        assert made.parse(question, written, {}, a_context()) == value
        assert json.loads(json.dumps(value)) == value
        assert all(made.display(question, value, a_context()))
        [data] = made.as_property(question, value, a_context())
        assert len(data) <= made.property_shape(question).longest


@pytest.mark.parametrize("kind", GIVEN)
@always_the_same(100)
@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | TEXTS,
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(st.sampled_from(["plate", "country", "street", "city"]), inner)
        ),
        max_leaves=5,
    )
)
def test_whatever_is_stored_can_be_looked_at(kind, value):
    question, made = QUESTIONS[kind].form.pages[0].questions[0], KINDS[kind]

    holds = made.holds(question, value, {}, a_context())

    assert not holds or isinstance(value, str | dict)
    assert isinstance(made.display(question, value, a_context()), tuple)
    assert isinstance(made.as_property(question, value, a_context()), tuple)


@pytest.mark.parametrize("kind", RIGHT)
def test_every_keyboard_and_program_writes_the_same_code(kind):
    usual = RIGHT[kind]
    value = QUESTIONS[kind].value(("", usual))

    for text in (
        usual.lower(),
        usual.translate(WIDE),
        usual.translate(ARABIC),
        f"\u00a0{usual}\u2003",
        f"\u202a{usual}\u202c",
        f"\u200f{usual}",
        f"{usual[:3]}\u200b{usual[3:]}",
        f"{usual[:3]}\u00ad\ufeff{usual[3:]}",
        f"\x00{usual}\x07",
        f"{usual}\r\n",
    ):
        assert QUESTIONS[kind].value(("", text)) == value, ascii(text)


@pytest.mark.parametrize("kind", RIGHT)
@pytest.mark.parametrize("text", ["🙂", "9" * 10_000, "z" * 10_000, "½", "een auto", "\u202eabc"])
def test_what_is_no_code_is_told_in_one_sentence_and_stays_as_it_was_typed(kind, text):
    field = QUESTIONS[kind].fault(("", text))

    [error] = field.errors
    assert error.endswith((".", "?"))
    assert text not in error
    assert field.raw[""]
    assert field.error_id == "q"


@pytest.mark.parametrize("kind", GIVEN)
@pytest.mark.parametrize("text", ["", " ", "\u200b", "\x00", "\u2800"])
def test_what_can_not_be_seen_is_nothing(kind, text):
    parts = [(part, text) for part in KINDS[kind].parts]

    assert QUESTIONS[kind].fault(*parts)
    optional = OneQuestion(kind, required=False, **GIVEN[kind])
    assert optional.value(*parts) is None
    own = OneQuestion(kind, when_empty="Vul het in, graag.", **GIVEN[kind])
    assert own.fault(*parts).errors == ["Vul het in, graag."]


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("iban", "NL91ABNAO417164300"),
        ("iban", "NL91ABNAO4I7164300"),
        ("kvk", "O1234567"),
        ("rsin", "l23456782"),
        ("branch", "OOOO12345678"),
        ("bsn", "O12345672"),
        ("postcode", "1O12 JS"),
        ("licence_plate", "12-AB-3O"),
        ("licence_plate", "AB-I2-34"),
    ],
)
def test_a_letter_for_a_digit_is_told(kind, typed):
    [error] = QUESTIONS[kind].fault(("", typed)).errors

    assert "letter O" in error
    assert "cijfer 0" in error


@pytest.mark.parametrize("kind", RIGHT)
def test_a_form_has_a_sentence_of_its_own_for_what_is_wrong(kind):
    question = OneQuestion(kind, when_wrong="Kijk op de brief.", **GIVEN[kind])

    assert question.fault(("", "een brief")).errors == ["Kijk op de brief."]


@pytest.mark.parametrize("kind", GIVEN)
def test_what_was_stored_is_shown_and_can_be_sent_again(kind):
    parts = [("street", "Rue 1"), ("city", "Luik"), ("country", "BE")]
    typed = parts if kind == "address_abroad" else [("", RIGHT[kind])]
    value = QUESTIONS[kind].value(*typed)

    assert QUESTIONS[kind].again(value) == value


def test_a_zero_in_front_is_no_number_that_can_be_lost():
    for kind in ("kvk", "branch", "bsn"):
        value = QUESTIONS[kind].value(("", RIGHT[kind]))
        assert value == RIGHT[kind]
        assert value.startswith("0")
        question = QUESTIONS[kind].form.pages[0].questions[0]
        assert not KINDS[kind].holds(question, int(value), {}, a_context())


def test_of_an_input_that_came_twice_the_first_counts():
    made = KINDS["kvk"]

    assert made.raw_input({"": ["01234567", "x"]}) == RawInput.single("01234567")
