"""Rules about all rows of a group: where they are written, and when they refuse."""

import pytest
from wtforms import Form as WTForm

from forms import BadForms, engine, fields
from forms.path import Path
from tests.forms.factories import a_context, a_form, a_page, a_question

REPEAT = {"id": "things", "title": "Een ding", "row": "%(what)s", "add": "Nog een", "at_least": 0}
TOO_LARGE = {"refuse_if": "sum(things.size) > 100", "error": "Haal iets weg.", "on": ["things"]}
NO_TENT = {
    "refuse_if": "not any(things.what == 'tent')",
    "error": "Voeg een tent toe.",
    "on": ["things"],
}
LIMIT = a_page(a_question("limit", "number"), id_="limits")


def listed(*rules):
    """The page that asks the rows, with these rules."""
    asked = (a_question("what"), a_question("size", "number"))
    return a_page(*asked, id_="street", repeat=REPEAT, rules=list(rules))


def summed(**given):
    """A page after it that works something out of the rows."""
    compute = {"area": "sum(things.size)"}
    return {"id": "sums", "title": "Samen", "intro": "Ja.", "compute": compute} | given


def rows(*sizes, what="tent"):
    """Answers with so many rows, sent."""
    cells = {str(n): {"what": what, "size": size} for n, size in enumerate(sizes, start=1)}
    return {"things": cells, "page:street": True}


def state(form, answers):
    """(what is said at the list, the page that is open) with these answers."""
    path = Path(form, answers, a_context())
    page = path.by_id["street"]
    sent = fields.form_class(page, WTForm)()
    fields.validate(sent, page)
    unanswered = engine.first_open(path)
    return sent.form_errors, unanswered and unanswered.id


@pytest.mark.parametrize(
    ("rule", "answers", "said"),
    [
        (TOO_LARGE, rows(60, 40), None),
        (TOO_LARGE, rows(60, 41), "Haal iets weg."),
        (TOO_LARGE, rows(), None),
        (NO_TENT, rows(1), None),
        (NO_TENT, rows(1, what="stand"), "Voeg een tent toe."),
        (NO_TENT, rows(), "Voeg een tent toe."),
    ],
)
def test_it_is_judged_over_all_rows_and_keeps_their_list_open(rule, answers, said):
    form = a_form(listed(rule))

    assert state(form, answers) == (([said], "street") if said else ([], None))


def test_it_reads_what_was_answered_before_the_rows():
    form = a_form(LIMIT, listed(TOO_LARGE | {"refuse_if": "sum(things.size) > limit"}))

    assert state(form, rows(60) | {"limit": "50"}) == (["Haal iets weg."], "street")
    assert state(form, rows(60) | {"limit": "60"}) == ([], None)


def test_a_rule_of_one_row_stays_one():
    form = a_form(listed({"refuse_if": "size > 50", "error": "Te groot.", "on": ["size"]}))
    path = Path(form, rows(60, 40), a_context())

    assert engine.first_open(path).id == "street-1"
    assert engine.broken_rules(path.by_id["street"]) == ()


@pytest.mark.parametrize("place", ["repeat", "question", "section", "form"])
def test_rules_in_a_block_that_has_none_are_told_where_they_belong(place):
    page, of_block = listed(), {"rules": [TOO_LARGE]}
    if place == "repeat":
        page["repeat"] = REPEAT | of_block
    elif place == "question":
        page["questions"] = [*page["questions"], a_question("more") | of_block]
    section = {"title": "Deel", "pages": [page]} | (of_block if place == "section" else {})

    with pytest.raises(BadForms) as caught:
        a_form(page, sections=[section], **(of_block if place == "form" else {}))

    assert [f"{each.problem} {each.remedy}" for each in caught.value.mistakes] == [
        "There is no key `rules` here. Write it on a page, beside `questions`."
    ]


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        (
            [listed({**TOO_LARGE, "on": ["size"]})],
            (
                "'things.size' reads all rows, and this rule is about one of them."
                " Write `on: [things]`: it is then about all rows together."
            ),
        ),
        (
            [listed({**TOO_LARGE, "refuse_if": "size > 100"})],
            (
                "'size' has a value in each row, and this rule is about all rows."
                " Write 'things.size' within sum(…), any(…) or another function for rows."
            ),
        ),
        (
            [listed({**TOO_LARGE, "on": ["things", "size"]})],
            (
                "One rule stands at all rows and at a question of one row."
                " Write `on: [things]` only. What is about one row is a rule of its own."
            ),
        ),
        (
            [listed({**TOO_LARGE, "refuse_if": "area > 100"}), summed()],
            "'area' is worked out on a later page. Write here what it is: sum(things.size).",
        ),
        (
            [listed(), summed(rules=[TOO_LARGE])],
            (
                "There are no answers to judge here. A rule about all rows of 'things' stands on"
                " page 'street', beside `repeat`, with `on: [things]`."
            ),
        ),
        (
            [listed(), summed(rules=[{**TOO_LARGE, "refuse_if": "area > 100", "on": ["area"]}])],
            (
                "There are no answers to judge here. Write it on the page with those answers."
                " A rule about all rows of 'things' stands on page 'street', beside `repeat`, with"
                " `on: [things]`."
            ),
        ),
        (
            [LIMIT, listed(), summed(rules=[{**TOO_LARGE, "on": ["limit"]}])],
            (
                "There are no answers to judge here."
                " Write the rule on page 'limits', which asks 'limit'."
            ),
        ),
        (
            [listed(), a_page(a_question("more"), id_="after", rules=[TOO_LARGE])],
            (
                "Page 'after' has no question 'things'. A rule about all rows of 'things' stands on"
                " page 'street', beside `repeat`, with `on: [things]`."
            ),
        ),
        (
            [LIMIT, listed({**TOO_LARGE, "on": ["limit"]})],
            (
                "Page 'street' has no question 'limit'."
                " Write the rule on page 'limits', which asks 'limit'."
            ),
        ),
        (
            [listed({**TOO_LARGE, "on": ["thing"]})],
            "Page 'street' has no question 'thing'. Did you mean 'things'?",
        ),
    ],
)
def test_a_rule_in_another_place_is_told_where_it_belongs(pages, said):
    with pytest.raises(BadForms) as caught:
        a_form(*({"questions": [], **page} for page in pages))

    assert [f"{each.problem} {each.remedy}" for each in caught.value.mistakes] == [said]
