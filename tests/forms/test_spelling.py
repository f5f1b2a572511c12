"""What people type or paste, in one spelling: for each kind of question the same."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.kinds.base import InvalidInput
from forms.spelling import code, free_text, one_line
from tests.forms.factories import OneQuestion, an_address, register
from tests.forms.test_codecs import BASE, KINDS, QUESTIONS, TYPED

UNSEEN = "\u200b\ufeff\u00ad\u200e\u200f\u202a\u202c\u2060\u2066\u2069\u034f\u3164\u180e\ufffc"
SPACES = "\u00a0\u2003\u2009\u202f\u3000\u1680\u205f\t"
WIDE = {ord(sign): ord(sign) + 0xFEE0 for sign in map(chr, range(0x21, 0x7F))}
FAMILY = "👩\u200d👩\u200d👧"
PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
HARBOUR = register(an_address(10), an_address(10, "A", "2"))
LINES = [
    ("text", [("", "D2026-004512")], "D2026-004512"),
    ("date", [("day", "1"), ("month", "maart"), ("year", "2027")], "2027-03-01"),
    ("date", [("day", "1-3-2027")], "2027-03-01"),
    ("money", [("", "1.234,56")], 123456),
    ("number", [("", "2026")], 2026),
    ("percentage", [("", "50 %")], 50),
    ("time", [("", "20:00")], "20:00"),
    ("partial_date", [("month", "mei"), ("year", "1960")], "1960-05"),
    ("email", [("", "noor@example.org")], "noor@example.org"),
    ("phone", [("", "06-12345678")], "+31612345678"),
]


@pytest.mark.parametrize(("kind", "pairs", "value"), LINES)
@pytest.mark.parametrize("sign", UNSEEN)
def test_what_nobody_sees_changes_no_answer(kind, pairs, value, sign):
    typed = [(part, sign.join(f" {text} ")) for part, text in pairs]

    assert OneQuestion(kind).value(*typed) == value


@pytest.mark.parametrize(("kind", "pairs", "value"), LINES)
def test_letters_and_digits_of_full_width_are_the_same(kind, pairs, value):
    typed = [(part, text.translate(WIDE)) for part, text in pairs]

    assert OneQuestion(kind).value(*typed) == value


@pytest.mark.parametrize("sign", ["", *UNSEEN])
def test_postcode_and_house_number_as_they_are_pasted(sign):
    question = OneQuestion("address", register=HARBOUR)
    for postcode in (
        "1235 EF",
        "\uff11\uff12\uff13\uff15 \uff25\uff26",
        "1235\u00a0ef",
        "1235 EF Demodam",
        "NL-1235EF",
    ):
        for number in (
            "10 A-2",
            "\uff11\uff10\uff21\uff12",
            "10\u2011A\u20132",
            "10 A, 2",
            "nr. 10 a2",
        ):
            typed = [("postcode", sign + postcode), ("number", sign.join(number))]
            assert question.value(*typed)["addition"] == "2", (postcode, number)


@pytest.mark.parametrize("dash", "\u2010\u2011\u2012\u2013\u2014\u2212\uff0d")
def test_every_dash_is_one(dash):
    assert OneQuestion("date").value(("day", f"1{dash}3{dash}2027")) == "2027-03-01"
    assert OneQuestion("phone").value(("", f"06{dash}12345678")) == "+31612345678"
    assert OneQuestion("money").value(("", f"25,{dash}")) == 2500
    assert OneQuestion("text").value(("", f"D2026{dash}004512")) == "D2026-004512"


@pytest.mark.parametrize("space", SPACES)
def test_every_space_is_one(space):
    assert OneQuestion("money").value(("", f"1{space}250,00")) == 125000
    assert OneQuestion("text").value(("", f"{space}Aan{space}{space}zee{space}")) == "Aan zee"
    assert OneQuestion("email").value(("", f"noor{space}@{space}example.org")) == "noor@example.org"
    assert OneQuestion("phone").value(("", f"088{space}1234567")) == "+31881234567"


@pytest.mark.parametrize("zero", ["\u0660", "\u06f0", "\u0966", "\u09e6", "\uff10", "\U0001d7ce"])
def test_digits_of_every_script_are_numbers(zero):
    digits = {ord(str(digit)): chr(ord(zero) + digit) for digit in range(10)}

    assert OneQuestion("number").value(("", "1234".translate(digits))) == 1234
    assert OneQuestion("money").value(("", "12,50".translate(digits))) == 1250
    assert OneQuestion("phone").value(("", "0612345678".translate(digits))) == "+31612345678"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("mailto:noor@example.org", "noor@example.org"),
        ("<noor@example.org>", "noor@example.org"),
        ("noor@example.org.", "noor@example.org"),
        ("noor.o\u2019neill@example.org", "noor.o'neill@example.org"),
    ],
)
def test_an_email_address_as_it_is_copied(text, address):
    assert OneQuestion("email").value(("", text)) == address


@pytest.mark.parametrize("kind", ["text", "textarea", "email", "phone", "money", "number"])
def test_an_answer_that_nobody_sees_is_empty(kind):
    for sign in (*UNSEEN, *SPACES, "\u200d", "\u200c", "\u2800", "\ufe0f", "\x85", "\U000e0041"):
        assert OneQuestion(kind, required=False).value(("", f" {sign}\n{sign}")) is None, sign
        assert OneQuestion(kind).fault(("", sign)).errors


@pytest.mark.parametrize("text", [FAMILY, PERSIAN, "Zoë 王 김 ሰ", "🇳🇱 ✅ ☎️", "\u0915\u094d‍\u0937"])
def test_text_keeps_every_script_and_emoji(text):
    assert OneQuestion("text").value(("", text)) == text
    assert OneQuestion("textarea").value(("", text)) == text


def test_free_text_stays_as_it_was_typed():
    typed = "\u201cAu\u201d \u2013 \uff11\uff12\u200b3\u00a0\n x\u0308"

    assert OneQuestion("textarea").value(("", typed)) == unicodedata.normalize("NFC", typed)
    assert OneQuestion("textarea").value(("", "a\x00\x9b\ufffeb\u2028c\x0bd")) == "ab\nc\nd"


def test_signs_that_mean_something_else_are_not_read_as_digits():
    for sign in "½²①Ⅳ":
        assert OneQuestion("number").fault(("", f"1{sign}")).errors
        assert OneQuestion("money").fault(("", f"1{sign}")).errors


@given(st.text())
def test_a_spelling_is_the_same_the_second_time(text):
    for spelling in (free_text, one_line, code):
        assert spelling(spelling(text)) == spelling(text)


@pytest.mark.parametrize("kind_name", TYPED)
@given(st.data())
def test_no_text_breaks_a_kind_and_what_it_reads_holds(kind_name, data):
    kind, question = KINDS[kind_name], QUESTIONS[kind_name]
    signs = st.text(st.one_of(st.characters(), st.sampled_from("0123456789 -,.aA@'" + UNSEEN)))
    raw = kind.raw_input({part: [data.draw(signs)] for part in kind.parts})
    kind.address_queries(question, raw)
    try:
        value = kind.parse(question, raw, {}, BASE)
    except InvalidInput:
        value = None
    if value is not None:
        again = kind.raw_input(kind.write(question, value, BASE).texts)
        # What was confirmed to be no BSN is not asked about where it is stored.
        assert kind.parse(question, again, {question.id: value}, BASE) == value
        assert kind.display(question, value, BASE)
