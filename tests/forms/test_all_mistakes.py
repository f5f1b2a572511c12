"""All mistakes at once, each with its line and something real to do."""

from datetime import date
from decimal import Decimal

import pytest

from forms import CATALOGUE, BadForm, BadForms, Catalogue, OutsideNames, form_from_values, load_form
from tests.forms.factories import SOURCES, a_choice, a_form, a_page, a_question, form_data

NAME = "verhuizing-doorgeven.yaml"
MOVE = (CATALOGUE / NAME).read_text("utf-8")
OUTSIDE = OutsideNames(
    events=("verhuizen", "geld"),
    remedies=("bezwaar",),
    purposes=("bellen-over-dienstverlening",),
    case_types=("VERHUIZING",),
)


def changed(*changes):
    text = MOVE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def mistakes_of(folder, text, outside=OUTSIDE, name=NAME):
    file = folder / name
    file.write_text(text, "utf-8")
    with pytest.raises(BadForms) as caught:
        load_form(file, SOURCES, outside)
    return caught.value.mistakes


def line_of(text, part):
    return next(n for n, line in enumerate(text.split("\n"), start=1) if part in line)


def mistakes_in(values):
    with pytest.raises(BadForms) as caught:
        form_from_values(values, SOURCES)
    return [f"{each.problem} {each.remedy}" for each in caught.value.mistakes]


def test_every_mistake_of_a_file_is_told_in_the_order_of_its_lines(tmp_path):
    text = changed(
        ("event: verhuizen", "event: verhuisen"),
        ("login: digid_midden", "login: digid_midde"),
        ("minutes: 10", "minuts: 10"),
        ("remedy: bezwaar", "remedy: bezwar"),
        ("kind: people", "kind: peple"),
        ("fact: person.name", "fact: person.nam"),
        ("label: Hoe gaat u wonen?", "lable: Hoe gaat u wonen?"),
        ("purpose: bellen-over", "purpose: belen-over"),
        ("send: Verhuizing versturen", "send: true"),
    )

    told = mistakes_of(tmp_path, text)

    assert [(each.line, each.problem, each.remedy) for each in told] == [
        (line_of(text, part), problem, remedy)
        for part, problem, remedy in [
            ("verhuisen", "There is no life event 'verhuisen'.", "Did you mean 'verhuizen'?"),
            ("midde", "`login` can't be 'digid_midde'.", "Did you mean 'digid_midden'?"),
            (
                "send: true",
                "`send` is no text, but `true`.",
                "Write a text; put it between quotes.",
            ),
            ("minuts", "There is no key `minuts` here.", "Did you mean 'minutes'?"),
            ("bezwar", "There is no remedy 'bezwar'.", "Did you mean 'bezwaar'?"),
            ("person.nam,", "`fact` can't be 'person.nam'.", "Did you mean 'person.name'?"),
            ("peple", "There is no kind 'peple'.", "Did you mean 'people'?"),
            ("lable", "There is no key `lable` here.", "Did you mean 'label'?"),
            (
                "belen",
                "There is no published purpose 'belen-over-dienstverlening'.",
                "Did you mean 'bellen-over-dienstverlening'?",
            ),
        ]
    ]


def test_what_the_parts_are_to_each_other_is_told_at_once_too(tmp_path):
    text = changed(
        ("living == 'rent'", "living == 'rnt'"),
        ("living == 'lodging'", "livng == 'lodging'"),
        ("verhuisdatum: moving_date", "verhuisdatum: movng_date"),
        ("type: VERHUIZING", "type: VERHUZING"),
    )

    told = mistakes_of(tmp_path, text)

    assert [each.line for each in told] == [
        line_of(text, part) for part in ("VERHUZING", "movng_date", "'rnt'", "livng")
    ]
    assert all("Did you mean '" in each.remedy for each in told)


def test_what_nobody_knows_is_not_judged():
    form = a_form(a_page(a_question()), event="zomaar")

    assert form.event == "zomaar"


def test_mistakes_of_the_file_itself_are_told_with_the_others(tmp_path):
    text = changed(
        ("title: Verhuizing doorgeven", "title: !!str Verhuizing"),
        ("minutes: 10", "minutes: veel"),
        ("send: Verhuizing versturen", "send: *send"),
    )

    told = mistakes_of(tmp_path, text)

    assert [each.problem for each in told] == [
        "A tag stands here: `tag:yaml.org,2002:str`.",
        "An alias stands here: `*send`.",
        "`minutes` is no whole number.",
    ]


def test_mistakes_of_all_files_of_a_catalogue_are_told_at_once(tmp_path):
    (tmp_path / "a.yaml").write_text("slug: b", "utf-8")
    (tmp_path / "b.yaml").write_text("slug: [", "utf-8")
    (tmp_path / NAME).write_text(MOVE, "utf-8")

    with pytest.raises(BadForms) as caught:
        Catalogue.load(SOURCES, tmp_path)

    assert {each.file for each in caught.value.mistakes} == {"a.yaml", "b.yaml"}
    assert "a.yaml:1: The slug 'b' is not the name of the file." in str(caught.value)
    assert "a.yaml:1: `event` is missing. Add `event: …`." in str(caught.value)


def test_one_form_can_be_caught_as_several_can(tmp_path):
    with pytest.raises(BadForm, match=r"^form:1: .*\nform:1: ") as caught:
        form_from_values({"slug": "a"}, SOURCES)

    assert caught.value.problem == caught.value.mistakes[0].problem


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"synonyms": "een woord"}, "`synonyms` is no list. Write each item on its own line"),
        ({"synonyms": ["a", 3]}, "Item 2 of `synonyms` is no text, but the number 3."),
        ({"synonyms": ["a", Decimal("0.5")]}, "is no text, but the number 0.5."),
        ({"start": None}, "`start` has no keys of its own. Write `key: value` lines"),
        ({"start": []}, "`start` has no keys of its own."),
        ({"title": None}, "`title` is no text, but empty."),
        ({"title": ["a"]}, "`title` is no text, but a list."),
        ({"title": {"a": 1}}, "`title` is no text, but a block of keys."),
        ({"title": "a\x07b"}, "A character that nobody sees (U+0007) stands here. Remove it."),
        ({"login": True}, "`login` can't be `true`. Choose one of: none, optional, required."),
        ({"sections": []}, "`sections` has too few items. Write at least 1."),
        ({"norms": [{"id": "a"}]}, "`amounts` is missing. Add `amounts: …`."),
        ({"nonsense": 1}, "There is no key `nonsense` here. Remove it. Choose one of: case, "),
    ],
)
def test_sentences_about_the_shape(changes, sentence):
    assert any(sentence in told for told in mistakes_in(form_data(a_page(a_question()), **changes)))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"required": "misschien"}, "`required` is not true or false. Write `true` or `false`."),
        ({"max_length": 0}, "`max_length` is too low. Write 1 or more."),
        ({"max_length": 9_999}, "`max_length` is too high. Write 200 or less."),
        ({"max_length": "lang"}, "`max_length` is no whole number. Write digits only"),
        ({"id": "x" * 41}, "`id` has more than 40 characters. Make it shorter."),
        ({"show_if": 3}, "This is not a condition. Write it as text"),
        ({"options": []}, "There is no key `options` here. Remove it. Choose one of: autocomplete"),
    ],
)
def test_sentences_about_a_question(changes, sentence):
    [told] = mistakes_in(form_data(a_page(a_question() | changes)))

    assert sentence in told


def test_what_follows_from_a_misspelled_key_is_not_told():
    question = a_question()
    question["labl"] = question.pop("label")

    assert mistakes_in(form_data(a_page(question))) == [
        "There is no key `labl` here. Did you mean 'label'?"
    ]


def test_a_limit_of_a_law_is_told_in_the_words_of_the_model():
    form = form_data(a_page(a_question()))
    form["case"]["term"] = {"law": "Awb", "weeks": 1, "months": 1}

    assert mistakes_in(form) == ["The law counts in weeks or in months. Write one of the two."]


def test_other_shapes_than_a_form():
    assert mistakes_in([1]) == [
        "The form has no keys of its own. Write `key: value` lines, indented under it."
    ]


def test_half_a_character_is_told_wherever_it_stands(tmp_path):
    text = changed(("show_if: living == 'rent'", 'show_if: "\\ud800"'))

    told = mistakes_of(tmp_path, text)

    assert told[0].problem == "A character that nobody sees (U+D800) stands here."
    assert {each.line for each in told} == {line_of(text, "ud800")}
    assert mistakes_in(form_data(a_page(a_question(show_if="\ud800")))) == [
        "A character that nobody sees (U+D800) stands here. Remove it."
    ]
    assert str(BadForms(told)).encode()


def test_a_key_that_an_author_chose_is_named(tmp_path):
    text = changed(("contract: Huurcontract", "Contract: Huurcontract"))

    [mistake] = mistakes_of(tmp_path, text)

    assert mistake.line == line_of(text, "Contract:")
    assert mistake.problem == "`Contract` can't be written like this."


def test_options_are_named_by_their_place():
    question = a_choice("a", "x", "y")
    question["options"][1] = "y"

    assert mistakes_in(form_data(a_page(question))) == [
        "Item 2 of `options` has no keys of its own. Write `key: value` lines, indented under it."
    ]


NORMS = """norms:
  - id: norm
    label: Norm
    law: Wet
    amounts:
      - {since: 2020-01-01, amount: %s}
"""


@pytest.mark.parametrize(
    ("written", "cents"), [("33.00", 3300), ("'1.234,56'", 123456), ("1234.50", 123450)]
)
def test_amounts_never_pass_through_floats(tmp_path, written, cents):
    file = tmp_path / NAME
    file.write_text(MOVE + NORMS % written, "utf-8")

    [norm] = load_form(file, SOURCES).norms
    assert norm.on(date(2026, 1, 1)) == cents


@pytest.mark.parametrize("written", ["33", "33.5", "1.234", "true", "1e2", "", "x"])
def test_an_amount_that_could_be_two_is_refused(tmp_path, written):
    [told] = mistakes_of(tmp_path, MOVE + NORMS % written)

    assert told.line == line_of(MOVE + NORMS % written, "amount: ")
    assert told.remedy == "Write it as '1.234,56'."
