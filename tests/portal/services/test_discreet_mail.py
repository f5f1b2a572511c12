"""A mail, which others may read, doesn't tell by its promise what a request is about."""

import pytest

from portal.texts.message_texts import mailed_by_when, received_by_when
from portal.texts.words import words_in

LAW = "Wet maatschappelijke ondersteuning 2015, artikel 2.3.5"
LONG_AGO, LATER = "2020-03-02", "9999-03-02"


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (LATER, "U hoort uiterlijk op 2 maart 9999 van de gemeente."),
        (LONG_AGO, "Uiterlijk op 2 maart 2020 moest u van de gemeente horen."),
    ],
)
def test_the_law_stands_in_the_message_and_not_in_the_mail(day, sentence):
    facts = {"promised": day, "law": LAW}

    assert mailed_by_when(words_in("nl"), facts) == sentence
    assert LAW in received_by_when(words_in("nl"), facts)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (LATER, "Wij willen uiterlijk op 2 maart 9999 klaar zijn."),
        (LONG_AGO, "Wij wilden uiterlijk op 2 maart 2020 klaar zijn."),
    ],
)
def test_what_no_law_promises_is_told_as_everywhere(day, sentence):
    facts = {"promised": day, "law": ""}

    assert mailed_by_when(words_in("nl"), facts) == sentence
    assert mailed_by_when(words_in("nl"), {}) == ""
