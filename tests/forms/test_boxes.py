"""Yes or no, several of a few, and the box of a declaration."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import BadForm, engine
from forms.case_data import case_properties, case_shapes
from forms.kinds import KINDS
from tests.forms.factories import (
    OneQuestion,
    a_context,
    a_form,
    a_page,
    a_question,
    form_data,
    rows_of,
)

OPTIONS = [
    {"value": "toilets", "label": "Toiletten"},
    {"value": "tent", "label": "Tent", "hint": "Groter dan 25 m²"},
    {"value": "stage", "label": "Podium"},
]
DECLARED = {"statement": "Ik heb alles naar waarheid ingevuld."}
ODD = ["\x00", "\uff11", "yes\u00a0no", "👩\u200d👧", "x" * 10_000, "none\x00", "tent,stage", "Ja"]


def is_answered(question, value):
    path = engine.path(question.form, {"q": value}, question.context)
    return engine.is_answered(path, path.pages[0])


def boxes(**given):
    return OneQuestion("checkboxes", options=OPTIONS, **given)


def ticked(*values):
    return [("", value) for value in values]


def test_yes_and_no_are_truths():
    question = OneQuestion("yes_no")

    assert question.value(("", "yes")) is True
    assert question.value(("", "no")) is False
    assert question.again(False) is False
    assert [option.label for option in question.shown().options] == ["Ja", "Nee"]
    assert not any(option.checked for option in question.shown().options)
    assert question.shown(q=False).options[1].checked
    assert question.shown().error_id == "q-yes"


def test_yes_or_no_is_asked_for_in_words():
    assert OneQuestion("yes_no").fault(("", "")).errors == ["Kies ja of nee."]
    assert OneQuestion("yes_no").fault(("", "maybe")).errors == ["Kies ja of nee."]
    assert OneQuestion("yes_no", required=False).value(("", "")) is None
    own = OneQuestion("yes_no", when_empty="Kies of er muziek is.")
    assert own.fault(("", "")).errors == ["Kies of er muziek is."]


def test_no_is_an_answer():
    question = OneQuestion("yes_no")

    assert is_answered(question, False)
    assert not is_answered(question, None)
    assert rows_of(question.form, {"q": False})["q"].lines == ("Nee",)


def test_yes_or_no_is_a_word_for_the_case_with_a_code_where_it_has_one():
    for codes, said, shape in (
        ({}, "nee", ("ja", "nee")),
        ({"Muziek": {"ja": "J", "nee": "N"}}, "N", ("J", "N")),
    ):
        data = form_data(a_page(a_question("q", "yes_no")))
        case = data["case"] | {"properties": {"Muziek": "q"}, "codes": codes}
        form = a_form(a_page(a_question("q", "yes_no")), case=case)

        assert case_properties(engine.path(form, {"q": False}, a_context())) == {"Muziek": (said,)}
        assert case_shapes(form)["Muziek"].codes == shape
    with pytest.raises(BadForm, match="Not every value has a code"):
        a_form(a_page(a_question("q", "yes_no")), case=case | {"codes": {"Muziek": {"ja": "J"}}})


def test_boxes_are_kept_in_the_order_of_the_form():
    question = boxes()

    assert question.value(*ticked("stage", "toilets", "stage")) == ["toilets", "stage"]
    assert question.again(["toilets", "stage"]) == ["toilets", "stage"]
    lines = KINDS["checkboxes"].display(
        question.page.questions[0], ["toilets", "stage"], a_context()
    )
    assert lines == ("Toiletten", "Podium")


def test_none_of_these_is_an_answer_that_holds_nothing():
    question = boxes(none="Geen van deze")
    of_form, kind = question.page.questions[0], KINDS["checkboxes"]

    assert question.value(*ticked("none")) == []
    assert question.again([]) == []
    assert question.shown(q=[]).none.checked
    assert kind.display(of_form, [], a_context()) == ("Geen van deze",)
    assert kind.as_property(of_form, [], a_context()) == ()
    assert kind.count([]) == 0
    assert is_answered(question, [])


def test_none_and_something_is_asked_again():
    field = boxes(none="Geen van deze").fault(*ticked("tent", "none"))

    assert field.errors == [
        "U koos: Geen van deze. Maar u koos ook iets anders. Haal een van beide weg."
    ]
    assert field.as_typed == ("Tent", "Geen van deze")
    assert field.none.checked
    assert field.error_id == "q-toilets"


def test_without_a_box_for_none_nothing_ticked_is_nothing_answered():
    assert boxes(required=False).value() is None
    assert boxes().shown().none is None
    assert boxes().fault().errors == ["Kies een of meer antwoorden."]
    assert "is veranderd" in boxes().fault(*ticked("none")).errors[0]
    assert not KINDS["checkboxes"].holds(boxes().page.questions[0], [], {}, a_context())


def test_too_few_and_too_many():
    question = boxes(at_least=2, at_most=2)

    assert question.fault(*ticked("tent")).errors == ["Kies 2 of meer antwoorden."]
    assert question.fault(*ticked("tent", "stage", "toilets")).errors == [
        "Kies niet meer dan 2 antwoorden. U koos er 3."
    ]
    assert question.value(*ticked("tent", "stage")) == ["tent", "stage"]


@pytest.mark.parametrize(
    ("given_", "problem"),
    [
        ({"options": [*OPTIONS, OPTIONS[0]]}, "Two options have one value"),
        (
            {"none": "Geen", "options": [*OPTIONS, {"value": "none", "label": "x"}]},
            "the value 'none'",
        ),
        ({"at_least": 3, "at_most": 2}, "can't tick 3 to 2 of 3"),
        ({"at_least": 4}, "can't tick 4 to 3 of 3"),
        ({"at_most": 4}, "can't tick 1 to 4 of 3"),
    ],
)
def test_boxes_that_nobody_can_tick_right_are_refused(given_, problem):
    with pytest.raises(BadForm, match=problem):
        a_form(a_page(a_question("q", "checkboxes", **{"options": OPTIONS} | given_)))


def test_boxes_are_a_list_of_codes_for_the_case():
    page = a_page(a_question("q", "checkboxes", options=OPTIONS, none="Geen"))
    codes = {"toilets": "WC", "tent": "TENT", "stage": "POD"}
    case = form_data(page)["case"] | {"properties": {"P": "q"}, "codes": {"P": codes}}
    form = a_form(page, case=case)

    assert case_properties(engine.path(form, {"q": ["toilets", "stage"]}, a_context())) == {
        "P": ("WC", "POD")
    }
    assert case_shapes(form)["P"].is_list
    assert case_shapes(form)["P"].codes == ("POD", "TENT", "WC")


def test_how_many_boxes_can_be_a_condition():
    page = a_page(a_question("q", "checkboxes", options=OPTIONS, none="Geen"))
    form = a_form(page, a_page(a_question("more"), show_if="count(q) >= 2"))

    for value, is_asked in (([], False), (["tent"], False), (["tent", "stage"], True)):
        path = [page.id for page in engine.path(form, {"q": value}, a_context())]
        assert ("on_more" in path) is is_asked


@given(st.sets(st.sampled_from(["toilets", "tent", "stage"])))
def test_every_choice_of_boxes_can_be_written_and_read(values):
    question = boxes(none="Geen")

    value = question.value(*ticked(*(values or {"none"})))

    assert set(value) == values
    assert question.again(value) == value
    assert KINDS["checkboxes"].holds(question.page.questions[0], value, {}, a_context())


def test_a_declaration_has_to_be_made():
    question = OneQuestion("declaration", **DECLARED, points=["U weet dat wij dit nakijken."])

    assert question.value(("", "yes")) is True
    assert question.again(True) is True
    for typed in ("", "no", "true", "Yes", *ODD):
        assert question.fault(("", typed)).errors == [
            "Zet een vinkje in het vakje. Anders kunt u niet verder."
        ]
    assert not question.shown().options[0].checked
    assert question.shown().options[0].id == question.shown().error_id == "q"


def test_the_summary_says_what_was_declared():
    question = OneQuestion("declaration", **DECLARED)

    lines = rows_of(question.form, {"q": True})["q"].lines

    assert lines == ("Ik heb alles naar waarheid ingevuld.",)
    assert KINDS["declaration"].as_property(question.page.questions[0], True, a_context()) == (
        "ja",
    )


def test_a_declaration_is_last_on_its_page():
    declared = a_question("q", "declaration", **DECLARED)

    assert a_form(a_page(a_question("before"), declared))
    with pytest.raises(BadForm, match="Put it last"):
        a_form(a_page(declared, a_question("after")))


def test_no_condition_compares_with_a_declaration_and_nobody_may_leave_it_open():
    page = a_page(a_question("q", "declaration", **DECLARED))
    with pytest.raises(BadForm):
        a_form(page, a_page(a_question("more"), show_if="q == 'yes'"))
    with pytest.raises(BadForm):
        a_form(a_page(a_question("q", "declaration", **DECLARED, required=False)))


@pytest.mark.parametrize("kind", ["yes_no", "checkboxes", "declaration"])
@given(texts=st.lists(st.text() | st.sampled_from([*ODD, "none", "tent"]), max_size=4))
def test_whatever_is_sent_for_a_box_is_judged(kind, texts):
    more = {"checkboxes": {"options": OPTIONS, "none": "Geen"}, "declaration": DECLARED}
    question = OneQuestion(kind, **more.get(kind, {}))

    field = question.sent(*ticked(*texts))["q"]

    assert field.errors or KINDS[kind].holds(
        question.page.questions[0], field.data, {}, a_context()
    )
