"""Fetch it or supply it: the question, what is fetched, and the register of sources."""

from datetime import timedelta

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form as WTForm

from forms import BadForm, engine, form_from_values, reading
from forms.fields import form_class, values
from forms.messages import extract_sources
from forms.path import page_alone
from forms.sources import FILE, load_sources
from tests.forms.factories import (
    SOURCES,
    TODAY,
    a_context,
    a_form,
    a_page,
    a_question,
    form_data,
    rows_of,
)

CHOICE = {"source": "uwv", "purpose": "remission", "fields": ["payer", "net"], "supply": "Vul in."}
FETCHED = {
    "source": "uwv",
    "at": f"{TODAY}T10:00:00+00:00",
    "fields": ["payer", "net"],
    "records": [{"payer": "Bakkerij", "net": 68425}, {"payer": "WW", "net": 43615}],
}


def choice(**given):
    return a_page(a_question("choice", "data_choice", **CHOICE | given))


def shown(**given):
    usual = {"of": "choice", "none": "Niets bekend.", "wrong": "Lever het zelf aan."}
    question = a_question("income", "fetched", **usual | given)
    return a_page(question, show_if="choice == 'fetch'")


def by_hand():
    return a_page(a_question("own", "money"), show_if="choice == 'supply'")


FORM = a_form(choice(), shown(), by_hand())


def field_of(page, answers, context=None, typed=None):
    return form_class(page_alone(page, answers, context or a_context()), WTForm)(typed)


def test_nothing_is_chosen_beforehand_and_both_ways_are_there():
    field = field_of(FORM.pages[0], {})["choice"]

    assert [(o.value, o.label, o.checked) for o in field.options] == [
        ("fetch", "Haal dit voor mij op", False),
        ("supply", "Ik stuur dit zelf", False),
    ]
    assert field.options[0].hint == "Wij halen het op bij het UWV. U ziet daarna wat wij kregen."
    assert field.options[1].hint == "Vul in."
    assert field.error_id == field.options[0].id


def test_it_says_exactly_what_is_fetched_from_whom_for_what_and_how_old():
    field = field_of(FORM.pages[0], {})["choice"]

    assert dict(field.facts) == {
        "Alleen dit": ("Werkgever of uitkering", "Netto per maand"),
        "Van wie": (
            "Uitvoeringsinstituut Werknemersverzekeringen (UWV), uit de polisadministratie",
        ),
        "Waarvoor": ("Zo zien wij wat u per maand binnenkrijgt.",),
        "Hoe oud": ("Het UWV krijgt deze gegevens elke maand. Ze zijn hoogstens 2 maanden oud.",),
        "Volgens welke wet": ("Gemeentewet, artikel 255, en Invorderingswet 1990, artikel 26",),
    }


@pytest.mark.parametrize("typed", ["", "x", "FETCH"])
def test_one_must_choose(typed):
    form = field_of(FORM.pages[0], {}, typed=MultiDict({"choice": typed}))

    assert not form.validate()
    assert form["choice"].errors == ["Kies: haal dit voor mij op, of ik stuur dit zelf."]


def test_the_answer_decides_which_page_comes():
    for answer, after in (("fetch", "on_income"), ("supply", "on_own")):
        path = engine.path(FORM, {"choice": answer}, a_context())
        assert engine.next_page(path, FORM.pages[0].id).id == after


def test_what_was_fetched_is_shown_with_source_and_day():
    answers = {"choice": "fetch", "income": FETCHED}
    field = field_of(FORM.pages[1], answers)["income"]

    assert field.is_known
    assert not field.stops
    assert field.said_by == "Volgens het UWV, opgehaald op 22 november 2026."
    assert field.records[0] == (
        ("Werkgever of uitkering", ("Bakkerij",)),
        ("Netto per maand", ("€\xa0684,25",)),
    )
    rows = rows_of(FORM, answers)
    assert rows["choice"].lines == ("Wij halen het op bij het UWV.",)
    assert rows["choice"].by_resident
    assert rows["income"].lines == (
        "Volgens het UWV, opgehaald op 22 november 2026.",
        "Bakkerij, netto per maand: €\xa0684,25",
        "WW, netto per maand: €\xa0436,15",
    )
    assert not rows["income"].by_resident


def test_what_was_fetched_can_not_be_typed():
    typed = MultiDict({"income": "1000000", "income-records": "x"})
    form = field_of(FORM.pages[1], {"choice": "fetch", "income": FETCHED}, typed=typed)

    assert form.validate()
    assert form["income"].data == FETCHED
    assert values(form) == {}


def test_that_a_source_knows_nothing_is_an_answer():
    answers = {"choice": "fetch", "income": FETCHED | {"records": []}}

    assert engine.first_open(engine.path(FORM, answers, a_context())) is None
    rows = reading.summary(engine.path(FORM, answers, a_context()))[0].rows
    assert rows[1].lines[1] == "Niets bekend."


@pytest.mark.parametrize(
    "income",
    [
        None,
        FETCHED | {"at": f"{TODAY - timedelta(days=31)}T10:00:00+00:00"},
        FETCHED | {"at": "gisteren"},
        FETCHED | {"source": "rdw"},
        FETCHED | {"fields": ["payer", "gross", "net"]},
    ],
)
def test_what_is_not_there_or_too_old_stops_and_says_so(income):
    answers = {"choice": "fetch", "income": income}
    form = field_of(FORM.pages[1], answers)
    field = form["income"]

    assert engine.first_open(engine.path(FORM, answers, a_context())).id == "on_income"
    assert not form.validate()
    assert field.stops
    assert field.is_too_old is (income is not None)
    assert field.source == "het UWV"
    assert field.error_id.endswith("again")
    assert field.errors == ["Probeer het nog een keer, of kies: ik stuur dit zelf."]


def test_amounts_can_be_reckoned_with_and_are_absent_for_who_supplies():
    form = a_form(
        choice(),
        shown(),
        by_hand(),
        a_page(a_question("more"), show_if="sum(income.net, own) > own * 2"),
    )
    condition = form.pages[3].show_if

    fetched = engine.path(form, {"choice": "fetch", "income": FETCHED}, a_context())
    assert condition.holds(fetched.values, a_context()) is False
    answers = {"choice": "supply", "income": FETCHED, "own": 100}
    supplied = engine.path(form, answers, a_context())
    assert condition.holds(supplied.values, a_context()) is False
    assert engine.answers_on_path(supplied) == {"choice": "supply", "own": 100}


PARTLY = FETCHED | {"records": [{"payer": "Bakkerij", "net": 68425}, {"payer": "WW"}, {}]}


def test_what_could_not_be_read_is_said_and_hides_no_other():
    answers = {"choice": "fetch", "income": PARTLY}
    field = field_of(FORM.pages[1], answers)["income"]

    assert field.is_known
    assert not field.is_whole
    assert [dict(record)["Netto per maand"] for record in field.records] == [
        ("€\xa0684,25",),
        ("Dit konden wij niet lezen.",),
        ("Dit konden wij niet lezen.",),
    ]
    rows = rows_of(FORM, answers)
    assert rows["income"].lines[2] == "WW, netto per maand: Dit konden wij niet lezen."
    assert field_of(FORM.pages[1], answers | {"income": FETCHED})["income"].is_whole


def test_with_what_could_not_be_read_nothing_is_reckoned():
    steps = [
        {
            "id": "a",
            "label": "Extra",
            "amount": "income.net",
            "show_if": "sum(income.net) >= income.net",
        },
        {"id": "b", "label": "Samen", "amount": "sum(income.net, own, step.a)", "role": "result"},
    ]
    sums = a_question("sums", "calculation", steps=steps, outcomes=[{"text": "Genoeg."}])
    form = a_form(choice(), shown(), by_hand(), a_page(sums))
    answers = {"choice": "fetch", "income": PARTLY}

    for income, lines in ((FETCHED, 2), (PARTLY, 0)):
        field = field_of(form.pages[3], answers | {"income": income})["sums"]
        assert len(field.steps) == lines
    assert field.outcome == "Wij kunnen dit nu niet uitrekenen. U kunt wel verdergaan."


def test_records_can_be_counted():
    form = a_form(choice(), shown(), a_page(a_question("more"), show_if="count(income) > 1"))

    answers = {"choice": "fetch", "income": FETCHED}
    assert engine.path(form, answers, a_context()).pages[-1].id == "on_more"


@pytest.mark.parametrize(
    ("pages", "problem"),
    [
        ([choice(source="uvw"), shown()], "There is no source 'uvw'"),
        ([choice(purpose="parking"), shown()], "may not be asked for 'parking'"),
        ([choice(fields=["payer", "gross"]), shown()], "gives no 'gross' for 'remission'"),
        ([choice(fields=["wage"]), shown()], "gives no 'wage'"),
        ([choice()], "Nothing shows what is fetched for 'choice'"),
        ([choice(), shown(of="other")], "'other' is no data choice on an earlier page"),
        ([shown(), choice()], "'choice' is no data choice on an earlier page"),
        ([choice(), shown() | {"show_if": "choice == 'supply'"}], "also for who supplies it"),
        ([choice(), shown() | {"show_if": None}], "also for who supplies it"),
        (
            [
                a_page(
                    a_question("choice", "data_choice", **CHOICE),
                    a_question("second", "data_choice", **CHOICE),
                ),
                shown(),
            ],
            "Two questions of kind 'data_choice' on one page",
        ),
        ([choice(), shown(), a_page(a_question(), show_if="income.gross > own")], "income.gross"),
    ],
)
def test_a_form_that_asks_more_than_the_register_has_is_refused(pages, problem):
    with pytest.raises(BadForm) as caught:
        a_form(*pages)

    assert problem in caught.value.problem
    assert caught.value.remedy


def test_without_login_nothing_can_be_fetched():
    data = form_data(choice(), shown(), login="none", level=None)
    with pytest.raises(BadForm, match="nobody is logged in"):
        form_from_values(data, SOURCES)


def test_the_register_names_owner_purpose_ground_and_age_of_each_source():
    assert [source.id for source in SOURCES] == ["uwv", "belastingdienst", "rdw"]
    for source in SOURCES:
        assert source.owner
        assert source.age
        for purpose in source.purposes:
            assert purpose.law
            assert len(purpose.fields) < len(source.fields)
    with pytest.raises(KeyError):
        next(iter(SOURCES)).field("x")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("fields: [payer, month, net]", "fields: [payer, wage]", "UWV has no field 'wage'"),
        ("id: rdw", "id: uwv", "Two sources have one id"),
        ("{id: month,", "{id: payer,", "two fields have one id"),
        ("keep_days: 30", "keep_days: 0", "greater than or equal"),
        ("owner: Dienst Wegverkeer (RDW)", "ownr: Dienst", "Field required"),
    ],
)
def test_a_mistake_in_the_register_stops_the_start_with_its_line(tmp_path, old, new, problem):
    text = FILE.read_text("utf-8")
    assert old in text
    file = tmp_path / "sources.yaml"
    file.write_text(text.replace(old, new, 1), "utf-8")

    with pytest.raises(BadForm, match=r"sources.yaml:\d+") as caught:
        load_sources(file)

    assert problem in caught.value.problem
    assert caught.value.remedy


def test_the_texts_of_the_register_are_found_for_translation():
    with FILE.open("rb") as file:
        found = {text for _line, _function, text, _comments in extract_sources(file, (), (), {})}

    assert {"het UWV", "Netto per maand", "Zo zien wij hoeveel spaargeld u heeft."} <= found
    assert not {"nettoPerMaand", "uwv", "payer"} & found
