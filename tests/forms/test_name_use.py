"""Names as the BRP writes them, and the choice of which one to use.

The vectors are those of the BRP API: voorletters, aanschrijfwijze, aanhef/voorvoegsel.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.kinds import KINDS
from forms.person_names import (
    Surname,
    SurnameUse,
    addressed,
    initials,
    surname_in_use,
    written_name,
)
from tests.forms.factories import FACTS, OneQuestion, a_context

KIND = KINDS["name_use"]
SUN, CLOUD = Surname("in het", "Zonnetje"), Surname("'t", "Wolkje")
HILL, BROOK = Surname("Op Den", "Berghe"), Surname("Van Der", "Broeck")
NAMES = {
    "given": "Jo Rene",
    "prefix": "in het",
    "surname": "Zonnetje",
    "use": "E",
    "partner": {"prefix": "'t", "surname": "Wolkje"},
}
ALONE = NAMES | {"partner": {"prefix": "", "surname": ""}}


def a_person_with(names):
    return a_context(facts=FACTS | {"person": FACTS["person"] | {"names": names}})


@pytest.mark.parametrize(
    ("given_names", "letters"),
    [
        *(("Henk", "H."), ("Anna Cornelia", "A.C."), ("Johan Frank Robert", "J.F.R.")),
        *(("Theo Philip IJsbrand", "T.P.I."), ("Anne-Fleur Belle", "A.B."), ("Suzie Q", "S.Q")),
        *(("A", "A"), ("J P", "J P"), ("Q Suzie", "Q S."), ("", ""), ("  ", "")),
        *(("Özil", "Ö."), ("Çelik Ángel", "Ç.Á."), ("élodie", "É.")),
    ],
)
def test_initials(given_names, letters):
    assert initials(given_names) == letters


@pytest.mark.parametrize(
    ("own", "partner", "use", "addressed_as", "written"),
    [
        (SUN, CLOUD, "E", "mevrouw In het Zonnetje", "J.R. in het Zonnetje"),
        (HILL, BROOK, "E", "mevrouw Op den Berghe", "J.R. op den Berghe"),
        (SUN, CLOUD, "P", "mevrouw 't Wolkje", "J.R. 't Wolkje"),
        (HILL, BROOK, "P", "mevrouw Van der Broeck", "J.R. van der Broeck"),
        (SUN, CLOUD, "V", "mevrouw 't Wolkje-in het Zonnetje", "J.R. 't Wolkje-in het Zonnetje"),
        (HILL, BROOK, "V", "mevrouw Van der Broeck-op den Berghe", None),
        (HILL, BROOK, "V", None, "J.R. van der Broeck-op den Berghe"),
        (SUN, CLOUD, "N", "mevrouw In het Zonnetje-'t Wolkje", "J.R. in het Zonnetje-'t Wolkje"),
        (HILL, BROOK, "N", "mevrouw Op den Berghe-van der Broeck", None),
        (HILL, BROOK, "N", None, "J.R. op den Berghe-van der Broeck"),
        (Surname("d\u2019", "Artagnan"), CLOUD, "E", "mevrouw D'Artagnan", "J.R. d'Artagnan"),
        (Surname("", "Özil"), Surname("", "Ñandú"), "V", "mevrouw Ñandú-Özil", "J.R. Ñandú-Özil"),
    ],
)
def test_each_use_of_a_name(own, partner, use, addressed_as, written):
    surname = surname_in_use(own, partner, SurnameUse(use))

    assert addressed_as in (None, addressed("mevrouw", surname))
    assert written in (None, written_name("Jo Rene", surname))


def test_who_has_no_given_names_begins_with_a_capital():
    assert written_name("", surname_in_use(SUN, CLOUD, SurnameUse.OWN)) == "In het Zonnetje"
    assert written_name("", surname_in_use(SUN, CLOUD, SurnameUse.PARTNER)) == "'t Wolkje"


def test_a_name_that_is_not_there_gives_way_to_the_one_that_is():
    nobody = Surname("", "")

    for use in SurnameUse:
        assert surname_in_use(SUN, nobody, use) == "in het Zonnetje"
        assert surname_in_use(nobody, CLOUD, use) == "'t Wolkje"


@given(st.text(), st.text(), st.text(), st.sampled_from(SurnameUse))
def test_no_name_breaks_the_rules(given_names, prefix, name, use):
    own = Surname(prefix, name)

    assert isinstance(written_name(given_names, surname_in_use(own, own, use)), str)


def test_each_button_shows_how_one_will_be_written():
    field = OneQuestion("name_use", a_person_with(NAMES)).shown()

    assert [(option.value, option.label) for option in field.options] == [
        ("E", "J.R. in het Zonnetje"),
        ("P", "J.R. 't Wolkje"),
        ("V", "J.R. 't Wolkje-in het Zonnetje"),
        ("N", "J.R. in het Zonnetje-'t Wolkje"),
    ]
    assert field.options[0].hint == "Uw eigen achternaam"
    assert not any(option.checked for option in field.options)


def test_what_is_chosen_is_the_code_of_the_register():
    question = OneQuestion("name_use", a_person_with(NAMES))
    of_form = question.page.questions[0]

    assert question.value(("", "V")) == "V"
    assert question.again("V") == "V"
    assert KIND.as_property(of_form, "V", a_context()) == ("V",)
    assert KIND.property_shape(of_form).codes == ("E", "N", "P", "V")
    assert KIND.display(of_form, "V", question.context) == (
        "J.R. 't Wolkje-in het Zonnetje",
        "Eerst de achternaam van uw partner, dan die van u",
    )
    for wrong in ("v", "X", "EV", "\x00E\x00V", "\uff25V", "x" * 10_000):
        assert question.fault(("", wrong)).errors == ["Kies een van de antwoorden."]
    assert OneQuestion("name_use", required=False).value(("", "")) is None


def test_without_names_the_buttons_say_what_they_mean():
    question = OneQuestion("name_use", a_context(facts={}))

    assert question.shown().options[1].label == "De achternaam van uw partner"
    assert question.value(("", "P")) == "P"
    assert KIND.display(question.page.questions[0], "P", question.context) == (
        "De achternaam van uw partner",
    )
    assert KIND.display(question.page.questions[0], "X", question.context) == ()


def test_without_a_partner_there_is_one_name_to_use():
    question = OneQuestion("name_use", a_person_with(ALONE), hint="Zo schrijven wij u.")

    assert [option.value for option in question.shown().options] == ["E"]
    assert question.shown().description == (
        "Zo schrijven wij u. In de BRP staat geen naam van een partner. Klopt dit niet? Bel ons."
    )
    assert question.fault(("", "P"))
    of_form = question.page.questions[0]
    assert not KIND.still_valid(of_form, "P", {}, question.context)
    assert KIND.still_valid(of_form, "E", {}, question.context)
