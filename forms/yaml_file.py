"""A YAML file as plain values that know on which line they stand."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any, Self

import yaml
from yaml.nodes import MappingNode, Node, SequenceNode

Loc = tuple[str | int, ...]


class BadForm(ValueError):
    """A file that is not a form: file, line, what is wrong and what to do about it."""

    def __init__(self, file: str, line: int, problem: str, remedy: str) -> None:
        super().__init__(f"{file}:{line}: {problem} {remedy}")
        self.file = file
        self.line = line
        self.problem = problem
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The values of one YAML file, and their lines."""

    file: str
    data: Any
    root: Node

    @classmethod
    def read(cls, file: str, text: bytes) -> Self:
        """Read YAML; raises `BadForm` for what YAML itself can't read."""
        try:
            loader = _Loader(text)
            root = loader.get_single_node()
            if not isinstance(root, MappingNode):
                raise BadForm(file, 1, "This is not a form.", "Begin with `slug: …`.")
            for node in _repeated(root):
                raise BadForm(
                    file, _line(node), f"'{node.value}' stands here twice.", "Remove one of them."
                )
            return cls(file, loader.construct_document(root), root)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark else 1
            raise BadForm(
                file,
                line,
                f"YAML can't be read: {error.problem or error.context}.",
                "Check the indentation, and put texts with ': ' or '#' between quotes.",
            ) from error
        except yaml.YAMLError as error:
            raise BadForm(
                file, 1, "A character can't be read.", "Save the file as UTF-8."
            ) from error

    def line(self, loc: Loc) -> int:
        """The line, counted from 1, of what stands at this place, or of what is nearest.

        Steps that the file does not have (the name of a kind, a missing key) are passed over.
        """
        node, line = self.root, _line(self.root)
        for step in loc:
            for key, value in _children(node):
                if key == step:
                    node, line = value, _line(value)
                    break
        return line


class _Loader(yaml.SafeLoader):
    """Without dates: YAML itself fails on 2026-02-30, and a form has them as text only."""

    yaml_implicit_resolvers = {  # noqa: RUF012  # PyYAML has it so
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def _children(node: Node) -> Iterator[tuple[Hashable, Node]]:
    if isinstance(node, MappingNode):
        yield from ((key.value, value) for key, value in node.value)
    elif isinstance(node, SequenceNode):
        yield from enumerate(node.value)


def _repeated(node: Node) -> Iterator[Node]:
    """The keys that stand in one mapping a second time."""
    if isinstance(node, MappingNode):
        keys = set[str]()
        for key, _ in node.value:
            if key.value in keys:
                yield key
            keys.add(str(key.value))
    for _, child in _children(node):
        yield from _repeated(child)


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1
