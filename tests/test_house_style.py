"""Rules about the code itself; each is broken once on purpose, to see that it bites."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from tests.lint import ROOT, faults_by_file

MODULES = sorted(
    path
    for folder in ("portal", "forms", "accessibility", "tools", "bench")
    for path in ROOT.glob(f"{folder}/**/*.py")
)
OWN_TABLES = ("portal/storage/", "portal/embedded/", "bench/")
WITHOUT_SQL = [
    path for path in MODULES if not path.relative_to(ROOT).as_posix().startswith(OWN_TABLES)
]
QUERIES = {"delete", "exists", "func", "insert", "literal", "select", "text", "update"}
TESTS = sorted(ROOT.glob("tests/**/*.py"))
TEMPLATES = sorted(ROOT.glob("templates/**/*.html"))
MAX_FILE, MAX_FUNCTION, MAX_VIEW, MAX_TEMPLATE = 300, 40, 15, 120
ASSERTING = {
    # What fails a test by itself: `pytest.raises`, and helpers that assert.
    "assert_complete",
    "difference",
    "fail",
    "is_answered",
    "no",
    "open_document",
    "raises",
    "see",
    "sees_in_the_end",
}
FORBIDDEN = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|NotImplementedError")
INLINE = re.compile(r"\|\s*safe\b|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)|<style|javascript:")


def faults_in_module(source: str, *, is_views: bool = False) -> list[str]:
    """What a module does that the house doesn't."""
    faults = faults_of_size(source)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            faults += _faults_in_function(node, is_views=is_views)
        if isinstance(node, ast.ImportFrom) and node.module == "functools":
            # Threads that come at once each call what it remembers: `portal.once` lets one do so.
            faults += ["functools.cache" for alias in node.names if alias.name == "cache"]
    return faults + [f"line {n}: {m[0]}" for n, m in _matches(FORBIDDEN, source)]


def faults_of_size(source: str, most: int = MAX_FILE) -> list[str]:
    """How many lines there are, where there are too many."""
    lines = source.count("\n")
    return [f"{lines} lines"] if lines > most else []


def without_assertion(source: str) -> list[str]:
    """The tests of a module that can't fail but by a crash."""
    return [
        function.name
        for function in ast.walk(ast.parse(source))
        if isinstance(function, ast.FunctionDef) and function.name.startswith("test_")
        if not any(map(_asserts, ast.walk(function)))
    ]


def _asserts(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return isinstance(node, ast.Assert)
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
    return name in ASSERTING


def queries_in(source: str) -> list[str]:
    """What a module takes from SQLAlchemy to make queries with."""
    return sorted(
        name.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy")
        for name in node.names
        if name.name in QUERIES
    )


def faults_in_template(source: str) -> list[str]:
    """What a template does that the house doesn't."""
    faults = faults_of_size(source, MAX_TEMPLATE)
    if not source.startswith("{#"):
        faults.append("does not open with what it is and what it needs")
    tree = Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse(source)
    imported = {
        name[1] if isinstance(name, tuple) else name
        for node in tree.find_all(nodes.FromImport)
        for name in node.names
    }
    used = {node.name for node in tree.find_all(nodes.Name)}
    faults += [f"imports {name} and never uses it" for name in sorted(imported - used)]
    return faults + [f"line {n}: {m[0]}" for n, m in _matches(INLINE, source)]


def test_modules_keep_to_the_house_style():
    def faults(path, source):
        return faults_in_module(source, is_views=path.name == "views.py")

    assert faults_by_file(MODULES, faults) == {}


def test_queries_stand_in_storage():
    assert faults_by_file(WITHOUT_SQL, lambda _path, source: queries_in(source)) == {}


def test_no_file_was_passed_over():
    assert len(MODULES) > 300
    assert len(WITHOUT_SQL) > 200
    assert len(TESTS) > 200
    assert len(TEMPLATES) > 80


def test_the_rule_for_queries_bites():
    source = "from sqlalchemy import Engine, text\nfrom sqlalchemy.dialects.x import insert\n"

    assert queries_in(source) == ["insert", "text"]


def test_tests_are_no_longer_than_other_files():
    assert faults_by_file(TESTS, lambda _path, source: faults_of_size(source)) == {}


def test_every_test_asserts_something():
    modules = [path for path in TESTS if path.name.startswith("test_")]

    assert faults_by_file(modules, lambda _path, source: without_assertion(source)) == {}


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ("open('x')", ["test_x"]),
        ("assert x", []),
        ("with pytest.raises(E): x()", []),
        ("resident.see('x')", []),
        ("no(x)", []),
    ],
)
def test_the_rule_for_tests_bites(body, faults):
    assert without_assertion(f"def test_x():\n    {body}\n") == faults


def test_templates_keep_to_the_house_style():
    assert faults_by_file(TEMPLATES, lambda _path, source: faults_in_template(source)) == {}


LINES = "    x = 1\n"


@pytest.mark.parametrize(
    ("source", "is_views", "fault"),
    [
        ("x = 1\n" * 301, False, "301 lines"),
        (f"def long():\n{LINES * 40}", False, "long has 41 lines"),
        (f"def view():\n{LINES * 16}", True, "view has a body of 16 lines"),
        ("def late():\n    import os\n", False, "late imports inside"),
        ("x = 1  # TODO\n", False, "line 1: TODO"),
        ("from functools import cache, partial\n", False, "functools.cache"),
    ],
)
def test_the_rules_for_modules_bite(source, is_views, fault):
    assert faults_in_module(source, is_views=is_views) == [fault]


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("<p>", "does not open with what it is and what it needs"),
        ("{# x #}\n" + "<p>\n" * 120, "121 lines"),
        ('{# x #}{% from "a" import b %}', "imports b and never uses it"),
        ("{# x #}{{ a|safe }}", "line 1: |safe"),
        ('{# x #}<p style="x">', "line 1:  style="),
        ('{# x #}<a onclick="x">', 'line 1:  onclick="'),
        ("{# x #}<script>", "line 1: <script"),
    ],
)
def test_the_rules_for_templates_bite(source, fault):
    assert faults_in_template(source) == [fault]


PLANTED = {
    "Layers: each may use only what is below it": (
        "portal/domain/planted.py",
        "portal.web.words.formats",
    ),
    "Features know no other feature": (
        "portal/features/cases/planted.py",
        "portal.features.messages.views",
    ),
    "Features reach outside systems through portal.domain.outside only": (
        "portal/features/overview/planted.py",
        "portal.gateways.http",
    ),
    "A gateway knows no other outside system": (
        "portal/gateways/mail/planted.py",
        "portal.gateways.tasks.objects",
    ),
    "What looks into files knows nothing of the portal": (
        "portal/files/planted.py",
        "portal.settings",
    ),
    "The domain is plain Python": ("portal/domain/planted_sql.py", "sqlalchemy"),
    "Only web and features know the web": ("portal/storage/planted.py", "flask"),
    "Services know no Flask": ("portal/services/submissions/planted.py", "flask_babel"),
    "What lies below the services knows no WTForms": ("portal/texts/planted.py", "wtforms"),
    "Only storage has SQL": ("portal/gateways/planted.py", "sqlalchemy"),
    "Web processes only add security events: the worker seals, a command reads": (
        "portal/web/planted_seal.py",
        "portal.storage.event_chain",
    ),
    "The forms engine stands alone": ("forms/planted.py", "portal.settings"),
    "Only the fields of forms know WTForms: answers are judged without a page": (
        "forms/kinds/planted.py",
        "forms.fields",
    ),
    "The embedded world reaches the portal over HTTP only": (
        "portal/embedded/planted.py",
        "portal.domain.people",
    ),
    "Nobody in the portal knows the embedded world": (
        "portal/web/planted.py",
        "portal.embedded.registers.residents",
    ),
}


def test_every_import_contract_bites(tmp_path):
    """One planted import per contract, and each contract says that it is broken."""
    for name in ("portal", "forms"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for file, imported in PLANTED.values():
        (tmp_path / file).write_text(f'"""Planted."""\n\nimport {imported}\n', "utf-8")

    lint = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [lint, "--no-logo", "--no-cache"], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    for contract in PLANTED:
        assert re.search(rf"{re.escape(contract)} BROKEN", done.stdout), contract


def test_every_import_contract_has_its_planted_fault():
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    names = re.findall(r'\[\[tool\.importlinter\.contracts\]\]\nname = "([^"]+)"', text)

    assert set(names) == set(PLANTED)


def _faults_in_function(
    function: ast.FunctionDef | ast.AsyncFunctionDef, *, is_views: bool
) -> list[str]:
    faults = []
    lines = (function.end_lineno or 0) - function.lineno + 1
    if lines > MAX_FUNCTION:
        faults.append(f"{function.name} has {lines} lines")
    body = function.body[1:] if ast.get_docstring(function) else function.body
    size = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
    if is_views and size > MAX_VIEW:
        faults.append(f"{function.name} has a body of {size} lines")
    if any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(function)):
        faults.append(f"{function.name} imports inside")
    return faults


def _matches(pattern, source):
    return [
        (number, match)
        for number, line in enumerate(source.splitlines(), 1)
        for match in pattern.finditer(line)
    ]


def test_each_migration_follows_the_one_before():
    folder = ROOT / "portal/storage/migrations/versions"
    links = [
        tuple(re.findall(r'^(?:down_)?revision = (?:"(\d+)"|None)', path.read_text(), re.MULTILINE))
        for path in sorted(folder.glob("0*.py"))
    ]
    assert [before for _own, before in links] == ["", *(own for own, _before in links[:-1])]
