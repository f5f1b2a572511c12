"""Write `forms/form.schema.json`: what editors know of the file of a form, with a word on each key.

The words are the docstrings under the attributes of the models. They are read from the source
here, and not by pydantic (`use_attribute_docstrings`), which would read each class anew in every
process that starts: 0.4 s more for a web process, for words that it never shows.
"""

import ast
import inspect
import json
import textwrap
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from forms import Form
from forms.expression import Expression
from forms.writing.product import ProductBlock
from tools.form_writing import written_short

FILE = Path(__file__).parent.parent / "forms/form.schema.json"
CONDITION: JsonSchemaValue = {
    "type": "string",
    "description": (
        "A condition, a day or an amount, as text. It reads earlier answers by the id of their"
        " question, `facts.…` of who is logged in, `norms.…` and `today`. Signs: == != < <= > >="
        " in [ ] and or not + - * / ( ). Functions: answered, known, count, sum and more, in"
        " docs/conditions.md."
    ),
    "examples": [
        "living == 'rent'",
        "living in ['rent', 'lodging'] and answered(phone)",
        "count(movers) > 0",
        "not known(facts.household)",
        "today + 28",
        "sum(rent, care) - norms.rent",
    ],
}


def main() -> None:
    """Write the file."""
    FILE.write_text(schema_text(), "utf-8")


def schema_text() -> str:
    """What the file should hold now."""
    schema = as_written(Form.model_json_schema(schema_generator=FormSchema))
    about = {
        "$schema": GenerateJsonSchema.schema_dialect,
        "title": "A form of MijnGemeente",
        "$comment": "Made by `make schema` from the models in forms/; don't change it here.",
    }
    return json.dumps(about | schema, ensure_ascii=False, indent=1) + "\n"


def as_written(schema: JsonSchemaValue) -> JsonSchemaValue:
    """The schema of the full definition, made that of how an author writes it."""
    product = ProductBlock.model_json_schema(schema_generator=FormSchema)
    schema["$defs"] |= product.pop("$defs", {})
    return written_short(schema, product, CONDITION)


class FormSchema(GenerateJsonSchema):
    """Adds what the models say in words, and what a condition is."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """The keys of one model, each with its description."""
        json_schema = super().model_schema(schema)
        model: type[BaseModel] = schema["cls"]
        json_schema["description"] = _unfolded(inspect.getdoc(model) or "")
        for name, value in json_schema.get("properties", {}).items():
            value.pop("title", None)
            if description := described(model, name):
                value["description"] = description
        json_schema.pop("title", None)
        return json_schema

    def function_plain_schema(
        self, schema: core_schema.PlainValidatorFunctionSchema
    ) -> JsonSchemaValue:
        """An expression; nothing else is read by a function alone."""
        function: Any = schema["function"]["function"]
        if getattr(function, "__self__", None) is Expression:
            return dict(CONDITION)
        return super().function_plain_schema(schema)


def described(model: type[BaseModel], name: str) -> str:
    """What the model, or one that it builds on, says of this key; '' where none does."""
    for each in model.__mro__:
        words = attribute_docstrings(each).get(name, "")
        if words:
            return words
    return _unfolded(inspect.getdoc(model) or "") if name == "kind" else ""


@lru_cache
def attribute_docstrings(model: type) -> dict[str, str]:
    """Attribute → the docstring under it, of what this class itself says."""
    if "forms." not in model.__module__:
        return {}
    [tree] = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    assert isinstance(tree, ast.ClassDef)
    return dict(_docstrings(tree))


def _docstrings(tree: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for statement, following in zip(tree.body, tree.body[1:], strict=False):
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            words = following.value if isinstance(following, ast.Expr) else None
            if isinstance(words, ast.Constant) and isinstance(words.value, str):
                yield statement.target.id, _unfolded(words.value)


def _unfolded(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    main()
