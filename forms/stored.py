"""Form versions as they are stored: with all that they need, so that they load for ever.

    {"format": 5, "form": {…}, "sources": {data choice: {…}}, "computed": {name: type}}

`form` is the definition with every default written out; `sources` is what the register of sources
said of each data choice when the version was published; `computed` is the type of each value that
is worked out. The id of a version is the SHA-256 of its
source; it stays when a later format is read.

Loading judges nothing again: what was published once is taken as it stands, whatever the rules
and the register say today. A change that a stored version can't be read with asks for a next
`FORMAT`, and a module beside `forms.formats.one` that writes the old one out as the new one.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from forms.checking.expressions import computed_types
from forms.definition import Form
from forms.expression import Expression
from forms.formats import four, one, three, two
from forms.keys import FormVersionId
from forms.kinds import KINDS
from forms.kinds.data_choice import DataChoiceQuestion
from forms.linking import link
from forms.sources import DataSource, SourceRegister
from forms.values import ValueType

FORMAT = 5
"""Rises with every change that an earlier release can't read: also with a new kind of question."""
FROM_OLD: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {
    1: one.as_format_2,
    2: two.as_format_3,
    3: three.as_format_4,
    4: four.as_format_5,
}
"""Format → how its source is written out as the next one."""


MISREAD = (AssertionError, AttributeError, LookupError, StopIteration, TypeError, ValueError)
"""What comes of a source that isn't of the shape that its format has here."""


class UnreadableVersion(ValueError):
    """A stored version that this release can make no form of."""


class NewerFormat(UnreadableVersion):
    """A later release stored this version, and this one would read it wrongly."""

    def __init__(self, version: FormVersionId, number: int) -> None:
        super().__init__(
            f"version {version} has format {number}; this release reads up to {FORMAT}"
        )


def publish(form: Form, register: SourceRegister) -> None:
    """Tie a checked form together, and give it its source and its id."""
    sources = {
        question.id: register.part(question.source, question.purpose, question.fields)
        for question in form.questions()
        if isinstance(question, DataChoiceQuestion)
    }
    computed = computed_types(form, register)
    link(form, sources, computed)
    source = _canonical(
        {
            "format": FORMAT,
            "form": form.model_dump(mode="json"),
            "computed": computed,
            "sources": {name: part.model_dump(mode="json") for name, part in sources.items()},
        }
    )
    form.pin(FormVersionId(hashlib.sha256(source.encode()).hexdigest()), source)


def load_version(version: FormVersionId, source: str) -> Form:
    """The form of a stored version, tied together, as it was when it was published.

    Raises `UnreadableVersion`: `NewerFormat` where a later release of this program stored it.
    """
    try:
        form = _form_of(version, json.loads(source))
    except UnreadableVersion:
        raise
    except MISREAD as error:
        raise UnreadableVersion(f"version {version}: {type(error).__name__}: {error}") from error
    form.pin(version, source)
    return form


def _form_of(version: FormVersionId, stored: dict[str, Any]) -> Form:
    first = stored.get("format", 1)  # the first format has no number
    if first > FORMAT:
        raise NewerFormat(version, first)
    for number in range(first, FORMAT):
        stored = FROM_OLD[number](stored)
    form: Form = _rebuilt(Form, stored["form"])
    sources = {name: _rebuilt(DataSource, part) for name, part in stored["sources"].items()}
    computed = {name: ValueType(text) for name, text in stored["computed"].items()}
    link(form, sources, computed)
    return form


def _canonical(value: object) -> str:
    """JSON that is the same for every way to write the same form."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _rebuilt(annotation: Any, value: Any) -> Any:  # one for each shape
    """A value of this type from its JSON, without one validator of today."""
    origin, args = get_origin(annotation), get_args(annotation)
    if value is None:
        return None
    if origin is Annotated:
        return _rebuilt(args[0], value)
    if origin in (Union, UnionType):
        return _rebuilt(_member(args, value), value)
    if origin is tuple:
        return tuple(_rebuilt(args[0], item) for item in value)
    if origin is dict:
        return {key: _rebuilt(args[1], item) for key, item in value.items()}
    return _rebuilt_plain(annotation, value)


def _rebuilt_plain(annotation: Any, value: Any) -> Any:
    if annotation is Expression:
        return Expression(value)
    if annotation is date:
        return date.fromisoformat(value)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = annotation.model_fields
        return annotation.model_construct(
            **{
                name: _rebuilt(field.annotation, value[name])
                for name, field in fields.items()
                if name in value
            }
        )
    return value


def _member(members: tuple[Any, ...], value: Any) -> Any:
    """Which of the types it is: a question by its kind, else the one that is not None."""
    if isinstance(value, dict) and "kind" in value:
        return KINDS[value["kind"]].model
    return next(member for member in members if member is not type(None))
