"""Random answers of outside systems, within a schema of OpenAPI 3 and slightly outside."""

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, TypeVar

from hypothesis import strategies as st
from pydantic import TypeAdapter

from portal.gateways.answers import answer_as

T = TypeVar("T")
Schema = Mapping[str, Any]
ODD = st.sampled_from([None, 5, -1, [], {}, True, "", " ", "misschien", [None], {"x": None}])
MOST_ITEMS = 3


@dataclass(frozen=True)
class OneAnswer:
    """An `Api` that always gives this."""

    system: str
    content: bytes
    limit_s: float = 1.0

    @classmethod
    def of(cls, system: str, value: Any) -> "OneAnswer":
        return cls(system, json.dumps(value).encode())

    def within(self, _deadline: object) -> "OneAnswer":
        return self

    def read(self, shape: TypeAdapter[T], *_question: object) -> T:
        return answer_as(shape, self.system, self.content)

    read_by_post = read


def within_schema(
    spec: Schema, name: str, only: frozenset[str] = frozenset()
) -> st.SearchStrategy[Any]:
    """Values of the schema of this name; with only these properties, where they are given."""
    schema = _resolved(spec, {"$ref": f"#/components/schemas/{name}"})
    properties = schema["properties"]
    kept = {key: part for key, part in properties.items() if not only or key in only}
    return _value(spec, {**schema, "properties": kept})


def slightly_outside(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """These values, in which up to two parts are something else, or left out."""
    return st.builds(_changed, values, st.lists(st.tuples(st.randoms(), ODD), max_size=2))


def _changed(value: Any, changes: list[tuple[Any, Any]]) -> Any:
    changed = deepcopy(value)
    for random, odd in changes:
        places = list(_places(changed))
        if not places:
            continue
        owner, key = random.choice(places)
        if isinstance(owner, dict) and random.random() < 1 / 4:
            del owner[key]
        else:
            owner[key] = deepcopy(odd)
    return changed


def _places(value: Any) -> Any:
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in list(parts):
        yield value, key
        if isinstance(part, dict | list):
            yield from _places(part)


def _value(spec: Schema, schema: Schema) -> st.SearchStrategy[Any]:
    schema = _resolved(spec, schema)
    if mapping := schema.get("discriminator", {}).get("mapping"):
        kinds = [_of_kind(spec, schema, kind, ref) for kind, ref in mapping.items()]
        return st.one_of(kinds)
    if schema.get("oneOf"):
        return st.one_of([_value(spec, each) for each in schema["oneOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kind = schema.get("type", "object" if "properties" in schema else "string")
    return MAKERS[kind](spec, schema)


def _of_kind(spec: Schema, base: Schema, kind: str, ref: str) -> st.SearchStrategy[Any]:
    """One of the kinds of something: its `type` says which."""
    whole = {**_resolved(spec, {"$ref": ref})}
    whole.pop("discriminator", None)
    named = base["discriminator"]["propertyName"]
    return _object(spec, whole).map(lambda made: {**made, named: kind})


def _resolved(spec: Schema, schema: Schema) -> Schema:
    """Without references, and with all that it consists of in one."""
    if "$ref" in schema:
        target: Any = spec
        for step in schema["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        return _resolved(spec, target)
    if "allOf" not in schema:
        return schema
    merged: dict[str, Any] = {key: part for key, part in schema.items() if key != "allOf"}
    for each in schema["allOf"]:
        part = _resolved(spec, each)
        properties = {**merged.get("properties", {}), **part.get("properties", {})}
        kept = {key: value for key, value in part.items() if key != "discriminator"}
        merged = {**kept, **merged, "properties": properties}
    return merged


def _object(spec: Schema, schema: Schema) -> st.SearchStrategy[Any]:
    required = set(schema.get("required", ()))
    parts = {name: _value(spec, part) for name, part in schema.get("properties", {}).items()}
    return st.fixed_dictionaries(
        {name: part for name, part in parts.items() if name in required},
        optional={name: part for name, part in parts.items() if name not in required},
    )


def _array(spec: Schema, schema: Schema) -> st.SearchStrategy[Any]:
    return st.lists(_value(spec, schema["items"]), max_size=MOST_ITEMS)


def _string(_spec: Schema, schema: Schema) -> st.SearchStrategy[Any]:
    if schema.get("format") == "date":
        return st.dates().map(str)
    if schema.get("format") == "date-time":
        return st.datetimes().map(lambda moment: f"{moment.isoformat()}Z")
    if schema.get("format") == "uuid":
        return st.uuids().map(str)
    if pattern := schema.get("pattern"):
        return st.from_regex(pattern, fullmatch=True)
    return st.text(max_size=20) | st.sampled_from(["\u200b", "x" * 300, "\u202e", "<b>vet</b>"])


def _integer(_spec: Schema, schema: Schema) -> st.SearchStrategy[Any]:
    return st.integers(schema.get("minimum", -(2**31)), schema.get("maximum", 2**31))


def _boolean(_spec: Schema, _schema: Schema) -> st.SearchStrategy[Any]:
    return st.booleans()


MAKERS = {
    "object": _object,
    "array": _array,
    "string": _string,
    "integer": _integer,
    "number": _integer,
    "boolean": _boolean,
}
