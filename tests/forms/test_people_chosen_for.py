"""Whom one may act for: oneself, and young children over whom one has authority."""

import pytest

from forms.kinds import KINDS
from tests.forms.factories import FACTS, OneQuestion, a_context

KIND = KINDS["people"]
CHILDREN = [
    {"key": "p1", "name": "Sam Yilmaz", "relation": "partner", "born": "1986-05-04"},
    {"key": "p2", "name": "Lila Yilmaz", "relation": "child", "born": "2015-03-02"},
    {"key": "p3", "name": "Mert Yilmaz", "relation": "child", "born": "2010-11-22"},
    {
        "key": "p4",
        "name": "Finn Yilmaz",
        "relation": "child",
        "born": "2017-03-04",
        "has_authority": False,
    },
]


def a_family(*people, name="Noor de Wit"):
    return a_context(facts={"person": FACTS["person"] | {"name": name}, "household": list(people)})


def asked(context, **given):
    return OneQuestion("people", context, yourself=True, children_under=16, **given)


def labels(question):
    return [(option.label, option.hint) for option in question.shown().options]


def test_oneself_and_young_children_can_be_chosen_and_nobody_else():
    assert labels(asked(a_family(*CHILDREN))) == [
        ("Noor de Wit", "Uzelf"),
        ("Lila Yilmaz", "Uw kind, geboren op 2 maart 2015"),
    ]


def test_the_page_says_why_a_child_can_not_be_chosen():
    hint = asked(a_family(*CHILDREN), hint="Kies.").shown().description

    assert hint == (
        "Kies. Mert Yilmaz: dit kind is 16 jaar of ouder, en moet dit zelf vragen."
        " Finn Yilmaz: volgens de BRP heeft u geen gezag over dit kind. Klopt dit niet? Bel ons."
    )


@pytest.mark.parametrize("key", ["p1", "p3", "p4"])
def test_who_can_not_be_chosen_is_refused_when_sent_all_the_same(key):
    assert asked(a_family(*CHILDREN)).fault(("", key)).errors == [
        "De lijst is veranderd. Maak uw keuze opnieuw."
    ]


def test_who_is_chosen_is_stored_by_name():
    question = asked(a_family(*CHILDREN))
    value = question.value(("", "self"), ("", "p2"))

    assert value == {"keys": ["self", "p2"], "names": ["Noor de Wit", "Lila Yilmaz"]}
    assert question.again(value) == value
    [of_form] = question.page.questions
    assert KIND.as_property(of_form, value, question.context) == ("Noor de Wit", "Lila Yilmaz")


def test_a_child_that_had_its_birthday_meanwhile_has_to_be_chosen_anew():
    [of_form] = asked(a_family(*CHILDREN)).page.questions
    value = {"keys": ["p2"], "names": ["Lila Yilmaz"]}

    assert KIND.still_valid(of_form, value, {}, a_family(*CHILDREN))
    grown_up = CHILDREN[1] | {"born": "2010-11-22"}
    assert not KIND.still_valid(of_form, value, {}, a_family(grown_up))
    assert KIND.still_valid(of_form, value, {}, a_context(facts={}))


def test_a_child_of_whom_only_the_year_is_known_can_be_chosen_until_it_is_over():
    child = CHILDREN[1] | {"born": "2010"}

    assert len(labels(asked(a_family(child)))) == 2
    assert len(labels(asked(a_family(child | {"born": "2009"})))) == 1


@pytest.mark.parametrize("name", ["", " "])
def test_who_has_no_name_can_choose_oneself(name):
    assert labels(asked(a_family(name=name))) == [("Uzelf", "")]


def test_a_child_with_the_name_of_its_parent_is_told_apart():
    child = CHILDREN[1] | {"name": "Noor de Wit"}

    assert [label for label, _hint in labels(asked(a_family(child)))] == [
        "Noor de Wit (1)",
        "Noor de Wit (2)",
    ]


def test_without_the_register_names_are_typed():
    question = asked(a_context(facts={}), hint="Kies.")

    assert question.shown().fallback
    assert question.shown().description == "Kies."
    assert question.value(("names", "Noor de Wit"))["names"] == ["Noor de Wit"]


def test_a_child_without_a_name_is_described_where_it_can_not_be_chosen():
    nameless = CHILDREN[3] | {"name": ""}

    hint = asked(a_family(nameless)).shown().description
    assert hint.startswith("Uw kind, geboren op 4 maart 2017: volgens de BRP heeft u geen gezag")
