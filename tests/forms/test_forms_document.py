"""The examples of docs/forms.md are forms: they load, and what they say of themselves is so.

And the page names every key that the file of a form can have, and every kind and life event.
"""

import json
import re
from pathlib import Path

import pytest

from forms import engine, load_form, reading
from forms.case_data import case_type
from forms.fees import fee_of
from forms.kinds import KINDS
from portal.configuration.form_files import EVENTS
from tests.forms.factories import SOURCES, a_context

TEXT = (Path(__file__).parents[2] / "docs/forms.md").read_text("utf-8")
ROWS, EXAMPLE = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
ANSWERS = {
    "first": "2026-12-20",
    "last": "2026-12-20",
    "music": False,
    "visitors": 40,
    "things": {"1": {"what": "Tent", "size": 20}, "2": {"what": "Tafel", "size": 2}},
}


def example(folder):
    file = folder / "feest-in-de-straat.yaml"
    file.write_text(EXAMPLE, "utf-8")
    return load_form(file, SOURCES)


def test_the_example_is_worked_out_as_the_page_says(tmp_path):
    form = example(tmp_path)
    path = engine.path(form, ANSWERS, a_context())

    assert [page.id for page in path] == [
        "when", "visitors", "on_street-1", "on_street-2", "on_street", "sum_up", "contact"
    ]  # fmt: skip
    assert reading.intro_of(path, path.by_id["sum_up"]) == "Samen is dat 22 m² op straat."
    assert (case_type(path), fee_of(path)) == ("FEEST-MELDING", 0)
    assert path.by_id["visitors"].title == "Hoeveel mensen komen er"
    with_music = engine.path(form, ANSWERS | {"music": True}, a_context())
    assert (case_type(with_music), fee_of(with_music)) == ("FEEST", 4550)
    assert "until" in [question.id for question in with_music.by_id["when"].questions]
    ended = engine.path(form, ANSWERS | {"visitors": 501}, a_context())
    assert [page.id for page in ended] == ["when", "visitors", "too_many"]


def stalls(folder):
    """The example of rows, with the head of the other one and a case of its own."""
    head = EXAMPLE[: EXAMPLE.index("case:")]
    case = "case: {type: KRAAM-GROOT, type_from: route.case, description: K, service_days: 5}\n"
    file = folder / "feest-in-de-straat.yaml"
    file.write_text(head + case + ROWS, "utf-8")
    return load_form(file, SOURCES)


@pytest.mark.parametrize(
    ("sizes", "pages", "result"),
    [
        ((8, 12), ["stalls", "area", "price"], ("KRAAM-KLEIN", 0)),
        ((8, 13), ["stalls", "area", "price", "plan"], ("KRAAM-GROOT", 6450)),
    ],
)
def test_rows_lead_to_a_fee_and_a_question_as_the_page_says(tmp_path, sizes, pages, result):
    rows = {str(n): {"sells": "Kaas", "size": str(size)} for n, size in enumerate(sizes, start=1)}
    path = engine.path(stalls(tmp_path), {"stalls": rows}, a_context())

    assert [page.id for page in path if not page.row] == pages
    assert (case_type(path), fee_of(path)) == result
    assert reading.intro_of(path, path.by_id["area"]) == f"Samen is dat {sum(sizes)} m²."
    price = reading.intro_of(path, path.by_id["price"]).replace("\xa0", " ")
    assert price == f"U betaalt € {result[1] // 100},{result[1] % 100:02}."


def test_the_rule_about_all_rows_refuses_as_the_page_says(tmp_path):
    rows = {str(n): {"sells": "Kaas", "size": "31"} for n in (1, 2)}
    path = engine.path(stalls(tmp_path), {"stalls": rows}, a_context())

    [rule] = engine.broken_rules(path.by_id["stalls"])
    assert rule.error.startswith("Samen is er plaats voor 60 m².")


SCHEMA = json.loads((Path(__file__).parents[2] / "forms/form.schema.json").read_text("utf-8"))
BLOCKS = {"form": SCHEMA, **SCHEMA["$defs"]}


@pytest.mark.parametrize("block", BLOCKS)
def test_the_page_names_every_key(block):
    words = {word for code in re.findall(r"`([^`\n]+)`", TEXT) for word in re.findall(r"\w+", code)}

    assert BLOCKS[block].get("properties", {}).keys() - words == set()


def test_the_page_names_every_life_event():
    [line] = re.findall(r"life\s+event that it stands under: (.*)", TEXT)

    assert set(re.findall(r"`([a-z-]+)`", line)) == EVENTS


def test_the_page_names_every_kind():
    part = TEXT[TEXT.index("## Kinds of question") : TEXT.index("## The whole form")]

    kinds = part[: part.index("Each question has")]
    assert set(re.findall(r"`(\w+)`", kinds)) == set(KINDS)
