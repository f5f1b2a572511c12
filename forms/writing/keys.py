"""Keys that only a file has, where they are misspelled: read as meant, so that it is told once."""

import difflib
from collections.abc import Container

from pydantic import BaseModel

from forms.writing.places import keys_of, with_parts
from forms.yaml_file import BadForm
from forms.yaml_reading import PlacedValue


def with_keys(
    place: PlacedValue, model: type[BaseModel], keys: frozenset[str], mistakes: list[BadForm]
) -> PlacedValue:
    """The same, with these keys where others are nearly them; each of those is told.

    `model`: what is written out of it, whose other keys are judged later.
    """
    parts = keys_of(place)
    meant = {key: _meant(key, model, keys, parts) for key in parts}
    if all(each == key for key, each in meant.items()):
        return place
    for key, each in meant.items():
        if each != key:
            problem, remedy = f"There is no key `{key}` here.", f"Did you mean '{each}'?"
            mistakes.append(BadForm(parts[key].file, parts[key].line, problem, remedy))
    return with_parts(place, {meant[key]: part for key, part in parts.items()})


def _meant(key: str, model: type[BaseModel], keys: frozenset[str], parts: Container[str]) -> str:
    if key in keys or key in model.model_fields:
        return key
    near = difflib.get_close_matches(key, {*model.model_fields, *keys}, n=1)
    return near[0] if near and near[0] in keys and near[0] not in parts else key
