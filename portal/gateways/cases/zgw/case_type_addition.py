"""Adds to the file of a case type what a form needs and it lacks; what stands there stays.

Written into the text at its place, and not by reading and writing YAML, which would lose comments.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from portal.domain.catalogue_design import CaseTypeDesign
from portal.gateways.cases.zgw.case_type_file import (
    DOCUMENTS,
    STEPS,
    decision_lines,
    property_block,
    property_line,
    step_line,
    steps_lines,
    yaml_list,
    yaml_text,
)

DECISION = "Besluit"
"""The kind of document that a decision is."""
_INDENT = "  "


class CannotAdd(ValueError):
    """Nothing can be written into this file: why, and what to add by hand."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A file with what it lacked."""

    text: str
    added: tuple[str, ...]
    """What that is, each in words; none where it lacked nothing."""
    differing: tuple[str, ...]
    """What is there and is not as the form needs it, in words; its author decides."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One thing to be added: under which key, how it is written, and in words."""

    key: str
    name: str
    line: str
    words: str
    is_first: bool = False


def with_additions(text: str, design: CaseTypeDesign) -> Addition:
    """The file with what this form needs besides; raises `CannotAdd`."""
    try:
        root, values = yaml.compose(text, yaml.SafeLoader), yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise CannotAdd("YAML can't be read") from error
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise CannotAdd("there are no keys in it, each on a line of its own")
    entries = [*_lacking(values, design)]
    nodes = {key.value: (key, value) for key, value in root.value}
    result = _with_keys(text, [each for each in entries if each.key not in nodes])
    for key in dict.fromkeys(each.key for each in entries if each.key in nodes):
        of_key = [each for each in entries if each.key == key]
        result = _inserted(result, _edits(text, nodes[key][1], of_key))
    if not _is_whole(values, result, entries):
        lines = "\n".join(map(_by_hand, entries))
        raise CannotAdd(f"it is written in a way that can't be added to. It lacks:\n{lines}")
    added = tuple(each.words for each in entries)
    return Addition(result, added, tuple(_differing(values, design)))


def _lacking(values: Mapping[str, Any], design: CaseTypeDesign) -> Iterator[_Entry]:
    decides = bool(design.decisions) and "decision" not in values
    if decides:
        for line in decision_lines(design.decisions[0]):
            key = line.partition(":")[0]
            if key not in values:
                yield _Entry(key, key, line, f"decision '{design.decisions[0].name}'")
    steps, first = values.get("steps") or {}, design.statuses[0]
    if not steps and first != next(iter(STEPS)):
        yield _Entry("steps", first, "\n".join(steps_lines(design.statuses)), f"status '{first}'")
    elif steps and first not in steps:
        yield _Entry("steps", first, step_line(first), f"status '{first}'", is_first=True)
    yield from _documents(values, design, decides=decides)
    properties = values.get("properties") or {}
    for need in design.needs.properties:
        if need.name not in properties:
            line = property_line(need, design.labels)
            yield _Entry("properties", need.name, line, f"property '{need.name}'")


def _documents(
    values: Mapping[str, Any], design: CaseTypeDesign, *, decides: bool
) -> Iterator[_Entry]:
    there = [_name_of(each) for each in values.get("documents") or DOCUMENTS]
    names = dict.fromkeys((*design.needs.document_types, *([DECISION] if decides else [])))
    for name in names:
        if name not in there:
            yield _Entry("documents", name, yaml_text(name), f"kind of document '{name}'")


def _with_keys(text: str, entries: list[_Entry]) -> str:
    """The text with keys that it has not yet, at its end; a list takes the place of the usual."""
    if not entries:
        return text
    lines = [text.rstrip("\n")]
    by_key: dict[str, list[_Entry]] = {}
    for entry in entries:
        by_key.setdefault(entry.key, []).append(entry)
    for key, of_key in by_key.items():
        if key == "documents":
            lines.append(f"{key}: {yaml_list([*DOCUMENTS, *(each.name for each in of_key)])}")
        elif key == "properties":
            lines += [f"{key}:", *(f"{_INDENT}{each.line}" for each in of_key)]
        else:
            lines += [each.line for each in of_key]
    return "\n".join(lines) + "\n"


def _edits(text: str, node: yaml.Node, entries: list[_Entry]) -> list[tuple[int, str]]:
    """(index, text) of what is to be put into the keys or the list that stand here."""
    if isinstance(node, yaml.CollectionNode) and node.flow_style:
        return [_in_brackets(text, node, [each.line for each in entries])]
    lines = [f"{'- ' if isinstance(node, yaml.SequenceNode) else ''}{e.line}" for e in entries]
    if not isinstance(node, yaml.CollectionNode) or not node.value:
        indented = "".join(f"\n{_INDENT}{line}" for line in lines)
        return [(_end_of_line(text, node.start_mark.index), indented)]
    indent = " " * node.start_mark.column
    if entries[0].is_first:
        return [(node.start_mark.index, "".join(f"{line}\n{indent}" for line in lines))]
    end = _end_of_line(text, len(text[: _last(node).end_mark.index].rstrip()) - 1)
    return [(end, "".join(f"\n{indent}{line}" for line in lines))]


def _in_brackets(text: str, node: yaml.CollectionNode, lines: list[str]) -> tuple[int, str]:
    before = text[: node.end_mark.index - 1].rstrip()
    comma = "" if not node.value else " " if before.endswith(",") else ", "
    return len(before), comma + ", ".join(lines)


def _last(node: yaml.Node) -> yaml.Node:
    """What ends last in it; the end of a block itself is where the next one begins."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node


def _end_of_line(text: str, index: int) -> int:
    end = text.find("\n", index)
    return len(text) if end < 0 else end


def _inserted(text: str, edits: Iterable[tuple[int, str]]) -> str:
    for index, addition in sorted(edits, reverse=True):
        text = text[:index] + addition + text[index:]
    return text


def _by_hand(entry: _Entry) -> str:
    """What an author writes to add it."""
    is_key = entry.line.startswith(f"{entry.key}:")
    return entry.line if is_key else f"under `{entry.key}`: {entry.line}"


def _is_whole(values: Mapping[str, Any], text: str, entries: list[_Entry]) -> bool:
    """Whether all that stood there stands there now, and what is added besides."""
    try:
        after = yaml.safe_load(text)
    except yaml.YAMLError:
        return False
    return all(_holds(after.get(key), value) for key, value in values.items()) and all(
        each.name in _names(after.get(each.key)) or each.key == each.name for each in entries
    )


def _holds(after: object, before: object) -> bool:
    if isinstance(before, dict) and isinstance(after, dict):
        return all(key in after and after[key] == value for key, value in before.items())
    if isinstance(before, list) and isinstance(after, list):
        return after[: len(before)] == before
    return before is None or after == before


def _names(value: object) -> list[str]:
    return [_name_of(each) for each in value] if isinstance(value, dict | list) else []


def _name_of(value: object) -> str:
    return str(value.get("name", "")) if isinstance(value, dict) else str(value)


def _differing(values: Mapping[str, Any], design: CaseTypeDesign) -> Iterator[str]:
    """What stands there otherwise than the form needs."""
    properties = values.get("properties") or {}
    for need in design.needs.properties:
        there = properties.get(need.name)
        block = property_block(need)
        own = {k: v for k, v in there.items() if k != "about"} if isinstance(there, dict) else {}
        if there is not None and yaml.safe_load(f"{{{block}}}") != own:
            wish = f"{{{block}}}" if block else "a text as usual"
            yield f"property '{need.name}' stands there otherwise; this form gives {wish}"
    steps, first = values.get("steps") or {}, design.statuses[0]
    if first in steps and next(iter(steps)) != first:
        yield f"status '{first}' is not the first step; a case of this form begins with it"
