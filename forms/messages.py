"""Finds the texts of the catalogue for translation: a Babel extraction method for YAML."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO

from pydantic import BaseModel

from forms.loading import load_form
from forms.model import Translated
from forms.sources import load_sources, read_sources
from forms.writing import FOLDER, read_form_file
from forms.yaml_file import Loc

Message = tuple[int, None, str, list[str]]


def extract(file: IO[bytes], *_babel: object, **_options: object) -> Iterator[Message]:
    """(line, None, text, comments) of every text that a resident reads; raises `BadForm`.

    In babel.cfg: `[extractors]` with `catalogue = forms.messages:extract`, then
    `[catalogue: forms/catalogue/*.yaml]`.
    """
    path = Path(file.name)
    if path.parent.name == FOLDER:
        return  # its texts are those of the forms that use it
    source = read_form_file(path)
    for loc, text in texts(load_form(path, load_sources())):
        comment = ".".join(str(step) for step in loc)
        yield source.line(loc), None, text, [f"{path.stem}: {comment}"]


def extract_sources(file: IO[bytes], *_babel: object, **_options: object) -> Iterator[Message]:
    """The same for the register of sources: `sources = forms.messages:extract_sources`."""
    register, source = read_sources(Path(file.name))
    for loc, text in texts(register):
        yield source.line(loc), None, text, [".".join(str(step) for step in loc)]


def texts(part: BaseModel) -> Iterator[tuple[Loc, str]]:
    """(place, text) of every translated text in a definition, in its order."""
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        is_text = any(isinstance(mark, Translated) for mark in field.metadata)
        for loc, item in _items((name,), value):
            if isinstance(item, BaseModel):
                yield from (((*loc, *inner), text) for inner, text in texts(item))
            elif is_text and isinstance(item, str) and item:
                yield loc, item


def _items(loc: Loc, value: object) -> Iterator[tuple[Loc, object]]:
    if isinstance(value, tuple):
        yield from (((*loc, number), item) for number, item in enumerate(value))
    elif isinstance(value, dict):
        yield from (((*loc, key), item) for key, item in value.items())
    else:
        yield loc, value
