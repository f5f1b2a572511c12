"""What stands where in the model of a definition: its keys, and the words that it takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

Loc = tuple[str | int, ...]
_OF_A_KEY = "[key]"
"""What pydantic puts behind a key of a mapping that is itself wrong."""


@dataclass(frozen=True, slots=True)
class ModelPart:
    """A place in a model, as pydantic names it and as the file has it."""

    annotation: Any
    """The type that is asked there; None where the model has no such place."""
    loc: Loc
    """The place without the names of kinds, which pydantic puts between."""

    @property
    def name(self) -> str:
        """What an author calls it: the key, or the number of an item under its key."""
        keys = [step for step in self.loc if isinstance(step, str)]
        key = f"`{keys[-1]}`" if keys else "The form"
        last = self.loc[-1] if self.loc else ""
        if not isinstance(last, int):
            return key
        return f"Item {last + 1} of {key}" if keys else f"Item {last + 1}"

    @property
    def keys(self) -> Mapping[str, object]:
        """The keys that can stand there."""
        model = _only(self.annotation)
        return dict(model.model_fields) if _is_model(model) else {}

    @property
    def words(self) -> Mapping[str, object]:
        """The only words that can stand there, as the file writes them."""
        annotation = _only(self.annotation)
        if get_origin(annotation) is not Literal:
            return {}
        return {_written(word): None for word in get_args(annotation)}


def part_at(model: type[BaseModel], loc: Loc) -> ModelPart:
    """What stands at this place of pydantic's."""
    annotation: Any = model
    steps: list[str | int] = []
    for step in loc:
        if step == _OF_A_KEY:
            continue
        tagged = _tagged(annotation, step)
        if tagged is not None:
            annotation = tagged
            continue
        annotation = _inside(_only(annotation), step)
        steps.append(step)
    return ModelPart(annotation, tuple(steps))


def _only(annotation: Any) -> Any:
    """The type itself, without what is said of it and without None."""
    if get_origin(annotation) is Annotated:
        return _only(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        members = [each for each in get_args(annotation) if each is not NoneType]
        return _only(members[0]) if len(members) == 1 else annotation
    return annotation


def _tagged(annotation: Any, step: str | int) -> Any:
    """The member of a union that has this kind; None where it is no such step."""
    annotation = _only(annotation)
    if get_origin(annotation) not in (Union, UnionType):
        return None
    for member in map(_only, get_args(annotation)):
        kind = member.model_fields.get("kind") if _is_model(member) else None
        if kind is not None and step in get_args(kind.annotation):
            return member
    return None


def _inside(annotation: Any, step: str | int) -> Any:
    origin, args = get_origin(annotation), get_args(annotation)
    if _is_model(annotation):
        return _type_of(annotation, step)
    if origin in (tuple, list) and isinstance(step, int):
        return args[0]
    return args[1] if origin is dict else None


def _type_of(model: type[BaseModel], step: str | int) -> Any:
    field = model.model_fields.get(str(step))
    return None if field is None else field.annotation


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _written(word: object) -> str:
    return str(word).lower() if isinstance(word, bool) else str(word)
