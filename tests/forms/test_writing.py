"""What an author writes short is the same form as what is written in full."""

import json
import shutil

import pytest

from forms import CATALOGUE, BadForms, load_form
from forms.writing import read_form_file
from tests.forms.factories import SOURCES

FORM = """\
slug: kast
title: Kast op straat
summary: Vraag of uw kast op straat mag.
event: wonen
synonyms: []
product:
  login: digid_midden
  laws: {apv: "Algemene plaatselijke verordening, artikel 2:10"}
  term: {weeks: 8, law: awb_4_13}
start:
  for_whom: [U woont hier.]
  have_at_hand: [Niets.]
  cost: Het kost niets.
  minutes: 5
  at_once: U krijgt een bewijs.
  then: [Wij kijken of het kan.]
  data: [{what: Wat u invult, why: Om te kijken of het kan., law: apv, source: U vult het zelf in.}]
case:
  type: KAST
  description: Kast op straat
  service_days: 5
sections:
  - title: De kast
    pages:
      - question:
          id: size
          kind: choice
          label: Hoe groot is hij
          options: {small: Klein, big: {label: Groot, hint: Meer dan 2 meter}}
      - use: street
        show_if: size == 'big'
      - question: {id: photo, kind: file, label: Een foto}
  - use: reach
    show_if: size == 'small'
"""
STREET = """\
fragment: street
laws: {road: "Wegenwet, artikel 4"}
data:
  - {what: De straat, why: Daar moet plaats zijn., law: [road, awb_4_2], source: U vult het in.}
pages:
  - id: street
    title: In welke straat?
    show_if: answered(size)
    questions:
      - {id: street, kind: text, label: Straat}
"""
REACH = """\
fragment: reach
title: Hoe wij u bereiken
pages:
  - question: {id: mail, kind: email, label: E-mailadres, role: contact}
"""


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(CATALOGUE / "fragments", tmp_path / "fragments")
    (tmp_path / "fragments/street.yaml").write_text(STREET)
    (tmp_path / "fragments/reach.yaml").write_text(REACH)
    return tmp_path


def written(folder, text=FORM):
    file = folder / "kast.yaml"
    file.write_text(text, "utf-8")
    return file


def mistakes(folder, text=FORM):
    with pytest.raises(BadForms) as caught:
        load_form(written(folder, text), SOURCES)
    return [
        (each.file, each.line, f"{each.problem} {each.remedy}") for each in caught.value.mistakes
    ]


def line_of(text, part):
    return text[: text.index(part)].count("\n") + 1


def test_a_short_form_is_written_out_in_full(folder):
    form = load_form(written(folder), SOURCES)

    assert (form.login, form.level) == ("required", "midden")
    assert form.case.term.law == "Algemene wet bestuursrecht (Awb), artikel 4:13"
    assert form.case.properties == {"size": "size", "street": "street", "mail": "mail"}
    assert form.case.documents == {"answers": "Aanvraag", "photo": "Bijlage"}
    assert form.case.first_status == "Ontvangen"
    assert form.send == "Aanvraag versturen"
    assert form.start.other_ways.phone.startswith("Bel ons.")
    assert [
        (each.value, each.label, each.hint) for each in form.page("size").questions[0].options
    ] == [
        ("small", "Klein", ""),
        ("big", "Groot", "Meer dan 2 meter"),
    ]
    assert [section.title for section in form.sections] == ["De kast", "Hoe wij u bereiken"]


def test_a_fragment_brings_its_pages_laws_and_lines_of_the_start_page(folder):
    form = load_form(written(folder), SOURCES)

    assert [page.id for page in form.pages] == ["size", "street", "photo", "mail"]
    assert str(form.page("street").show_if) == "(answered(size)) and (size == 'big')"
    assert str(form.page("mail").show_if) == "size == 'small'"
    assert [line.law for line in form.start.data] == [
        "Algemene plaatselijke verordening, artikel 2:10",
        "Wegenwet, artikel 4, en Algemene wet bestuursrecht (Awb), artikel 4:2",
    ]


def test_a_question_with_a_long_name_needs_a_short_one_for_the_case(folder):
    text = FORM.replace("id: photo, kind: file", "id: what_is_on_the_street, kind: text")

    [(_file, line, words)] = mistakes(folder, text)

    assert line == line_of(text, "case:")
    assert "'what_is_on_the_street' has a name of more than 20 characters." in words


def test_what_was_published_does_not_change_with_a_fragment(folder):
    before = load_form(written(folder), SOURCES)
    (folder / "fragments/reach.yaml").write_text(REACH.replace("E-mailadres", "Uw e-mail"))

    after = load_form(written(folder), SOURCES)

    assert before.version != after.version
    assert '"label":"E-mailadres"' in before.source


def test_a_mistake_in_a_fragment_is_told_in_its_own_file(folder):
    text = STREET.replace("kind: text", "kind: txt").replace("law: [road, awb_4_2]", "law: roads")
    (folder / "fragments/street.yaml").write_text(text)

    assert mistakes(folder) == [
        (
            "fragments/street.yaml",
            line_of(text, "roads"),
            "No law 'roads'. Did you mean 'road'? Or write the law out.",
        ),
        (
            "fragments/street.yaml",
            line_of(text, "kind: txt"),
            "There is no kind 'txt'. Did you mean 'text'?",
        ),
    ]


CHANGES = [
    ("use: street", "use: stret", "use: stret", "No fragment 'stret'. Did you mean 'street'?"),
    ("use: street", "use: {a: b}", "use: {a", "No fragment '{'a': 'b'}'."),
    ("use: reach", "use: street", "use: street\n    show_if: size == 'small'", "is no section"),
    ("law: awb_4_13", "law: awb_4_31", "law: awb_4_31", "Did you mean 'awb_4_13'?"),
    ("digid_midden", "digid_middel", "digid_middel", "Did you mean 'digid_midden'?"),
    ("digid_midden", "[digid_midden, none]", "login: [", "Write `[none, digid_midden]`."),
    ("  login: digid_midden\n", "", "product:", "`login` is missing."),
    ("event: wonen", "event: wonen\nlogin: none", "login: none", "Write it under `product:`."),
    ("  type: KAST", "  type: KAST\n  term: null", "  term: null", "`term` does not stand here."),
    ("{weeks: 8,", "{weeks: 8, months: 2,", "term: {", "write one of the two"),
    ("label: Groot, hint", "label: Groot, hnt", "options:", "Did you mean 'hint'?"),
    ("show_if: size == 'big'", "show_if: sise == 'big'", "show_if: sise", "Did you mean 'size'?"),
    ("show_if: size == 'big'", "intro: Hallo", "intro: Hallo", "can't stand beside `use`"),
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change[1].strip())
def test_a_mistake_is_told_where_it_was_written(folder, change):
    old, new, at, words = change
    text = FORM.replace(old, new, 1)

    told = mistakes(folder, text)

    assert [line for _file, line, _words in told] == [line_of(text, at)] * len(told)
    assert any(words.lower() in sentence.lower() for *_place, sentence in told)


def test_a_form_without_a_product_is_refused_once(folder):
    start, end = FORM.index("product:"), FORM.index("start:")

    [(file, line, words), *others] = mistakes(folder, FORM[:start] + FORM[end:])

    assert (file, line, words) == (
        "kast.yaml",
        1,
        "`product` is missing. Add `product:`, with `login` and `term`.",
    )
    assert all("law" in words for *_place, words in others)


@pytest.mark.parametrize(
    "text", ["fragment: street\n", "fragment: street\npages: x\nkeys: 1\n", "a: [", ""]
)
def test_a_bad_fragment_is_told_and_no_crash(folder, text):
    (folder / "fragments/street.yaml").write_text(text)

    assert {file for file, *_rest in mistakes(folder)} == {"fragments/street.yaml"}


def test_a_form_elsewhere_uses_the_fragments_of_the_catalogue(tmp_path):
    text = FORM.replace("- use: street\n        show_if: size == 'big'", "- use: contact").replace(
        "  - use: reach\n    show_if: size == 'small'\n", ""
    )

    form = load_form(written(tmp_path, text), SOURCES)

    assert [page.id for page in form.pages] == ["size", "contact", "photo"]


def test_the_written_file_keeps_the_place_of_every_text(folder):
    source = read_form_file(written(folder))

    place = source.place(("sections", 1, "pages", 0, "questions", 0, "label"))

    assert (place.file, place.value) == ("fragments/reach.yaml", "E-mailadres")
    assert json.dumps(source.data, default=str)
