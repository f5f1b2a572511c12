"""Choices and people of the household."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.household import is_grown_up
from forms.kinds import KINDS
from tests.forms.factories import FAMILY, OneQuestion, a_context

UNKNOWN = a_context(facts={})


def test_choice_has_a_button_for_each_option_and_none_is_chosen():
    options = OneQuestion("choice").shown().options

    assert [(o.id, o.value, o.label, o.checked) for o in options] == [
        ("q-a", "a", "A", False),
        ("q-b", "b", "B", False),
    ]


def test_stored_choice_is_checked():
    assert [option.checked for option in OneQuestion("choice").shown(q="b").options] == [
        False,
        True,
    ]


def test_choice_is_stored_by_its_value():
    assert OneQuestion("choice").value(("", "b")) == "b"
    assert OneQuestion("choice").again("b") == "b"
    assert OneQuestion("choice", required=False).value() is None


@pytest.mark.parametrize("pairs", [[], [("", "c")]])
def test_choice_outside_the_options_is_told_at_the_first_button(pairs):
    field = OneQuestion("choice").fault(*pairs)

    assert field.errors == ["Kies een van de antwoorden."]
    assert field.error_id == "q-a"


def test_people_of_the_household_can_be_ticked():
    field = OneQuestion("people").shown()

    assert not field.fallback
    assert [(o.id, o.label, o.hint) for o in field.options] == [
        ("q-p1", "Sam Yilmaz", "Uw partner, geboren op 4 mei 1986"),
        ("q-p2", "Lila Yilmaz", "Uw kind, geboren op 2 maart 2015"),
    ]


def test_people_are_stored_with_their_names():
    value = OneQuestion("people").value(("", "p2"), ("", "p1"))

    assert value == {"keys": ["p1", "p2"], "names": ["Sam Yilmaz", "Lila Yilmaz"]}


def test_nobody_is_an_answer_where_it_is_allowed():
    assert OneQuestion("people", required=False).value() == {"keys": [], "names": []}
    assert OneQuestion("people").fault().errors == ["Kies een of meer mensen."]
    assert OneQuestion("people").fault().error_id == "q-p1"


def test_somebody_who_is_not_in_the_household_is_not_dropped_in_silence():
    field = OneQuestion("people", required=False).fault(("", "p1"), ("", "p9"))

    assert field.errors == ["De lijst is veranderd. Maak uw keuze opnieuw."]
    assert field.raw_by_name() == {"q": ["p1", "p9"]}


def test_names_are_typed_when_the_household_is_not_known():
    question = OneQuestion("people", UNKNOWN)

    assert question.shown().fallback
    assert question.shown().options == ()
    assert question.value(("names", "Sam Yilmaz\r\n\r\n Lila ")) == {
        "keys": [],
        "names": ["Sam Yilmaz", "Lila"],
    }
    assert question.fault().error_id == "q-names"


def test_nobody_else_at_the_address_is_not_the_same_as_not_known():
    field = OneQuestion("people", a_context(facts={"household": []})).shown()

    assert field.options == ()
    assert not field.fallback


def test_ticked_people_are_asked_again_when_the_register_went_down_in_between():
    field = OneQuestion("people", UNKNOWN, required=False).fault(("", "p1"))

    assert "namen" in field.errors[0]
    assert field.raw_by_name() == {"q": ["p1"]}


def test_stored_people_show_as_names_when_the_register_is_down():
    field = OneQuestion("people", UNKNOWN).shown(q={"keys": ["p1"], "names": ["Sam Yilmaz"]})

    assert field.raw["names"] == "Sam Yilmaz"


@pytest.mark.parametrize("names", ["x\n" * 21, "x" * 201])
def test_too_many_or_too_long_names(names):
    assert "20 namen" in OneQuestion("people", UNKNOWN).fault(("names", names)).errors[0]


@pytest.mark.parametrize(
    ("person", "hint"),
    [
        ({"relation": "parent"}, "Uw ouder"),
        ({"relation": "child", "born": "2015"}, "Uw kind, geboren in 2015"),
        ({"relation": "partner", "born": "1984-11"}, "Uw partner, geboren in november 1984"),
        ({"relation": "parent", "born": "ooit"}, "Uw ouder"),
        ({"relation": "neighbour", "born": "2015-03-02"}, "Geboren op 2 maart 2015"),
        ({}, ""),
    ],
)
def test_what_is_known_of_somebody(person, hint):
    household = [{"key": "p1", "name": "A"} | person]

    [option] = OneQuestion("people", a_context(facts={"household": household})).shown().options

    assert option.hint == hint


@given(st.sets(st.sampled_from([person["key"] for person in FAMILY])))
def test_stored_people_shown_and_sent_again_are_the_same(keys):
    people = [person for person in FAMILY if person["key"] in keys]
    value = {"keys": [p["key"] for p in people], "names": [p["name"] for p in people]}

    assert OneQuestion("people", required=False).again(value) == value


BORN = "2015-03-02"
ODD_FAMILY = [
    {"key": "p1", "name": "", "relation": "partner", "born": None},
    {"key": "p2", "name": None, "relation": "child", "born": BORN},
    {"key": "p2", "name": "", "relation": "child", "born": BORN},
    {"key": "p2", "relation": "child"},
    {"key": "", "name": " "},
    {"key": "p5", "name": "Sam", "relation": "child", "born": "1990-01-01"},
    {"key": "p6", "name": "Sam", "relation": "child", "born": "2020-01-01"},
]
ODD_LABELS = (
    "Uw partner",
    "Uw kind, geboren op 2 maart 2015 (1)",
    "Uw kind, geboren op 2 maart 2015 (2)",
    "Uw kind",
    "Iemand zonder naam",
    "Sam (1)",
    "Sam (2)",
)
ODD_LINES = tuple(label.replace("Sam (1)", "Sam (1) (18 jaar of ouder)") for label in ODD_LABELS)


@pytest.mark.parametrize(
    ("born", "is_of_age"),
    [
        *(("2008-11-22", True), ("2008-11-23", False), ("2008-02-29", True), ("1926-01-01", True)),
        *(("2008", False), ("2007", True), ("2008-11", False), ("2008-10", True), ("", False)),
        *(("ooit", False), ("20080", False)),
    ],
)
def test_a_child_is_of_age_when_that_is_certain(born, is_of_age):
    child = {"key": "p1", "name": "Daan", "relation": "child", "born": born}

    assert is_grown_up(child, a_context()) is is_of_age
    assert not is_grown_up(child | {"relation": "partner"}, a_context())


def test_what_is_out_of_the_ordinary_goes_along_with_the_name():
    child = {"key": "p1", "name": "Finn", "relation": "child", "born": BORN}
    odd = child | {"has_authority": False, "has_bsn": False}
    question = OneQuestion("people", a_context(facts={"household": [odd]}))

    [option] = question.shown().options
    assert option.label == "Finn"
    assert option.hint.endswith(
        "Volgens de BRP heeft u geen gezag over dit kind. Wij kijken dit na."
    )
    [name] = question.value(("", "p1"))["names"]
    assert name == "Finn (geen gezag volgens de BRP, zonder BSN in de BRP)"


def test_people_without_a_name_or_a_key_of_their_own_can_be_chosen_each():
    question = OneQuestion("people", a_context(facts={"household": ODD_FAMILY}))

    options = question.shown().options

    assert tuple(option.label for option in options) == ODD_LABELS
    assert len({option.value for option in options} - {""}) == len(ODD_FAMILY)
    assert [option.hint for option in options[:5]] == [""] * 5


@given(st.sets(st.integers(0, len(ODD_FAMILY) - 1), min_size=1))
def test_nobody_who_is_ticked_is_missing_anywhere(chosen):
    context = a_context(facts={"household": ODD_FAMILY})
    question = OneQuestion("people", context)
    options = question.shown().options
    labels = tuple(ODD_LINES[index] for index in sorted(chosen))

    value = question.value(*(("", options[index].value) for index in chosen))

    kind, of_form = KINDS["people"], question.page.questions[0]
    assert kind.display(of_form, value, context) == labels
    assert kind.as_property(of_form, value, context) == labels
    assert kind.display(of_form, value, UNKNOWN) == labels
    assert kind.count(value) == len(chosen)
    assert question.again(value) == value


def test_who_has_no_name_is_described_in_the_language_of_the_reader_and_stored_in_dutch():
    english = a_context(
        facts={"household": ODD_FAMILY},
        translate=lambda text: text.replace("Uw partner", "Your partner"),
        locale="en",
    )
    question = OneQuestion("people", english)

    value = question.value(("", "p1"))

    assert value == {"keys": ["p1"], "names": ["Uw partner"]}
    assert KINDS["people"].display(question.page.questions[0], value, english) == ("Your partner",)


def test_a_draft_of_before_with_an_empty_name_still_shows_that_there_is_somebody():
    value = {"keys": ["p9"], "names": [""]}
    [question] = OneQuestion("people").page.questions

    assert KINDS["people"].display(question, value, a_context()) == ("Iemand zonder naam",)
