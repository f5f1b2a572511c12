"""What editors know of the file of a form is what the loader knows."""

import json
from copy import deepcopy

import pytest
from jsonschema import Draft202012Validator

from forms import CATALOGUE
from forms.kinds import KINDS
from forms.yaml_file import YamlFile
from tools.form_schema import FILE, schema_text

SCHEMA = json.loads(FILE.read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
FILES = sorted(CATALOGUE.glob("*.yaml"))
MOVE = YamlFile.read("a.yaml", (CATALOGUE / "verhuizing-doorgeven.yaml").read_bytes()).data


def models(schema):
    """(name, part of the schema) of every block of keys in it."""
    return {"Form": schema, **schema["$defs"]}


def test_the_schema_is_that_of_the_models():
    assert FILE.read_text("utf-8") == schema_text(), "run `make schema`"


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)

    assert SCHEMA["$schema"].endswith("2020-12/schema")


def test_every_key_is_described():
    keys = {
        f"{name}.{key}": value
        for name, model in models(SCHEMA).items()
        for key, value in model.get("properties", {}).items()
    }

    assert len(keys) > 200
    assert [name for name, value in keys.items() if len(value.get("description", "")) < 8] == []


def test_every_block_refuses_what_it_does_not_know():
    blocks = [model for model in models(SCHEMA).values() if model.get("type") == "object"]

    assert len(blocks) > 25
    assert all(block["additionalProperties"] is False for block in blocks)
    assert all(block["description"] for block in blocks)


def test_every_kind_is_found_by_its_name():
    places = [
        value for value in _every(SCHEMA) if set(value.get("discriminator", {})) >= {"mapping"}
    ]

    assert len(places) == 2  # a page of several questions, and one written with `question`
    assert all(set(place["discriminator"]["mapping"]) == set(KINDS) for place in places)


def _every(value):
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from _every(each)
    elif isinstance(value, list):
        for each in value:
            yield from _every(each)


def test_a_condition_is_text_with_examples():
    condition = SCHEMA["$defs"]["Page"]["properties"]["show_if"]["anyOf"][0]

    assert condition["type"] == "string"
    assert "living == 'rent'" in condition["examples"]
    assert "answered" in condition["description"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_form_that_we_offer_fits(file):
    values = YamlFile.read(file.name, file.read_bytes()).data

    assert [error.message for error in VALIDATOR.iter_errors(values)] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_form_names_the_schema_in_its_first_line(file):
    first = file.read_text("utf-8").split("\n")[0]

    assert first == "# yaml-language-server: $schema=../form.schema.json"
    assert (file.parent / first.partition("=")[2]).resolve() == FILE.resolve()


@pytest.mark.parametrize(
    "change",
    [
        {"minutes": 1},
        {"login": "maybe"},
        {"title": True},
        {"sections": []},
        {"sections": [{"title": "a", "pages": [{"id": "a", "title": "a", "questions": [{}]}]}]},
    ],
)
def test_the_schema_bites(change):
    assert not VALIDATOR.is_valid(deepcopy(MOVE) | change)
