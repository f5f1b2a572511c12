"""One wrong name is told once, however much of the form reads it."""

import re

import pytest

from forms import CATALOGUE, BadForms, form_from_values, load_form
from tests.forms.factories import SOURCES, a_page, a_question, form_data

EVENT, HELP = "evenement-aanvragen", "bijzondere-bijstand-aanvragen"
EVENT_TEXT = (CATALOGUE / f"{EVENT}.yaml").read_text("utf-8")
WORDS = re.compile(r"[a-z][a-z_]{3,}(?=:)|(?<=: )[a-z][a-z_]+(?=[\n,}]| ==| and)|[a-z_]+\.[a-z_]+")
"""Keys, ids, kinds and names that conditions read, roughly."""


def mistakes_of(folder, slug, old, new):
    """Every mistake of this form of the catalogue, with this changed once."""
    text = (CATALOGUE / f"{slug}.yaml").read_text("utf-8")
    assert old in text
    return mistakes_of_text(folder, slug, text.replace(old, new, 1))


def mistakes_of_text(folder, slug, text):
    file = folder / f"{slug}.yaml"
    file.write_text(text, "utf-8")
    try:
        load_form(file, SOURCES)
    except BadForms as error:
        return [f"{each.problem} {each.remedy}" for each in error.mistakes]
    return []


@pytest.mark.parametrize(
    ("slug", "old", "new", "parts"),
    [
        (EVENT, "  route:\n", "  rout:\n", ["Did you mean 'rout.case'? Also on lines "]),
        (EVENT, "id: visitors", "id: visitor", ["Did you mean 'visitor'? Also on line "]),
        (
            EVENT,
            "permit: route",
            "permitt: route",
            ["There is no question 'permit'", "Also on lines "],
        ),
        (EVENT, "route.case in", "rout.case in", ["'rout.case'. Did you mean 'route.case'?"]),
        (EVENT, "type_from: route.case", "type_from: rout.case", ["'rout.case' gives no case"]),
        (EVENT, "type_from: route.case", "type_from: route.cas", ["'route.cas' gives no case"]),
        (EVENT, "by: [visitors,", "by: [vistors,", ["'vistors'. Did you mean 'visitors'?"]),
        (EVENT, "id: day\n", "id: dag\n", ["A row has no 'day'", "'dag'? Also on lines "]),
        (EVENT, "id: days\n", "id: dayss\n", ["'dayss'? Also on lines "]),
        (EVENT, "film: Foto", "films: Foto", ["'film' is not one of the options", "'films'?"]),
        (EVENT, "id: kind_of_event", "id: sort", ["No question 'kind_of_event'", "Also on lines "]),
        (EVENT, "{area: sum(things.size)}", "{area: things.size}", ["has a value in each row"]),
        (
            EVENT,
            "apv_2_25: ",
            "apv_225: ",
            ["No law 'apv_2_25'. Did you mean 'apv_225'?", "Also on lines "],
        ),
        (EVENT, "laws:\n", "lawz:\n", ["There is no key `lawz` here. Did you mean 'laws'?"]),
        (EVENT, "product:\n", "prodct:\n", ["There is no key `prodct` here", "'product'?"]),
        (EVENT, "product:\n", "wat:\n", ["no key `wat` here, and `product` is missing"]),
        (EVENT, "login: digid", "logn: digid", ["There is no key `logn` here", "'login'?"]),
        (EVENT, "login: digid_midden", "login: digid_half", ["`login` can't be 'digid_half'"]),
        (EVENT, "case:\n", "cas:\n", ["There is no key `cas` here. Did you mean 'case'?"]),
        (EVENT, "- use: contact", "- uses: contact", ["There is no key `uses` here", "'use'?"]),
        (EVENT, "    pages:\n", "    vragen:\n", ["no key `vragen` here, and `pages` is missing"]),
        (HELP, "id: together", "id: togethr", ["'together'. Did you mean 'togethr'?"]),
        (HELP, "          id: costs\n", "          id: cost\n", ["'cost'? Also on lines "]),
        (HELP, "id: amount\n", "id: sum_of_it\n", ["'costs.amount'", "Also on lines "]),
        (HELP, "id: income_choice", "id: incomes", ["No question 'income_choice'", "Also on line"]),
    ],
)
def test_a_name_that_much_reads_is_told_once(tmp_path, slug, old, new, parts):
    [told] = mistakes_of(tmp_path, slug, old, new)

    assert all(part in told for part in parts), told


@pytest.mark.parametrize(
    ("by", "parts"),
    [
        ("sum(visitors)", ["gives a number. Work it out first, with `compute: {some_name: sum("]),
        ("visitors + 1", ["'visitors + 1' is no name, but gives a number"]),
        ("sum(things.size)", ["with `compute: {some_name: sum(things.size)}` on a page"]),
        (
            "not music",
            ["gives a yes or no. Give it one under `conditions` (`some_name: not music`"],
        ),
        ("sum(visitrs)", ["There is no question 'visitrs'. Did you mean 'visitors'?"]),
        ("Visitors!", ["'Visitors!' can't be read"]),
    ],
)
def test_a_table_looks_at_names(tmp_path, by, parts):
    [told] = mistakes_of(tmp_path, EVENT, "by: [visitors,", f"by: ['{by}',")

    assert all(part in told for part in parts), told


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("fee: 240.00", "fee: 75,50", "a comma ends a value: `75,50`. Write 75.50."),
        ("fee: 240.00", "fee: 240,-", "Write 240.00."),
        ("fee: 240.00", "fee: 1.240,00", "Write 1240.00."),
        ("fee: 0.00", "fee: 0,00", "Write 0.00."),
        ("fee: 240.00", "fee: '75,50'", "Row 2 gives a text for 'fee', and others a sum of money."),
        ("fee: 240.00", "fee: '75,50'", "Write 75.50."),
        ("fee: 240.00", "fee: 240", "Write 240.00."),
        ("fee: 0.00", "fee: 0", "Row 1 gives a number for 'fee', and others a sum of money."),
        ("{amount: route.fee,", "{amount: 75,50,", "Write 75.50."),
        ("{amount: route.fee,", "{amount: '75,50',", "Write a number with a dot: 75.50."),
        ("{amount: route.fee,", "{amount: 75.50,", "Write it as text, between quotes: '75.50'."),
        ("area >= 50", "area >= 50,5", "Write a number with a dot: 50.5."),
        ('"<= 100"', '"<= 100,5"', "Write a number with a dot: 100.5."),
        ('"<= 100"', '"<= honderd"', "There is no question 'honderd'."),
        ('"<= 100"', '"=< 100"', "these can't be compared"),
    ],
)
def test_numbers_as_the_dutch_write_them(tmp_path, old, new, part):
    [told] = mistakes_of(tmp_path, EVENT, old, new)

    assert part in told


def test_what_is_worked_out_is_no_question_of_a_row(tmp_path):
    old, new = "kind: number\n            label: Hoe groot", "kind: compute\n            label: x"
    [told] = mistakes_of(tmp_path, EVENT, old, new)

    assert "There is no kind 'compute': what is worked out is no question." in told
    assert "`compute: {some_name: …}` on a page" in told


def test_what_a_page_works_out_has_no_rows(tmp_path):
    old = 'row: "%(thing)s, %(size)s"'
    new = 'row: "%(thing)s, %(double)s"'
    text = EVENT_TEXT.replace(old, new).replace(
        "        repeat:\n          id: things",
        "        compute: {double: size * 2}\n        repeat:\n          id: things",
    )

    [told] = mistakes_of_text(tmp_path, EVENT, text)

    assert "'double' reads 'size', which has a value in each row. Work it out on a later" in told
    assert "for example: sum(things.size)." in told


def test_what_needs_its_own_outcome_is_told_once():
    conditions = {"a": "b", "b": "not c", "c": "a", "reader": "a and q == 'x'", "own": "not own"}
    data = form_data(a_page(a_question()), conditions=conditions)
    with pytest.raises(BadForms) as caught:
        form_from_values(data, SOURCES)

    assert [each.problem for each in caught.value.mistakes] == [
        "'a' needs its own outcome, by way of 'b', 'c'.",
        "'own' needs its own outcome.",
    ]


def test_any_misspelled_word_gives_one_message_at_the_most(tmp_path):
    words = [*WORDS.finditer(EVENT_TEXT)][::14]
    assert len(words) > 30

    for word in words:
        text = f"{EVENT_TEXT[: word.end() - 2]}{EVENT_TEXT[word.end() - 1 :]}"
        assert len(mistakes_of_text(tmp_path, EVENT, text)) <= 1, word
