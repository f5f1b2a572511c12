"""One mistake of each kind in one file: all are told at once, and nothing that follows."""

import pytest

from forms import CATALOGUE, BadForms, OutsideNames, load_form
from tests.forms.factories import SOURCES
from tests.forms.test_all_mistakes import line_of
from tests.forms.test_forms_document import EXAMPLE

SLUG = "feest-in-de-straat"
OUTSIDE = OutsideNames(events=("verhuizen",), case_types=("FEEST",))
KINDS = {
    "file": ("summary: Vraag of", "summary: !!str Vraag of", "A tag stands here"),
    "outside": ("event: verhuizen", "event: verhuisen", "There is no life event 'verhuisen'"),
    "product": ("login: digid_midden", "login: digid_midde", "`login` can't be 'digid_midde'"),
    "law": ("law: apv_2_25", "law: apv_2_52", "No law 'apv_2_52'"),
    "key": ("minutes: 10", "minuts: 10", "There is no key `minuts` here"),
    "case": ("dingen: things", "dingen: thingz", "No question 'thingz'"),
    "table": ('"<= 50", no]', '"<= 50", "> 5"]', "yes or no > number"),
    "fee": ("fee: {amount: route.fee", "fee: {amount: 1 + 1", "a sum of money is needed"),
    "limit": ("not_before: today + 14", "not_before: todai + 14", "'todai'"),
    "rule": ("refuse_if: last < first", "refuse_if: lost < first", "'lost'"),
    "shape": ("stop: {way_on: phone}", "stop: {way_on: fone}", "`way_on` can't be 'fone'"),
    "row": ('row: "%(what)s', 'row: "%(wat)s', "A row has no 'wat'"),
    "sum": ("{area: sum(things.size)}", "{area: sum(things.siz)}", "'things.siz'"),
    "text": ("Samen is dat %(area)s", "Samen is dat %(frist)s", "The text names 'frist'"),
    "fragment": ("- use: contact", "- use: contakt", "No fragment 'contakt'"),
}  # fmt: skip
"""Kind → (what stands there, the mistake, words of what is told)."""


def told_of(folder, text):
    file = folder / f"{SLUG}.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(BadForms) as caught:
        load_form(file, SOURCES, OUTSIDE)
    return caught.value.mistakes


def with_mistakes(*kinds):
    text = EXAMPLE
    for kind in kinds:
        old, new, _words = KINDS[kind]
        assert old in text, kind
        text = text.replace(old, new, 1)
    return text


@pytest.mark.parametrize("without", [(), ("shape",), ("fragment",), ("key", "shape")])
def test_all_are_told_at_once_and_each_once(tmp_path, without):
    kinds = [kind for kind in KINDS if kind not in without]

    told = told_of(tmp_path, with_mistakes(*kinds))

    words = [f"{each.problem} {each.remedy}" for each in told]
    lacking = [kind for kind in kinds if not any(KINDS[kind][2] in each for each in words)]
    assert (lacking, len(words)) == ([], len(kinds)), words


@pytest.mark.parametrize("kind", KINDS)
def test_one_alone_is_one(tmp_path, kind):
    text = with_mistakes(kind)

    [mistake] = told_of(tmp_path, text)

    assert KINDS[kind][2] in f"{mistake.problem} {mistake.remedy}"
    assert mistake.line == line_of(text, KINDS[kind][1].partition("\n")[0])


def test_a_question_that_is_wrong_for_its_kind_hides_nothing_and_is_told_once(tmp_path):
    wrong = "unit: m², at_least: 5, at_most: 2}"
    text = with_mistakes("rule", "text").replace("unit: m²}", wrong, 1)

    told = told_of(tmp_path, text)

    kinds = [each for each in told if "at_most" in each.problem + each.remedy]
    assert (len(kinds), len(told)) == (1, 3), told


@pytest.mark.parametrize("page", ["when", "visitors", "on_street", "sum_up", "too_many"])
def test_what_follows_from_a_page_that_can_not_be_read_is_not_told(tmp_path, page):
    old = f"id: {page}"
    text = EXAMPLE.replace(f"- {old}", f"- wrong: x\n        {old}", 1)
    if page == "visitors":
        text = EXAMPLE.replace(f"{{{old},", f"{{wrong: x, {old},", 1)

    [mistake] = told_of(tmp_path, text)

    assert mistake.problem == "There is no key `wrong` here."


@pytest.mark.parametrize(
    "key", ["title", "summary", "event", "synonyms", "send", "start", "case", "fee", "decisions"]
)
def test_a_key_of_the_form_hides_nothing_of_its_pages(tmp_path, key):
    text = with_mistakes("row").replace(f"\n{key}:", f"\n{key}: [1]\nx_{key}:", 1)

    told = told_of(tmp_path, text)

    assert KINDS["row"][2] in [each.problem[: len(KINDS["row"][2])] for each in told]
    assert len(told) <= 3, told


@pytest.mark.parametrize("form", sorted(CATALOGUE.glob("*.yaml")), ids=lambda form: form.stem)
def test_a_page_less_in_a_form_of_the_catalogue_is_one_mistake(tmp_path, form):
    lines = form.read_text("utf-8").split("\n")
    pages = [n for n, line in enumerate(lines) if line.startswith("      - id: ")]
    for number in pages:
        changed = [*lines[: number + 1], "        wrong: x", *lines[number + 1 :]]
        file = tmp_path / form.name
        file.write_text("\n".join(changed), "utf-8")

        with pytest.raises(BadForms) as caught:
            load_form(file, SOURCES)

        assert [each.problem for each in caught.value.mistakes] == ["There is no key `wrong` here."]


def test_a_fragment_that_can_not_be_read_in_a_form_of_the_catalogue_is_one_mistake(tmp_path):
    for form in CATALOGUE.glob("*.yaml"):
        text = form.read_text("utf-8")
        if "use: contact" in text:
            file = tmp_path / form.name
            file.write_text(text.replace("use: contact", "use: contakt"), "utf-8")

            with pytest.raises(BadForms) as caught:
                load_form(file, SOURCES)

            assert [each.problem for each in caught.value.mistakes] == ["No fragment 'contakt'."]
