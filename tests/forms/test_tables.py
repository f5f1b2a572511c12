"""Decision tables: the row that fits, gaps and rows that are never reached, and contradictions."""

import pytest

from forms import BadForm, engine, load_version
from forms.case_data import case_type, case_types
from forms.fees import fee_of
from tests.forms.factories import a_choice, a_context, a_form, a_page, a_question
from tests.forms.structured import structured_form

ASKED = a_page(
    a_question("visitors", "number"), a_question("music", "yes_no"), a_choice("road", "no", "half")
)
OTHERWISE = {"give": {"case": "C", "fee": "980.00"}}


def a_table(*rows, by=("visitors", "music", "road")):
    return {"route": {"by": list(by), "rows": list(rows)}}


def row(*cells, case="A", fee="0.00"):
    return {"when": list(cells), "give": {"case": case, "fee": fee}}


def a_routed_form(*rows, **given):
    form = a_form(ASKED, a_page(a_question("then")), decisions=a_table(*rows), **given)
    return load_version(form.version, form.source)


FORM = a_routed_form(
    row("<= 100", "no", "no"),
    row("<= 1000", "any", "in ['no', 'half']", case="B", fee="240.00"),
    OTHERWISE,
    fee={"amount": "route.fee", "law": "Leges"},
)


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({"visitors": 100, "music": False, "road": "no"}, {"case": "A", "fee": 0}),
        ({"visitors": 101, "music": False, "road": "no"}, {"case": "B", "fee": 24000}),
        ({"visitors": 100, "music": True, "road": "half"}, {"case": "B", "fee": 24000}),
        ({"visitors": 1001, "music": False, "road": "no"}, {"case": "C", "fee": 98000}),
        ({"visitors": 1001, "music": False}, None),
        ({}, None),
    ],
)
def test_the_first_row_that_fits_decides_once_all_is_answered(answers, outcome):
    path = engine.path(FORM, answers, a_context())

    assert path.values["route"] == outcome
    assert fee_of(path) == (outcome["fee"] if outcome else None)


@pytest.mark.parametrize(("visitors", "fee"), [(50, 0), (500, 24000)])
def test_a_cell_says_yes_or_no_of_what_is_worked_out(visitors, fee):
    asked = a_page(a_question("visitors", "number"))
    then = a_page(a_question("then"), compute={"is_large": "visitors > 100"})
    table = {"route": {"by": ["is_large"], "rows": [row("no"), row("yes", fee="240.00")]}}
    form = a_form(asked, then, decisions=table, fee={"amount": "route.fee", "law": "Leges"})
    stored = load_version(form.version, form.source)

    assert fee_of(engine.path(stored, {"visitors": visitors}, a_context())) == fee


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([row("<= 100", "any", "any")], "No row fits where visitors is 101"),
        ([row("any", "no", "any"), row("any", "yes", "no")], "music is yes, road is half"),
        ([row("any", "any", "any"), row("<= 5", "yes", "any")], "Row 2 is never reached"),
        ([row("any", "any"), OTHERWISE], "Row 1 has 2 cells for 3 names"),
        ([row("any", "any", "whole"), OTHERWISE], "'whole' is not one of the options"),
        ([row("any", "maybe", "any"), OTHERWISE], "can't be compared"),
        ([row("any", "any", "any"), {"give": {"case": "C"}}], "Row 2 gives other things"),
        ([row("any", "any", "no", fee="0"), OTHERWISE], "Row 1 gives a number for 'fee'"),
        ([row("any", "any", "no", fee="veel"), OTHERWISE], "and others a text"),
    ],
)
def test_a_table_with_a_gap_or_a_useless_row_is_refused(rows, problem):
    with pytest.raises(BadForm) as caught:
        a_routed_form(*rows)

    assert problem in caught.value.problem
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("by", "problem"),
    [
        (("visitor", "music", "road"), "There is no question 'visitor'"),
        (("visitors", "music", "route.case"), "needs its own outcome"),
    ],
)
def test_a_table_that_reads_what_is_not_there_is_refused(by, problem):
    with pytest.raises(BadForm, match=problem):
        a_form(ASKED, decisions=a_table(row("any", "any", "any"), OTHERWISE, by=by))


def test_a_page_that_no_answers_call_for_is_refused():
    with pytest.raises(BadForm, match=r"never asked: no answers make"):
        a_form(a_page(a_question("q"), show_if="1 == 2"))
    later = a_page(a_question("q", show_if="road == 'half'"), show_if="road == 'no'")
    with pytest.raises(BadForm, match=r"road == 'no' and road == 'half'"):
        a_form(ASKED, later)


def test_what_is_named_is_worked_out_once_and_read_by_later_ones():
    form = structured_form()
    answers = {"music": "yes", "expenses": {"1": {"amount": 600_000}, "2": {"amount": 1}}}
    path = engine.path(form, answers, a_context())

    assert path.values["high"] is True
    assert [page.id for page in path][-1] == "too_much"
    assert engine.first_open(engine.path(form, {}, a_context())).id == "when"


def test_the_case_type_follows_from_the_table():
    form = structured_form()
    path = engine.path(form, {"music": "yes", "expenses": {"1": {}}}, a_context())

    assert case_type(path) == "FEEST-B"
    assert case_types(form) == ("FEEST-C", "FEEST-MELDING", "FEEST-B")
