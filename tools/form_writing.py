"""How the schema of a form's file differs from that of the full definition (`forms.writing`)."""

from collections.abc import Iterator
from typing import Any

from portal.domain.life_events import LIFE_EVENTS

Schema = dict[str, Any]

_OF_PRODUCT = ("login", "level", "upl")
_USUAL = {
    "Form": ("send",),
    "Start": ("other_ways",),
    "OtherWays": ("phone", "counter", "paper"),
    "CaseMapping": ("properties", "documents", "first_status", "term"),
}
"""What may be left out, as `fragments/defaults.yaml` or the form itself says it."""


def written_short(schema: Schema, product: Schema, condition: Schema) -> Schema:
    """The same schema for what an author writes; `condition`: the schema of a condition."""
    models = {"Form": schema, **schema["$defs"]}
    for name, keys in _USUAL.items():
        models[name]["required"] = [key for key in models[name]["required"] if key not in keys]
    for key in _OF_PRODUCT:
        del schema["properties"][key]
    del models["CaseMapping"]["properties"]["term"]
    schema["required"] = [key for key in schema["required"] if key not in _OF_PRODUCT]
    schema["required"].append("product")
    schema["properties"]["event"]["enum"] = [event.slug for event in LIFE_EVENTS]
    schema["properties"]["product"] = {
        "$ref": "#/$defs/Product",
        "description": "What is asked for, by whom, by which laws and within which term.",
    }
    schema["$defs"]["Product"] = product
    _add_question(models["Page"])
    _add_use(models["Page"], [{"required": ["question"]}, {"required": ["id", "title"]}])
    models["Section"]["properties"]["show_if"] = {
        **condition,
        "description": "With `use`: each of its pages is left out where this is not true.",
    }
    _add_use(models["Section"], [{"required": ["title", "pages"]}])
    for properties in _all_properties(schema):
        if "law" in properties:
            properties["law"] = _law(properties["law"])
        if "options" in properties:
            properties["options"] = _options(properties["options"])
    return schema


def _add_question(page: Schema) -> None:
    """A page of one question can be written with `question`, and then needs no id and title."""
    questions = page["properties"]["questions"]
    page["properties"]["question"] = {
        **questions["items"],
        "description": "The one question of this page: its label is the h1, its id the page's.",
    }
    page["required"] = [name for name in page["required"] if name not in ("id", "title")]


def _add_use(model: Schema, other_ways: list[Schema]) -> None:
    model["properties"]["use"] = {
        "type": "string",
        "description": "A fragment that stands here: the name of its file in `fragments/`.",
    }
    model["required"] = []
    model["anyOf"] = [*other_ways, {"required": ["use"]}]


def _all_properties(schema: Schema) -> Iterator[Schema]:
    yield schema["properties"]
    yield from (each["properties"] for each in schema["$defs"].values() if "properties" in each)


def _law(law: Schema) -> Schema:
    names = {"type": "array", "items": {"type": "string"}, "minItems": 1}
    words = " In full, or by its name; several as `[pw35, awb_4_2]`."
    return {
        "anyOf": [{"type": "string", "minLength": 1}, names],
        "description": law["description"] + words,
    }


def _options(options: Schema) -> Schema:
    """A list, or value → label; value → label and small print."""
    text = {"type": "string", "minLength": 1}
    block = {
        "type": "object",
        "description": "Its label, and small print under it.",
        "additionalProperties": False,
        "properties": {
            "label": {**text, "description": "What stands beside it."},
            "hint": {**text, "description": "Small print under the label."},
        },
        "required": ["label"],
    }
    pairs = {"type": "object", "additionalProperties": {"anyOf": [text, block]}}
    about: Schema = {key: options[key] for key in ("description", "default") if key in options}
    full = {key: value for key, value in options.items() if key not in about}
    return {"anyOf": [full, pairs], **about}
