"""What was worked out and shown on a page stands among the answers too."""

import pytest

from forms import engine, reading
from tests.forms.factories import a_context, a_form, a_page, a_question

COSTS = a_page(
    a_question("amount", "money"),
    repeat={"id": "costs", "title": "Kosten", "row": "%(amount)s", "add": "Nog iets"},
)
SUM_PAGE = {
    "id": "together",
    "title": "Dit vraagt u aan",
    "compute": {"total": "sum(costs.amount)", "number": "count(costs)", "late": "today + 5"},
    "intro": "Zo zit het. Samen is dat %(total)s. Het kan vanaf %(late)s! U noemt er %(number)s.",
    "questions": [],
}
ANSWERS = {"costs": {"1": {"amount": 100_000}, "2": {"amount": 250}}}


def rows_with(answers, *pages, **form):
    path = engine.path(a_form(COSTS, *(pages or [SUM_PAGE]), **form), answers, a_context())
    return [row for section in reading.summary(path) for row in section.rows]


def test_a_sum_on_a_page_stands_behind_the_answers_before_it():
    *costs, sums = rows_with(ANSWERS)

    assert len(costs) == 2
    assert sums.label == "Dit vraagt u aan"
    assert sums.lines == ("Samen is dat €\xa01.002,50.", "U noemt er 2.")
    assert (sums.page_id, sums.by_resident) == ("together", False)


@pytest.mark.parametrize(
    "changes",
    [
        {"intro": "Het kan vanaf %(late)s."},
        {"intro": "Wij bellen u."},
        {"show_if": "total > 5000.00"},
        {"show_if": "count(costs) > 5"},
    ],
)
def test_no_sum_is_told_that_nobody_saw(changes):
    sums_before = {"id": "before", "title": "Eerst", "intro": "Zo.", "questions": []}
    sums_before["compute"] = SUM_PAGE["compute"]
    shown = {key: value for key, value in SUM_PAGE.items() if key != "compute"}

    assert len(rows_with(ANSWERS, sums_before, shown | changes)) == 2


def test_what_cannot_be_worked_out_is_not_told():
    page = SUM_PAGE | {"compute": {"total": "max(costs.amount) * 2"}, "intro": "Dat is %(total)s."}

    assert len(rows_with({"costs": {"1": {}}}, page)) == 1


def test_the_fee_is_told_once():
    fee = {"amount": "total", "law": "Wet"}
    rows = rows_with(ANSWERS, SUM_PAGE | {"intro": "Dat kost %(total)s."}, fee=fee)

    assert [row.label for row in rows[2:]] == ["Kosten"]


def test_a_calculation_is_told_and_is_nothing_to_change():
    calculation = a_question(
        "estimate",
        "calculation",
        steps=[{"id": "all", "label": "Samen", "amount": "sum(costs.amount)", "role": "result"}],
        outcomes=[{"text": "Dit is een schatting."}],
    )
    row = rows_with(ANSWERS, a_page(calculation))[-1]

    assert row.lines == ("Samen: €\xa01.002,50", "Dit is een schatting.")
    assert not row.by_resident
