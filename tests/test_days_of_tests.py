"""Tests that begin on one day and end on the next hold: no day is taken when a test is read."""

import ast
from collections.abc import Iterator

import pytest

from tests.lint import ROOT, faults_by_file

TESTS = sorted(ROOT.glob("tests/**/*.py"))
FAR = 7
"""Days from today that are the same for a test before and after midnight."""
Function = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def days_taken_when_read(source: str) -> list[str]:
    """The lines that ask at import what day it is, but for a day that is far off."""
    return [f"line {node.lineno}" for node in _asked_at_import(ast.parse(source))]


def _asked_at_import(node: ast.AST) -> Iterator[ast.Call]:
    if isinstance(node, Function):
        parts = [*getattr(node, "decorator_list", ()), node.args]
    else:
        parts = list(ast.iter_child_nodes(node))
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "today":
        yield node
    for part in parts if not _is_far(node) else ():
        yield from _asked_at_import(part)


def _is_far(node: ast.AST) -> bool:
    if not (isinstance(node, ast.BinOp) and isinstance(node.right, ast.Call)):
        return False
    days = [each.value for each in node.right.keywords if each.arg == "days"]
    return any(isinstance(each, ast.Constant) and each.value >= FAR for each in days)


def test_no_test_takes_a_day_when_it_is_read():
    assert faults_by_file(TESTS, lambda _path, source: days_taken_when_read(source)) == {}


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("DAY = today()", ["line 1"]),
        ("A, B = (today() + timedelta(days=n) for n in (-1, 1))", ["line 1"]),
        ("@mark('day', [today()])\ndef test(day): pass", ["line 1"]),
        ("def test(day=today()): pass", ["line 1"]),
        ("TOMORROW = today() + timedelta(days=1)", ["line 1"]),
        ("LONG_AGO = today() - timedelta(days=30)", []),
        ("def test(): assert today()", []),
    ],
)
def test_the_rule_for_days_bites(source, faults):
    assert days_taken_when_read(source) == faults
