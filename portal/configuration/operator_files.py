"""Reading a file of the operator: one manner for all, with a remedy for each mistake."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, StrictInt, StringConstraints, ValidationError
from pydantic.types import Strict
from pydantic_core import ErrorDetails

Text = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1)]
Day = Annotated[date, Strict()]
Number = StrictInt
Model = TypeVar("Model", bound="FilePart")


class BadFile(ValueError):
    """A file of the operator lacks something or says something impossible: where, and a remedy."""


class FilePart(BaseModel):
    """A part of a file: an unknown name in it is a mistake, not something to skip."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def read_toml(path: Path, model: type[Model], *, setting: str) -> Model:
    """The file as this model; raises `BadFile`. `setting` is what names the file."""
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise BadFile(f"{path}: no such file; see {setting}") from error
    except ValueError as error:
        raise BadFile(f"{path}: {error}; see https://toml.io for how to write it") from error
    return validated(path, model, values)


def validated(path: Path, model: type[Model], values: Any) -> Model:
    """These values of a file as this model; raises `BadFile`, which names all mistakes."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        mistakes = error.errors(include_url=False, include_input=False)
        raise BadFile("\n".join(f"{path}: {_sentence(mistake)}" for mistake in mistakes)) from error


def _sentence(mistake: ErrorDetails) -> str:
    place = [str(step + 1) if isinstance(step, int) else str(step) for step in mistake["loc"]]
    name = place[-1] if place else "the file"
    remedy = REMEDIES.get(mistake["type"], "{says}; mend this value")
    values = {"name": name, "says": mistake["msg"], "least": mistake.get("ctx", {}).get("ge", 0)}
    return ": ".join([*filter(None, [".".join(place)]), remedy.format(**values)])


REMEDIES = {
    "date_type": "{name} must be a day, such as 2026-01-01 without quotes",
    "extra_forbidden": "unknown field {name}; take it out, or mend its name",
    "greater_than_equal": "{name} must be a whole number, at least {least}",
    "int_type": "{name} must be a whole number",
    "missing": "no {name}; add it",
    "string_too_short": "{name} must be a text that is not empty",
    "string_type": "{name} must be a text that is not empty",
    "tuple_type": "{name} must be a list: [...] of values, [[{name}]] of entries",
}
"""By pydantic's type of a mistake; others are told as pydantic does."""
