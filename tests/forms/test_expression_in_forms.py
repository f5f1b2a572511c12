"""Conditions in a whole form read each answer as its type, also in a version that was stored."""

from decimal import Decimal

import pytest

from forms import load_version
from forms.path import Path
from tests.forms.factories import a_context, a_form, a_page, a_question

COSTS = {"id": "costs", "title": "Kosten", "row": "%(pieces)s", "add": "Nog een"}
ROWS = {"1": {"pieces": 3, "price": 1000}, "2": {"pieces": 2}}


def the_form():
    asked = a_page(a_question("copies", "number"), a_question("born", "date"))
    rows = a_page(a_question("pieces", "number"), a_question("price", "money"), repeat=COSTS)
    compute = {
        "half": "copies / 2",
        "share": "sum(costs.pieces) / 2",
        "fee": "copies * 16.30",
        "adult": "age(born) >= 18",
    }
    last = a_page(a_question("why"), compute=compute, show_if="copies / 2 == 1.5 and many")
    table = {
        "by": ["copies"],
        "rows": [{"when": ["< 3.5"], "give": {"size": "small"}}, {"give": {"size": "large"}}],
    }
    return a_form(
        asked,
        rows,
        last,
        conditions={"many": "count(costs) / 2 < 1.5 and any(costs.pieces / 2 == 1.5)"},
        decisions={"class": table},
    )


@pytest.mark.parametrize("is_stored", [False, True])
def test_a_form_works_out_the_same_when_it_is_loaded(is_stored):
    form = the_form()
    if is_stored:
        form = load_version(form.version, form.source)

    values = Path(form, {"copies": 3, "born": "2008-11-23", "costs": ROWS}, a_context()).values

    assert values["half"] == Decimal("1.5")
    assert values["share"] == Decimal("2.5")
    assert values["fee"] == 4890
    assert values["adult"] is False
    assert values["class"] == {"size": "small"}
