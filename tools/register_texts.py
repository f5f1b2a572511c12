"""Finds the texts of the register of processing activities: a Babel extraction method for TOML."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO

from portal.configuration.activities import LISTS, TEXTS, load

Message = tuple[int, None, str, list[str]]


def extract(file: IO[bytes], *_babel: object, **_options: object) -> Iterator[Message]:
    """(line, None, text, comments) of every text that a resident reads; raises `BadFile`."""
    path = Path(file.name)
    lines = path.read_text("utf-8").splitlines()
    for activity in load(path):
        for name in (*TEXTS, *LISTS):
            value = getattr(activity, name)
            for text in filter(None, (value,) if isinstance(value, str) else value):
                number = next((n for n, line in enumerate(lines, 1) if text in line), 1)
                yield number, None, text, [f"{activity.code}: {name}"]
