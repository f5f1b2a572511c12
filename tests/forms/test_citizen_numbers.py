"""The BSN in free text: one's own in any spelling is refused, another number is asked about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.nl import bsn

from forms.citizen_numbers import holds_own_number, likely_numbers
from tests.forms.factories import OneQuestion, a_context, register

OWN, ZERO, OTHER = "999993653", "012345672", "123456782"
SPELLINGS = [
    "999993653",
    "9999.93.653",
    "9999 93 653",
    "999-993-653",
    "9 9 9 9 9 3 6 5 3",
    "9999/93/653",
    "9999\u200b93653",
    "9999\u00ad93653",
    "\uff19\uff19\uff19\uff19\uff19\uff13\uff16\uff15\uff13",
    "BSN999993653x",
    "bsn: 0999993653",
    "NL999993653B01",
    "12 999993653 4",
    "9999\n93653",
    "9999\u201393\u2013653",
]
OURS = a_context(is_own_bsn={OWN, ZERO}.__contains__)


@pytest.mark.parametrize("text", SPELLINGS)
@pytest.mark.parametrize("kind", ["text", "textarea"])
def test_ones_own_number_is_refused_in_every_spelling(kind, text):
    field = OneQuestion(kind, OURS).fault(("", f"Mijn nummer {text}."))

    assert field.errors == ["Haal het burgerservicenummer (BSN) weg. Dat is niet nodig."]
    assert field.bsn_doubt is None
    assert OneQuestion(kind, OURS).fault(("", text), ("no_bsn", OWN)).errors == field.errors


def test_a_zero_in_front_may_be_left_out():
    for text in ("012345672", "12345672", "nr 1234 5672.", "12.345.672"):
        assert OneQuestion("text", OURS).fault(("", text)).errors, text


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("place", {"street": f"Bij {OWN}"}),
        ("people", {"names": f"Sam {OWN}"}),
        ("address", {"postcode": "1235 EF", "number": "9", "manual": "y"}),
    ],
)
def test_it_is_refused_in_every_box_for_free_text(kind, typed):
    context = a_context(facts={}, is_own_bsn={OWN}.__contains__)
    typed |= {"street": OWN, "city": "Demodam"} if kind == "address" else {}

    field = OneQuestion(kind, context, register=register()).fault(*typed.items())

    assert "BSN" in field.errors[0]
    assert OWN not in field.errors[0]


@pytest.mark.parametrize("text", ["123456782", "1234.56.782", "123 456 782", "1 2 3 4 5 6 7 8 2"])
def test_another_number_is_asked_about_and_is_no_dead_end(text):
    question = OneQuestion("text", OURS)

    field = question.fault(("", text))

    assert "Dit is geen BSN" in field.errors[0]
    assert OTHER not in field.errors[0]
    assert (field.bsn_doubt.label, field.bsn_doubt.checked) == ("Dit is geen BSN", False)
    assert question.value(("", text), ("no_bsn", field.bsn_doubt.value)) == text
    assert question.again(text) == text


def test_it_is_asked_once_for_each_number():
    question = OneQuestion("textarea", OURS)

    assert question.sent(("", f"Nummer {OTHER}, graag."), stored=OTHER).errors == {}
    assert question.fault(("", f"{OTHER} en 111222333"), ("no_bsn", OTHER)).errors
    form = question.sent(("", f"{OTHER} x"), ("no_bsn", OTHER))
    assert form.errors == {}
    assert form["q"].bsn_doubt.checked
    assert form["q"].as_typed == (f"{OTHER} x",)


@pytest.mark.parametrize(
    "text",
    ["D2026-004512", "123456789", "Tel. 020 1234567", "06 12345678", "NL91 ABNA 0417 1643 00", ""],
)
def test_other_numbers_are_not_asked_about(text):
    assert OneQuestion("text", OURS, required=False).sent(("", text)).errors == {}


@given(st.text(max_size=60))
def test_no_text_breaks_the_guard(text):
    assert not holds_own_number(text, lambda _number: False)
    assert all(map(bsn.is_valid, likely_numbers(text)))
