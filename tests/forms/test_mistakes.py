"""For every mistake in a definition: the file, the line and what to do."""

from typing import get_args

import pytest
from pydantic_core import core_schema

from forms import (
    CATALOGUE,
    BadForm,
    form_from_values,
    load_form,
)
from forms.shape_mistakes import SENTENCES
from tests.forms.factories import SOURCES, a_choice, a_form, a_page, a_question, form_data

MOVE = (CATALOGUE / "verhuizing-doorgeven.yaml").read_text("utf-8")


def load(folder, text, name="verhuizing-doorgeven.yaml"):
    file = folder / name
    file.write_text(text, "utf-8")
    return load_form(file, SOURCES)


def line_of(text, part):
    """The number of the first line with this part in it."""
    return next(n for n, line in enumerate(text.split("\n"), start=1) if part in line)


@pytest.mark.parametrize(
    "row",
    [
        (
            "slug: verhuizing-doorgeven",
            "slug: verhuizen",
            "slug:",
            "not the name of the file",
            "slug: verhuizing-doorgeven",
        ),
        (
            "slug: verhuizing-doorgeven",
            "slug: Verhuizen!",
            "slug:",
            "`slug` can't be written like this",
            "small letters",
        ),
        (
            "minutes: 10",
            "minutes: veel",
            "minutes:",
            "`minutes` is no whole number",
            "Write digits only, such as 10",
        ),
        ("minutes: 10", "minuts: 10", "minuts:", "There is no key `minuts` here", "'minutes'"),
        ("event: verhuizen\n", "", "slug:", "`event` is missing", "Add `event: …`"),
        (
            "login: digid_midden",
            "login: maybe",
            "login:",
            "`login` can't be 'maybe'",
            "Choose one of: digid_hoog, digid_midden",
        ),
        (
            "title: Verhuizing doorgeven",
            "title: true",
            "title:",
            "is no text, but `true`",
            "between quotes",
        ),
        (
            "title: Verhuizing doorgeven",
            "title: ''",
            "title:",
            "`title` is empty",
            "Write a text",
        ),
        (
            "title: Verhuizing doorgeven",
            "title: a: b",
            "title: a: b",
            "YAML can't be read",
            "between quotes",
        ),
        (
            "send: Verhuizing versturen",
            "send: x\nsend: y",
            "send: y",
            "'send' stands here twice",
            "Remove one",
        ),
        (
            "kind: people",
            "kind: peple",
            "kind: peple",
            "There is no kind 'peple'",
            "Did you mean 'people'?",
        ),
        ("            kind: people\n", "", "id: movers", "has no kind", "Add `kind: …`."),
        ("label: Hoe gaat u wonen?", "lable: x", "lable: x", "no key `lable`", "'label'"),
        (
            "id: moving_date",
            "id: Moving",
            "id: Moving",
            "`id` can't be written like this",
            "small letters",
        ),
        ("id: registered", "id: data", "id: data", "'data' means something else", "Rename"),
        (
            "verhuisdatum: moving_date",
            "verhuisdatum: movng_date",
            "movng_date",
            "No question 'movng_date'",
            "'moving_date'",
        ),
        (
            "contract: Huurcontract",
            "contracts: Huurcontract",
            "contracts:",
            "No file question 'contracts'",
            "'contract'",
        ),
        (
            "living == 'rent'",
            "living == 'rnt'",
            "living == 'rnt'",
            "'rnt' is not one of the options",
            "'rent'",
        ),
        ("living == 'rent'", "living = 'rent'", "living = 'rent'", "can't be read", "Use names"),
        (
            "show_if: living == 'rent'",
            "show_if: 3",
            "show_if: 3",
            "not a condition",
            "Write it as text",
        ),
        (
            "show_if: living == 'rent'",
            "show_if: email == 'x'",
            "email == 'x'",
            "on this page or a later one",
            "Move",
        ),
        (
            "show_if: living == 'rent'",
            "show_if: registered == 'x'",
            "registered == 'x'",
            "no question 'registered'",
            "Choose",
        ),
        ("not_before: today - 5", "not_before: 1 < 2", "1 < 2", "a date is needed", "today + 5"),
        (
            "            not_after: today + 28\n",
            "",
            "id: moving_date",
            "`too_late` and its limit",
            "both or neither",
        ),
        (
            "dag vanaf %(limit)s",
            "dag vanaf %(day)s",
            "id: moving_date",
            "placeholder",
            "%(limit)s only",
        ),
        (
            "fact: person.address",
            "fact: person.adress",
            "person.adress",
            "`fact` can't be 'person.adress'",
            "Did you mean 'person.address'?",
        ),
        ("cost: Het kost", "cost: [Het kost", "", "YAML can't be read", "indentation"),
    ],
)
def test_mistakes_are_told_with_their_line(tmp_path, row):
    """(text in a good form, what stands there instead, line that has it, problem, remedy)."""
    old, new, at, problem, remedy = row
    assert old in MOVE
    text = MOVE.replace(old, new, 1)

    with pytest.raises(BadForm, match=r".") as caught:
        load(tmp_path, text)

    error = caught.value
    assert error.file == "verhuizing-doorgeven.yaml"
    assert problem in error.problem
    assert remedy in error.remedy
    assert not at or error.line == line_of(text, at)
    assert str(error).startswith(f"verhuizing-doorgeven.yaml:{error.line}: ")


def test_two_options_of_one_value():
    with pytest.raises(BadForm, match=r"Two options have one value. Give each option its own"):
        a_form(a_page(a_choice("a", "x", "x")))


def test_two_pages_or_questions_of_one_name(tmp_path):
    text = MOVE.replace("- id: dag\n", "- id: wie\n").replace("id: may_call", "id: registered")

    with pytest.raises(BadForm, match=r"Two pages are called 'wie'. Rename one.") as caught:
        load(tmp_path, text)
    assert caught.value.line == line_of(MOVE, "- id: dag")

    with pytest.raises(BadForm, match=r"'controleren' is an address already"):
        load(tmp_path, MOVE.replace("- id: dag", "- id: controleren"))
    with pytest.raises(BadForm, match=r"Two questions are called 'registered'"):
        load(tmp_path, MOVE.replace("id: may_call", "id: registered"))


@pytest.mark.parametrize("text", ["", "- een lijst", "alleen tekst"])
def test_a_file_that_is_no_form_at_all(tmp_path, text):
    with pytest.raises(
        BadForm, match=r"There are no keys in this file. Begin with `slug: …`."
    ) as caught:
        load(tmp_path, text)

    assert caught.value.line == 1


@pytest.mark.parametrize("text", [b"slug: \x07", b"slug: \xe9"])
def test_a_character_that_cannot_be_read(tmp_path, text):
    file = tmp_path / "a.yaml"
    file.write_bytes(text)

    with pytest.raises(BadForm, match=r"Save the file as UTF-8"):
        load_form(file, SOURCES)


def test_a_date_in_yaml_is_text(tmp_path):
    form = load(tmp_path, MOVE.replace("cost: Het kost niets.", "cost: 2026-02-30"))

    assert form.start.cost == "2026-02-30"


@pytest.mark.parametrize(
    "question",
    [
        a_question(kind="people"),
        a_question(
            kind="known", facts=[{"fact": "person.name", "label": "Naam"}], wrong="Bel ons."
        ),
        a_question(kind="email", prefill="contact.email"),
        a_question(show_if="known(facts.household)"),
    ],
)
def test_without_login_nothing_is_known_about_a_person(question):
    a_form(a_page(question))

    with pytest.raises(BadForm, match=r"login: digid_midden"):
        a_form(a_page(question), login="none", level=None)


def test_the_first_mistake_in_the_file_is_told():
    form = form_data(a_page(a_question(show_if="x == 'y'")), level=None)

    with pytest.raises(BadForm, match=r"^form:1: `login` and `level`"):
        form_from_values(form, SOURCES)


def test_a_question_that_comes_after_it_cannot_be_a_condition():
    page = a_page(a_question("b", show_if="a == 'x'"), a_choice("a", "x", "y"))

    with pytest.raises(BadForm, match=r"on this page or a later one"):
        a_form(page)


def test_every_sentence_belongs_to_an_error_that_pydantic_has():
    assert set(SENTENCES) <= set(get_args(core_schema.ErrorType))
