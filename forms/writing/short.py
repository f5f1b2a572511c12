"""What an author may write shorter, or leave out."""

from collections.abc import Iterator

from forms.case_mapping import ANSWERS
from forms.kinds import KINDS
from forms.writing.places import each_part, items_of, keys_of, plain, with_items, with_parts
from forms.yaml_reading import PlacedValue

_DOCUMENT = "Bijlage"
"""What a file is for the case where the form names no kind of document."""
_SHOWN = frozenset({"known", "about"})
"""Kinds that say what is known already: the case system has it."""


def with_question(page: PlacedValue) -> PlacedValue:
    """A page of one question, `question: {…}`: its label is the title and its id the page's."""
    parts = keys_of(page)
    if "question" not in parts or "questions" in parts:
        return page
    question = parts.pop("question")
    names = keys_of(question)
    short = {"id": names.get("id"), "title": names.get("label")}
    named = {key: name for key, name in short.items() if name is not None}
    return with_parts(page, {**named, **parts, "questions": with_items(question, [question])})


def with_options(place: PlacedValue) -> PlacedValue:
    """`options: {tent: Tent}`, or `{tent: {label: Tent, hint: …}}`, as a list of options."""
    parts = keys_of(place)
    if "kind" in parts and keys_of(parts.get("options")):
        options = (_option(name, each) for name, each in keys_of(parts["options"]).items())
        parts["options"] = with_items(parts["options"], options)
        return with_parts(place, parts)
    return each_part(place, lambda _key, part: with_options(part))


def _option(name: str, place: PlacedValue) -> PlacedValue:
    parts = keys_of(place) or {"label": place}
    return with_parts(place, {"value": plain(place, name), **parts})


def with_defaults(root: PlacedValue, defaults: PlacedValue | None) -> PlacedValue:
    """The form, with what it doesn't say as the defaults have it; a block that lacks stays so."""
    usual = {
        key: value
        for key, value in keys_of(defaults).items()
        if key in root.parts or not keys_of(value)
    }
    return _filled(root, usual)


def _filled(place: PlacedValue, usual: dict[str, PlacedValue]) -> PlacedValue:
    parts = keys_of(place)
    if not parts or not usual:
        return place
    for key, value in usual.items():
        parts[key] = _filled(parts[key], keys_of(value)) if key in parts else value
    return with_parts(place, parts)


def with_case(root: PlacedValue) -> PlacedValue:
    """Where the case names no properties: every question. A file without a kind: `Bijlage`."""
    parts = keys_of(root)
    case = keys_of(parts.get("case"))
    if not case:
        return root
    if "properties" not in case:
        names = {name: plain(parts["case"], name) for name in _answers(root)}
        case["properties"] = with_parts(parts["case"], names)
    documents = keys_of(case.get("documents"))
    for name in _files(root):
        documents.setdefault(name, plain(parts["case"], _DOCUMENT))
    if ANSWERS in documents:
        case["documents"] = with_parts(case.get("documents", parts["case"]), documents)
    return with_parts(root, {**parts, "case": with_parts(parts["case"], case)})


def _answers(root: PlacedValue) -> Iterator[str]:
    """What a property can hold: each group of rows, and each question that is asked once."""
    for page in _pages(root):
        group = keys_of(keys_of(page).get("repeat")).get("id")
        if group is not None:
            yield str(group.value)
            continue
        for question in _questions(page):
            kind = KINDS.get(question["kind"].value)
            if kind and not kind.attaches_files and question["kind"].value not in _SHOWN:
                yield str(question["id"].value)


def _files(root: PlacedValue) -> Iterator[str]:
    for page in _pages(root):
        for question in _questions(page):
            kind = KINDS.get(question["kind"].value)
            if kind and kind.attaches_files:
                yield str(question["id"].value)


def _pages(root: PlacedValue) -> Iterator[PlacedValue]:
    for section in items_of(keys_of(root).get("sections")):
        yield from items_of(keys_of(section).get("pages"))


def _questions(page: PlacedValue) -> Iterator[dict[str, PlacedValue]]:
    parts = keys_of(page)
    for question in items_of(parts.get("questions")):
        keys = keys_of(question)
        if {"id", "kind"} <= keys.keys() and isinstance(keys["kind"].value, str):
            yield keys
