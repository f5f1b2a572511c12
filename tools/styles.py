"""Join all styles into static/css/portal.css, so that a page needs one request for them.

Left out are the rules of NL Design System for classes that no template names, and the custom
properties that nothing uses. Themes stay apart: a page loads the one of its municipality. Order
between files doesn't matter much: the cascade layers named in the first line decide.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import tinycss2
from tinycss2.ast import AtRule, Declaration, Node, QualifiedRule

ROOT = Path(__file__).parent.parent
STATIC = ROOT / "static"
BUNDLE = STATIC / "css/portal.css"
FIRST = ("vendor/nlds.css", "css/tokens.css", "css/base.css", "css/layout.css")
LAST = ("css/pages.css", "css/large_text.css", "css/print.css")
HEAD = (
    "/* Written by tools/styles.py from static/css and static/vendor/nlds.css; "
    "licences in static/vendor/licences. */\n"
    "@layer reset, vendor, tokens, portal, theme;\n"
)
OF_NLDS = re.compile(r"(?:utrecht|nl)-[\w-]+")
"""Classes of NL Design System."""
GROUPING = frozenset({"layer", "media", "supports"})
"""At-rules that hold rules."""
_REFERENCE = re.compile(r"var\(\s*(--[\w-]+)")


def bundle() -> str:
    """All styles that a page can need in one text, without comments and indentation."""
    parts = sorted((STATIC / "css/components").glob("*.css"))
    files = [*(STATIC / name for name in FIRST), *parts, *(STATIC / name for name in LAST)]
    text = "\n".join(file.read_text("utf-8") for file in files)
    return HEAD + pruned(_small(text), classes=_named_classes(), themes=_themes())


def pruned(text: str, *, classes: set[str], themes: str) -> str:
    """These styles without the rules of NL Design System for other classes than these.

    Custom properties that neither these styles nor the themes use go too.
    """
    rules = list(_with_classes(_parsed(text), classes))
    used = _used_properties([*_declarations(rules), *_declarations(_parsed(themes))])
    return "".join(_lines(rules, used))


def write() -> None:
    """Write the bundle where it is not yet there in this shape; it counts as new all the same."""
    text = bundle()
    if BUNDLE.is_file() and BUNDLE.read_text("utf-8") == text:
        BUNDLE.touch()
    else:
        BUNDLE.write_text(text, "utf-8")


def _named_classes() -> set[str]:
    files = [*(ROOT / "templates").rglob("*.html"), *(STATIC / "js").glob("*.js")]
    return {name for file in files for name in OF_NLDS.findall(file.read_text("utf-8"))}


def _themes() -> str:
    files = sorted((STATIC / "css/themes").glob("*.css"))
    return "\n".join(file.read_text("utf-8") for file in files)


def _parsed(text: str) -> list[Node]:
    """The rules of a style sheet, each with what it holds as its content."""
    rules: list[Node] = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    _parse_contents(rules)
    return rules


def _parse_contents(nodes: Iterable[Node]) -> None:
    for node in nodes:
        if _holds_nodes(node):
            node.content = tinycss2.parse_blocks_contents(
                node.content, skip_comments=True, skip_whitespace=True
            )
            _parse_contents(node.content)


def _holds_nodes(node: Node) -> bool:
    if isinstance(node, AtRule):
        return node.at_keyword in GROUPING and node.content is not None
    return isinstance(node, QualifiedRule)


def _with_classes(nodes: Iterable[Node], classes: set[str]) -> Iterator[Node]:
    """The nodes without what only matches other classes of NL Design System."""
    for node in nodes:
        if isinstance(node, QualifiedRule):
            selectors = [part for part in _split(node.prelude) if _matches(part, classes)]
            if not selectors:
                continue
            node.prelude = _joined(selectors)
        if _holds_nodes(node):
            node.content = list(_with_classes(node.content, classes))
        yield node


def _split(prelude: list[Node]) -> list[list[Node]]:
    """The selectors of a list of selectors."""
    groups = groupby(prelude, key=lambda part: part == ",")
    return [list(tokens) for is_comma, tokens in groups if not is_comma]


def _joined(selectors: list[list[Node]]) -> list[Node]:
    comma = tinycss2.parse_one_component_value(",")
    tokens = [token for selector in selectors for token in (*selector, comma)]
    return tokens[:-1]


def _matches(selector: list[Node], classes: set[str]) -> bool:
    """Whether an element can match; what `:not()` and the like ask is left out of account."""
    text = tinycss2.serialize([token for token in selector if token.type != "function"])
    return set(OF_NLDS.findall(text)) <= classes


def _declarations(nodes: Iterable[Node]) -> Iterator[Declaration]:
    for node in nodes:
        if isinstance(node, Declaration):
            yield node
        elif _holds_nodes(node):
            yield from _declarations(node.content)


def _used_properties(declarations: list[Declaration]) -> set[str]:
    """The custom properties that a style uses, directly or through others."""
    references: dict[str, set[str]] = {}
    names: set[str] = set()
    for declaration in declarations:
        asked = set(_REFERENCE.findall(tinycss2.serialize(declaration.value)))
        if declaration.name.startswith("--"):
            references.setdefault(declaration.name, set()).update(asked)
        else:
            names |= asked
    used: set[str] = set()
    while names:
        used |= names
        names = set().union(*(references.get(name, set()) for name in names)) - used
    return used


def _lines(nodes: Iterable[Node], used: set[str]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Declaration):
            if node.name in used or not node.name.startswith("--"):
                yield f"{node.serialize().strip()};\n"
        elif _holds_nodes(node):
            body = "".join(_lines(node.content, used))
            if body:
                yield f"{_head(node)} {{\n{body}}}\n"
        else:
            yield f"{node.serialize().strip()}\n"


def _head(node: Node) -> str:
    prelude = tinycss2.serialize(node.prelude).strip()
    return f"@{node.at_keyword} {prelude}" if isinstance(node, AtRule) else prelude


def _small(text: str) -> str:
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


if __name__ == "__main__":
    write()
