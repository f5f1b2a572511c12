"""A form with all that a page can have besides questions, as an author writes it."""

from forms import form_from_values
from tests.forms.factories import SOURCES, a_choice, a_page, a_question, form_data

COSTS = a_page(
    a_question("what"),
    a_question("amount", "money"),
    a_question("why", show_if="amount > norms.much"),
    a_question("bill", "file", later=True, required=False),
    id_="costs",
    title="Voor welke kosten vraagt u geld?",
    repeat={
        "id": "expenses",
        "title": "Kosten",
        "row": "%(what)s: %(amount)s",
        "add": "Nog iets toevoegen",
        "at_most": 3,
    },
    rules=[
        {
            "refuse_if": "sum(expenses.amount) > 20000.00",
            "error": "Samen is dit meer dan € 20.000. Verander een bedrag of haal iets weg.",
            "on": ["expenses"],
        }
    ],
)
WHEN = a_page(
    a_question("first", "date"),
    a_question("last", "date"),
    a_choice("music", "yes", "no"),
    a_question("until", show_if="music == 'yes'"),
    id_="when",
    title="Wanneer is het?",
    rules=[
        {"refuse_if": "last < first", "error": "Kies een latere dag.", "on": ["last"]},
    ],
)
TOTAL = {
    "id": "total_page",
    "title": "Dit vraagt u aan",
    "compute": {"total": "sum(expenses.amount)"},
    "intro": "Samen is dat %(total)s voor %(first)s.",
    "questions": [],
}
STOPPED = {
    "id": "too_much",
    "title": "Dit kan niet online",
    "intro": "Voor zoveel geld spreken wij u eerst.",
    "show_if": "high",
    "stop": {"way_on": "phone"},
    "questions": [],
}
LAST = a_page(a_question("remark", "textarea", required_if="total > norms.much"), id_="more")
STRUCTURE = {
    "slug": "feest-vieren",
    "title": "Feest vieren",
    "norms": [
        {
            "id": "much",
            "label": "Veel geld",
            "law": "Regel 1",
            "amounts": [{"since": "2020-01-01", "amount": "1.000,00"}],
        }
    ],
    "conditions": {"high": "total > norms.much * 5"},
    "decisions": {
        "route": {
            "by": ["music", "count_of_costs"],
            "rows": [
                {"when": ["no", "any"], "give": {"case": "FEEST-MELDING", "fee": "0.00"}},
                {"when": ["yes", "<= 1"], "give": {"case": "FEEST-B", "fee": "24.00"}},
                {"give": {"case": "FEEST-C", "fee": "98.00"}},
            ],
        }
    },
    "fee": {"amount": "route.fee", "law": "Legesverordening"},
}
TOTAL["compute"]["count_of_costs"] = "count(expenses)"


def structured_data(**given):
    """The definition as plain values."""
    data = form_data(WHEN, COSTS, TOTAL, STOPPED, LAST, **STRUCTURE)
    data["case"] |= {
        "type": "FEEST-C",
        "type_from": "route.case",
        "properties": {"kosten": "expenses", "totaal": "total", "leges": "route.fee"},
    }
    return data | given


def structured_form(**given):
    """The form itself."""
    return form_from_values(structured_data(**given), SOURCES)
