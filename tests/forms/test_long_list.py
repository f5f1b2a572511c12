"""One of many: countries, nationalities and own options, by name and without JavaScript."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import BadForm
from forms.kinds import KINDS
from forms.lists import LISTS, search, spelled_plainly
from tests.forms.factories import OneQuestion, a_context, a_form, a_page, a_question

KIND = KINDS["long_list"]
ENGLISH = a_context(locale="en_GB")
STREETS = [
    {"value": "linden", "label": "Lindelaan"},
    {"value": "haven", "label": "Havenstraat", "also": ["Kade"]},
    {"value": "haven_west", "label": "Haven West"},
]
ODD = ["\x00", "👩", "½", "\u0664\u0665", "x" * 10_000, "%(name)s", "<b>", "-", "\u200d"]


def countries(**given):
    return OneQuestion("long_list", list="countries", **given)


def labels(options):
    return [option.label for option in options]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        *(("turkije", "TR"), ("Turkije", "TR"), ("TURKIJE", "TR"), ("  Turkije ", "TR")),
        *(("Curacao", "CW"), ("curaçao", "CW"), ("Engeland", "GB"), ("schotland", "GB")),
        *(("Amerika", "US"), ("vs", "US"), ("Holland", "NL"), ("wit rusland", "BY")),
        *(("Türkiye", "TR"), ("Germany", "DE"), ("cote divoire", None), ("Côte d'Ivoire", "CI")),
        *(("cote d ivoire", "CI"), ("Bosnie en Herzegovina", "BA"), ("Hong Kong", "HK")),
        *(
            ("\uff34\uff35\uff32\uff2b\uff29\uff2a\uff25", "TR"),
            ("Tur\u00adkije", "TR"),
            ("Nieuw\u00a0Zeeland", "NZ"),
        ),
        *(("Kosovo", "XK"), ("saoedi arabie", "SA"), ("Eswatini", "SZ"), ("Birma", "MM")),
    ],
)
def test_a_name_that_is_typed_is_enough(typed, value):
    field = countries().sent(("", typed))["q"]

    assert field.data == value, field.errors


@pytest.mark.parametrize(
    ("typed", "first"),
    [("turk", "Turkije"), ("korea", "Noord-Korea"), ("Congo", "Congo-Brazzaville")],
)
def test_what_can_be_several_is_picked_from_what_was_found(typed, first):
    field = countries().fault(("", typed))

    assert field.errors == ["Kies wat u bedoelt."]
    assert labels(field.suggestions)[0] == first
    assert len(field.suggestions) > 1
    assert field.usual == ()
    assert field.error_id == field.suggestions[0].id
    assert countries().value(("", typed), ("pick", field.suggestions[1].value))


def test_a_name_with_a_fault_in_it_finds_what_looks_like_it():
    field = countries().fault(("", "Turkeije"))

    assert "Turkije" in labels(field.suggestions)
    assert countries().value(("", "Turkeije"), ("pick", "TR")) == "TR"


def test_there_are_never_hundreds_of_buttons():
    field = countries().fault(("", "a"))

    assert len(field.suggestions) == 15
    assert field.errors == ["Kies wat u bedoelt. Staat het er niet bij? Typ dan meer letters."]
    assert len(countries().shown().usual) < 9


def test_the_usual_ones_are_there_without_a_search():
    question = countries(usual=["NL", "DE"])

    assert labels(question.shown().usual) == ["Nederland", "Duitsland"]
    assert question.value(("pick", "DE")) == "DE"
    assert question.shown(q="DE").usual[1].checked
    assert question.shown(q="DE").raw[""] == ""
    assert question.shown(q="TR").raw[""] == "Turkije"
    assert OneQuestion("long_list", options=STREETS).shown().usual == ()


def test_a_button_of_before_does_not_beat_what_was_typed_after_it():
    field = countries().fault(("", "Duitsland"), ("pick", "NL"))

    assert field.errors == ["U koos iets anders dan u typte. Kies wat u bedoelt."]
    assert labels(field.suggestions) == ["Nederland", "Duitsland"]
    assert field.suggestions[0].checked
    assert field.as_typed == ("Duitsland", "Nederland")


def test_what_was_found_is_told_and_sent_again():
    question = countries()

    field = question.sent(("", "turk"), ("pick", "TR"))["q"]
    assert (field.chosen, field.pick) == ("Turkije", "TR")
    assert question.sent(("pick", "TR"))["q"].chosen == ""
    assert question.shown(q="TR").chosen == ""
    assert field.has_block


def test_nothing_and_what_is_not_there():
    assert countries().fault().errors == ["Typ een naam, of kies er een."]
    assert countries().fault().error_id == "q-pick-NL"
    assert countries(usual=[]).fault().error_id == "q"
    assert countries(required=False).value() is None
    assert countries().fault(("", "Atlantis aan zee")).errors == [
        "Wij vinden deze naam niet. Kijk of u hem goed schreef. Of typ een deel van de naam."
    ]
    for pick in ("nl", "XX", "ZZ", "EU", *ODD[1:5]):
        assert countries().fault(("pick", pick)).errors == ["Kies een van de antwoorden."]


def test_what_is_left_out_can_not_be_chosen():
    question = countries(leave_out=["NL"])

    assert question.fault(("", "Nederland"))
    assert question.fault(("pick", "NL"))
    assert "Nederland" not in labels(question.shown().usual)


def test_names_in_the_language_of_the_reader_and_in_dutch():
    question = OneQuestion("long_list", ENGLISH, list="countries")

    assert question.value(("", "Germany")) == question.value(("", "Duitsland")) == "DE"
    assert question.shown(q="AT").raw[""] == "Austria"
    assert question.again("AT") == "AT"
    assert KIND.display(question.page.questions[0], "AT", ENGLISH) == ("Austria",)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        *(("Turkse", "TR"), ("turks", "TR"), ("Turkije", "TR"), ("syrische", "SY")),
        *(("Engelse", "GB"), ("oekraiense", "UA"), ("staatloos", "stateless")),
    ],
)
def test_a_nationality_by_its_word_or_by_its_country(typed, value):
    question = OneQuestion("long_list", list="nationalities")

    assert question.value(("", typed)) == value
    assert question.again(value) == value


def test_a_nationality_in_another_language_is_its_country_with_the_dutch_word():
    question = OneQuestion("long_list", ENGLISH, list="nationalities")

    assert KIND.display(question.page.questions[0], "DE", ENGLISH) == ("Germany (Duitse)",)
    assert question.value(("", "germany")) == "DE"
    assert question.again("DE") == "DE"
    assert (
        len(OneQuestion("long_list", list="nationalities").fault(("", "congolese")).suggestions)
        == 2
    )


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("context", [a_context(), ENGLISH], ids=["nl", "en"])
def test_everything_in_a_list_can_be_written_and_read(name, context):
    question = OneQuestion("long_list", context, list=name).page.questions[0]
    items = question.items(context)

    assert {item.value for item in items} == question.option_values
    assert all(item.label and all(item.words) for item in items)
    for item in items:
        raw = KIND.write(question, item.value, context)
        assert KIND.parse(question, raw, {}, context) == item.value
        assert KIND.holds(question, item.value, {}, context)
        assert len(item.label) <= KIND.property_shape(question).longest


def test_own_options_are_found_by_name_and_by_other_names():
    question = OneQuestion("long_list", options=STREETS)

    assert question.value(("", "kade")) == "haven"
    assert labels(question.fault(("", "haven")).suggestions) == ["Havenstraat", "Haven West"]
    assert question.again("linden") == "linden"


def test_a_list_of_the_portal_is_a_name_for_the_case_and_an_option_its_value():
    land, street = (
        OneQuestion("long_list", **given).page.questions[0]
        for given in ({"list": "countries"}, {"options": STREETS})
    )

    assert KIND.as_property(land, "TR", a_context()) == ("Turkije",)
    assert land.code_values is None
    assert KIND.as_property(street, "haven", a_context()) == ("haven",)
    assert street.code_values == street.option_values == {"linden", "haven", "haven_west"}
    assert KIND.property_shape(street).codes == ("haven", "haven_west", "linden")
    for nothing in (None, "XX", {}):
        assert KIND.as_property(street, nothing, a_context()) == ()
        assert KIND.display(land, nothing, a_context()) == ()


@pytest.mark.parametrize(
    ("given_", "problem"),
    [
        ({}, "a list of the portal or options"),
        ({"list": "countries", "options": STREETS}, "not both"),
        ({"options": [*STREETS, STREETS[0]]}, "Two options have one value"),
        ({"list": "countries", "usual": ["nl"]}, "no 'nl' in the list"),
        ({"list": "countries", "leave_out": ["EU"]}, "no 'EU' in the list"),
    ],
)
def test_a_list_that_can_not_be_is_refused(given_, problem):
    with pytest.raises(BadForm, match=problem):
        a_form(a_page(a_question("q", "long_list", **given_)))


def test_a_condition_may_compare_with_what_is_in_the_list_only():
    page = a_page(a_question("q", "long_list", list="countries"))

    assert a_form(page, a_page(a_question("more"), show_if="q == 'TR'"))
    with pytest.raises(BadForm, match="not one of the options"):
        a_form(page, a_page(a_question("more"), show_if="q == 'Turkije'"))


@given(st.text() | st.sampled_from(ODD))
def test_one_spelling_is_the_same_when_it_is_made_again(text):
    assert spelled_plainly(spelled_plainly(text)) == spelled_plainly(text)


@given(
    st.text() | st.text("abcturkijenedl -'") | st.sampled_from(ODD),
    st.sampled_from(["", "NL", "tr", *ODD]),
)
def test_whatever_is_typed_is_judged(text, pick):
    question = countries(required=False)

    field = question.sent(("", text), ("pick", pick))["q"]

    assert field.errors or field.data is None or field.data in LISTS["countries"].values
    assert len(field.suggestions) <= 15
    assert search(text, question.page.questions[0].items(a_context())) is not None
