"""What one version of a form changes in another: plain lines for who decides about it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from forms.definition import Form

MOST_SHOWN = 60
"""Characters of a text that are shown of what it was, and of what it becomes."""
NAMES = ("id", "slug", "title", "what", "label")
"""By which a part of a list is known again, the first that it has."""
CALLED = {"pages": "page", "questions": "question", "sections": "section", "options": "option"}
"""What one part of a list is called; others by the name of their list."""


def changes(before: Form | None, after: Form) -> tuple[str, ...]:
    """What who begins gets otherwise from now on; the whole form where there was none before."""
    if before is None:
        pages, questions = len(after.pages), sum(1 for _ in after.questions())
        return (f"new form: {after.title} ({pages} pages, {questions} questions)",)
    return tuple(_changes("", _values(before), _values(after)))


def _values(form: Form) -> dict[str, Any]:
    return form.model_dump(mode="json")


def _changes(place: str, before: Any, after: Any) -> Iterator[str]:
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in dict.fromkeys((*before, *after)):
            yield from _changes(_below(place, key), before.get(key), after.get(key))
    elif _is_list_of_parts(before, after):
        yield from _changes_of_parts(place, before or (), after or ())
    else:
        yield f"{place}: {_shown(before)} -> {_shown(after)}"


def _changes_of_parts(
    place: str, before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    """What became of each part, by its name; the place of a page or question is its own name."""
    parts_before, parts_after = _by_name(before), _by_name(after)
    around, _dot, name_of_list = place.rpartition(".")
    called = CALLED.get(name_of_list, name_of_list)
    for name, part in parts_before.items():
        its_place = _below(around, f"{called} {name}")
        if name in parts_after:
            yield from _changes(its_place, part, parts_after[name])
        else:
            yield f"{its_place}: removed"
    for name in parts_after.keys() - parts_before.keys():
        yield f"{_below(around, f'{called} {name}')}: added"
    common = [name for name in parts_before if name in parts_after]
    if common != [name for name in parts_after if name in parts_before]:
        yield f"{place}: in another order"


def _is_list_of_parts(before: Any, after: Any) -> bool:
    lists = [value for value in (before, after) if value]
    return bool(lists) and all(
        isinstance(value, list) and all(isinstance(part, Mapping) for part in value)
        for value in lists
    )


def _by_name(parts: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """The parts by their names; one of a name that was there already by its place too."""
    named: dict[str, Mapping[str, Any]] = {}
    for number, part in enumerate(parts, start=1):
        name = next((str(part[key]) for key in NAMES if part.get(key)), "")
        named[name if name and name not in named else f"{name} {number}".strip()] = part
    return named


def _below(place: str, name: object) -> str:
    return f"{place}.{name}" if place else str(name)


def _shown(value: Any) -> str:
    if value is None or value in ("", [], {}):
        return "nothing"
    text = value if isinstance(value, str) else str(value)
    return f"'{text[:MOST_SHOWN]}…'" if len(text) > MOST_SHOWN else f"'{text}'"
