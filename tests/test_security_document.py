"""What docs/security.md names to hold a norm is there: tests, settings, commands and files."""

import ast
import re

import pytest

from portal.settings import Settings
from tests.lint import ROOT
from tests.test_docs import missing_in, tracked

TEXT = (ROOT / "docs/security.md").read_text("utf-8")
ROWS = [line for line in TEXT.splitlines() if re.match(r"\| (?!---|norm |item )", line)]
NAMED = re.compile(r"`(test_\w+|PORTAL_\w+|make [\w-]+)`")
SAYS_WHOSE = re.compile(r"`(?:test_\w+|PORTAL_\w+|make [\w-]+)`|Operator|[Nn]ot there yet|See ")


def names_there_are() -> set[str]:
    """Every test, setting and target of make."""
    files = [ROOT / file for file in tracked() if re.match(r"tests/.*test_\w+\.py$", file)]
    trees = [ast.parse(file.read_text("utf-8")) for file in files if file.exists()]
    tests = {node.name for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef)}
    settings = {
        str(field.validation_alias or f"PORTAL_{name.upper()}")
        for name, field in Settings.model_fields.items()
    }
    targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    return tests | settings | {f"make {target}" for target in targets}


def test_all_that_it_names_is_there():
    there_are = tracked()
    assert sorted(set(NAMED.findall(TEXT)) - names_there_are()) == []
    files = [name for name in re.findall(r"`([\w.-]+/[\w./-]+\.\w+)`", TEXT) if name]
    assert [name for name in files if name not in there_are] == []
    assert missing_in(TEXT, there_are) == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip())
def test_each_norm_says_what_holds_it(row):
    assert SAYS_WHOSE.search(row.split("|")[3])


def test_the_rule_for_norms_bites():
    text = "`test_that_was_never_written`, `PORTAL_NOTHING`, `make gold`, `make lint`"

    assert set(NAMED.findall(text)) - names_there_are() == {
        "test_that_was_never_written",
        "PORTAL_NOTHING",
        "make gold",
    }
