"""One word, one thing: `docs/words.md` holds for every class, function and module."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
WORDS = ROOT / "docs/words.md"
MODULES = [
    path
    for room in ("portal", "forms")
    for path in (ROOT / room).rglob("*.py")
    if "embedded" not in path.parts and "versions" not in path.parts
]
DEFINITIONS = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def old_words() -> set[str]:
    """What stands in the third column, as it would be written in code."""
    rows = re.findall(r"^\|(.*)\|(.*)\|(.*)\|$", WORDS.read_text("utf-8"), re.MULTILINE)
    return {
        word
        for _word, _meaning, replaced in rows[1:]
        for word in re.findall(r"`([A-Za-z_]+)`", replaced)
    }


def old_words_in(name: str, source: str) -> set[str]:
    """The old words that this module defines, or is called by."""
    defined = {node.name for node in ast.walk(ast.parse(source)) if isinstance(node, DEFINITIONS)}
    return ({name} | defined) & old_words()


def classes_with_one_name(sources: dict[str, str]) -> dict[str, list[str]]:
    """Public classes that share their name, with where they stand."""
    places = defaultdict(list)
    for place, source in sources.items():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(place)
    return {name: found for name, found in places.items() if len(found) > 1}


def test_no_old_word_names_anything():
    faults = {
        path.relative_to(ROOT).as_posix(): words
        for path in MODULES
        if (words := old_words_in(path.stem, path.read_text("utf-8")))
    }

    assert faults == {}


def test_one_class_name_is_one_thing():
    sources = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in MODULES}

    assert classes_with_one_name(sources) == {}


@pytest.mark.parametrize(
    ("name", "source", "words"),
    [
        ("x", "class Letter: pass", {"Letter"}),
        ("x", "def park(): pass", {"park"}),
        ("leases", "", {"leases"}),
        ("x", "class MessageText: pass", set()),
    ],
)
def test_the_rule_of_old_words_bites(name, source, words):
    assert old_words_in(name, source) == words


def test_the_rule_of_one_thing_bites():
    assert classes_with_one_name({"a": "class X: pass", "b": "class X: pass"}) == {"X": ["a", "b"]}
