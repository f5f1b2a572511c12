"""Numbers of accounts, Dutch and foreign."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iban import calc_check_digits

from forms.countries import COUNTRY_CODES
from forms.ibans import SEPA, IbanFault, bare_iban, fault_of, grouped, length_in
from forms.kinds import KINDS
from tests.forms.factories import OneQuestion, a_context

DUTCH, BELGIAN, TURKISH = "NL91ABNA0417164300", "BE68539007547034", "TR330006100519786457841326"
EXAMPLES = [
    DUTCH,
    BELGIAN,
    "DE89370400440532013000",
    "FR1420041010050500013M02606",
    "GB29NWBK60161331926819",
    "MT84MALT011000012345MTLCAST001S",
    "NO9386011117947",
    "ES9121000418450200051332",
    "IT60X0542811101000000123456",
    "CH9300762011623852957",
    "PL61109010140000071219812874",
]
"""As the registry of ISO 13616 gives them; none is of a person."""


@pytest.mark.parametrize("number", EXAMPLES)
def test_an_account_in_any_country_of_the_sepa_will_do(number):
    question = OneQuestion("iban")

    for text in (number, number.lower(), grouped(number), f"IBAN: {grouped(number)}."):
        assert question.value(("", text)) == number
    assert len(number) == length_in(number[:2])


@pytest.mark.parametrize(
    "text",
    [
        "NL91 ABNA 0417 1643 00",
        "nl91abna0417164300",
        "IBAN: NL91 ABNA 0417 1643 00",
        "IBAN NL91ABNA0417164300",
        "Rekeningnummer (IBAN): NL91-ABNA-0417-1643-00",
        "iban-nr. NL91.ABNA.0417.16.43.00",
        "NL91\u00a0ABNA\u00a00417\u00a01643\u00a000",
        "NL91\u202fABNA\u20090417\u200b1643\t00\n",
        "bankrekening NL91 ABNA 0417 1643 00",
        "“NL91 ABNA 0417 1643 00”",
        "".join(chr(ord(sign) + 0xFEE0) for sign in DUTCH),
    ],
)
def test_what_is_copied_along_is_left_out(text):
    assert OneQuestion("iban").value(("", text)) == DUTCH


def test_a_label_takes_nothing_off_a_norwegian_account():
    for text in ("IBAN NO93 8601 1117 947", "Rekening: NO9386011117947"):
        assert OneQuestion("iban").value(("", text)) == "NO9386011117947"


def test_it_is_stored_without_spaces_and_shown_in_groups_of_four():
    kind, question = KINDS["iban"], OneQuestion("iban").form.pages[0].questions[0]

    assert kind.display(question, BELGIAN, a_context()) == ("BE68 5390 0754 7034",)
    assert kind.as_property(question, BELGIAN, a_context()) == (BELGIAN,)
    assert kind.property_shape(question).longest == 34
    field = OneQuestion("iban").shown(q=DUTCH)
    assert field.raw[""] == "NL91 ABNA 0417 1643 00"
    assert (field.inputmode, field.autocomplete, field.size) == ("text", "off", 30)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("NL92ABNA0417164300", "klopt niet. Kijk alle letters en cijfers na"),
        ("NL91ABNA0417164301", "klopt niet"),
        ("NL91ABNA041716430", "Voor Nederland heeft het 18 letters en cijfers. U vulde er 17 in"),
        ("BE685390075470341", "Voor België heeft het 16 letters en cijfers. U vulde er 17 in"),
        ("NL9IABNA0417164300", "een letter O of I waar een cijfer 0 of 1 hoort"),
        ("NL91ABNAO417164300", "een letter O of I waar een cijfer 0 of 1 hoort"),
        ("0417164300", "Het begint met de 2 letters van een land"),
        ("US12345678901234567890", "Het begint met de 2 letters van een land"),
        ("IBAN", "Het begint met de 2 letters van een land"),
        ("NL", "Het begint met de 2 letters van een land"),
        ("NL00XXXX", "U vulde er 8 in"),
        ("mijn rekening bij de bank", "Het begint met de 2 letters van een land"),
        (TURKISH, "Een rekening in dit land kunnen wij niet gebruiken: Turkije"),
    ],
)
def test_what_is_wrong_is_told_and_what_to_do(typed, told):
    [error] = OneQuestion("iban").fault(("", typed)).errors

    assert told in error
    assert typed not in error.replace("(IBAN)", "").split()


def test_accounts_outside_the_sepa_are_asked_for_by_a_form_that_says_so():
    assert OneQuestion("iban", countries="all").value(("", TURKISH)) == TURKISH
    english = a_context(locale="en")
    assert "Türkiye" in OneQuestion("iban", english).fault(("", TURKISH)).errors[0]


@pytest.mark.parametrize("check", ["00", "01", "99"])
def test_two_digits_that_no_bank_gives_out_are_refused(check):
    """Their sum can be right: 97 less, or 97 more."""
    for last in range(1000):
        number = f"NL{check}ABNA0417164{last:03}"
        assert fault_of(number) is not None


def test_what_banks_check_in_their_own_country_is_not_held_against_it():
    """stdnum refuses this Belgian account, the example of the registry, by that check."""
    assert fault_of(BELGIAN) is None
    assert fault_of("NL18TEST0123456789") in (None, IbanFault.SUM)
    body = "INGB0000000001"
    assert fault_of(f"NL{calc_check_digits(f'NL00{body}')}{body}") is None


@given(st.integers(0, 9_999_999_999), st.sampled_from(["ABNA", "INGB", "RABO", "BUNQ"]))
def test_every_dutch_account_holds_and_one_wrong_digit_never_does(account, bank):
    body = f"{bank}{account:010}"
    number = f"NL{calc_check_digits(f'NL00{body}')}{body}"
    question = OneQuestion("iban").form.pages[0].questions[0]

    assert KINDS["iban"].holds(question, number, {}, a_context())
    last = (int(number[-1]) + 1) % 10
    assert fault_of(f"{number[:-1]}{last}") is IbanFault.SUM


def test_the_sepa_is_of_countries_that_there_are():
    assert set(COUNTRY_CODES) >= SEPA
    assert len(SEPA) == 42  # of 41 countries, and Gibraltar
    assert all(length_in(country) for country in SEPA)
    assert length_in("US") == length_in("") == length_in("N") == 0
    assert bare_iban("") == ""
