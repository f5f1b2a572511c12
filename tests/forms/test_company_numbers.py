"""Numbers of companies: KVK, RSIN and branch."""

import pytest

from forms.kinds import KINDS
from tests.forms.factories import OneQuestion, a_context


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("kvk", "01234567", "01234567"),
        ("kvk", "KvK-nummer: 01 23 45 67", "01234567"),
        ("kvk", "kvk nr. 0123.4567", "01234567"),
        ("kvk", "Kamer van Koophandel 01234567", "01234567"),
        ("kvk", "00000000", "00000000"),
        ("rsin", "123456782", "123456782"),
        ("rsin", "RSIN 1234 56 782", "123456782"),
        ("rsin", "fiscaal nummer: 0000.00.012", "000000012"),
        ("branch", "000012345678", "000012345678"),
        ("branch", "Vestigingsnr: 0000 1234 5678", "000012345678"),
        ("branch", "vestiging 000012345678", "000012345678"),
    ],
)
def test_it_is_read_as_it_is_copied_and_keeps_its_zeros(kind, typed, stored):
    question = OneQuestion(kind)

    assert question.value(("", typed)) == stored
    assert KINDS[kind].display(None, stored, a_context()) == (stored,)
    assert KINDS[kind].as_property(None, stored, a_context()) == (stored,)
    assert KINDS[kind].property_shape(None).longest == len(stored)
    assert question.shown().inputmode == "numeric"
    assert question.shown().autocomplete == "off"


@pytest.mark.parametrize(
    ("kind", "typed", "told"),
    [
        ("kvk", "1234567", "Vul 8 cijfers in. Begint het met een 0? Vul die ook in. U vulde 7"),
        ("kvk", "123456782", "U vulde er 9 in. Dat is misschien het RSIN"),
        ("kvk", "000012345678", "U vulde er 12 in. Dat is misschien het vestigingsnummer"),
        ("kvk", "KVK", "Gebruik alleen cijfers"),
        ("kvk", "1234567A", "Gebruik alleen cijfers"),
        ("kvk", "½2345678", "Gebruik alleen cijfers"),
        ("rsin", "01234567", "U vulde er 8 in. Dat is misschien het KVK-nummer"),
        ("rsin", "123456789", "Dit RSIN klopt niet. Kijk de cijfers na"),
        ("rsin", "000000000", "Dit RSIN klopt niet"),
        ("rsin", "12", "Vul 9 cijfers in"),
        ("branch", "12345678", "U vulde er 8 in. Dat is misschien het KVK-nummer"),
        ("branch", "12345678901", "Vul 12 cijfers in"),
        ("branch", "", "bijvoorbeeld 000012345678"),
        ("kvk", "", "bijvoorbeeld 01234567"),
        ("rsin", "", "Dat heeft 9 cijfers"),
    ],
)
def test_what_is_wrong_is_told_and_what_to_do(kind, typed, told):
    [error] = OneQuestion(kind).fault(("", typed)).errors

    assert told in error


def test_who_trades_in_their_own_name_can_not_give_their_bsn_for_an_rsin():
    context = a_context(is_own_bsn={"999993653"}.__contains__)

    [error] = OneQuestion("rsin", context).fault(("", "9999 93 653")).errors
    assert error == "Haal het burgerservicenummer (BSN) weg. Dat is niet nodig."


def test_which_may_stand_in_the_description_of_a_case():
    assert KINDS["kvk"].names_subject
    assert KINDS["branch"].names_subject
    assert not KINDS["rsin"].names_subject
