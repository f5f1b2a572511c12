"""`_()` is for texts that stand in the code, as literals: it formats them and trusts their HTML.

Texts that are data (of forms, registers, files of the operator, rows) go by `text_of`.
"""

import ast

import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from forms.placeholders import names
from tests.lint import ROOT, faults_by_file

MODULES = [path for room in ("portal", "forms") for path in ROOT.glob(f"{room}/**/*.py")]
TEMPLATES = sorted(ROOT.glob("templates/**/*.html"))
TEXTS = {"_": 1, "gettext": 1, "ngettext": 2, "pgettext": 2, "npgettext": 3}
"""Function → how many of its arguments are texts of the code."""


class Calls(ast.NodeVisitor):
    """Collects calls with a text that is no literal, outside the functions that are these."""

    def __init__(self):
        self.found = []

    def visit_FunctionDef(self, node):
        """Not into what hands its own argument on."""
        if node.name not in {*TEXTS, "text_of"}:
            self.generic_visit(node)

    def visit_Call(self, node):
        """The call, and those within it."""
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        args = node.args[: TEXTS.get(name, 0)]
        is_literal = all(isinstance(a, ast.Constant) and isinstance(a.value, str) for a in args)
        if name in TEXTS and not (is_literal and len(args) == TEXTS[name]):
            self.found.append(ast.unparse(node))
        self.generic_visit(node)


def data_in_module(source):
    """Calls of gettext with a text that is no literal."""
    calls = Calls()
    calls.visit(ast.parse(source))
    return calls.found


def data_in_template(source):
    """The same in a template, by line."""
    tree = Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse(source)
    calls = (call for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name))
    return [
        f"line {call.lineno}: {call.node.name}"
        for call in calls
        if (most := TEXTS.get(call.node.name))
        and [isinstance(text, nodes.Const) for text in call.args[:most]] != [True] * most
    ]


def test_only_literals_go_through_gettext():
    assert len(MODULES) > 300
    assert len(TEMPLATES) > 80
    assert faults_by_file(MODULES, lambda _path, source: data_in_module(source)) == {}
    assert faults_by_file(TEMPLATES, lambda _path, source: data_in_template(source)) == {}


@pytest.mark.parametrize(
    "source",
    ["_(title)", "words.gettext(TEXTS[x])", "_(f'{x}')", "ngettext('a', b, 2)", "_('a' + b)"],
)
def test_the_rule_for_modules_bites(source):
    assert data_in_module(source) != []


def test_the_rule_for_modules_lets_good_ones_through():
    good = """def gettext(text): return words().gettext(text)
_("a" "b", name=_("c"))
ngettext("a", "b", n)
words.text_of(form.title)
"""
    assert data_in_module(good) == []


@pytest.mark.parametrize(
    "source",
    ["{{ _(form.title) }}", '{{ x(_("a" ~ b)) }}', '{{ ngettext("a", b, 2) }}', "{{ gettext(a) }}"],
)
def test_the_rule_for_templates_bites(source):
    assert len(data_in_template(source)) == 1


def test_the_rule_for_templates_lets_good_ones_through():
    assert data_in_template("""{{ form.title|text_of }}{{ _("a", b=c) }}""") == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("translations/*/LC_MESSAGES/messages.po")))
def test_placeholders_of_a_translation_are_those_of_its_text(path):
    """In data only `%(name)s` is one, and another % is a sign."""
    with path.open("rb") as file:
        messages = [each for each in read_po(file) if isinstance(each.id, str) and each.id]

    assert len(messages) > 1000
    assert [m.id for m in messages if set(names(m.id)) != set(names(m.string))] == []
