"""A text in the braces of an f-string is not collected: then it is in no catalogue."""

import ast

from tests.lint import ROOT, faults_by_file

MODULES = [path for path in ROOT.glob("portal/**/*.py") if "embedded" not in path.parts]
TRANSLATED = {"_", "gettext", "ngettext"}


def texts_in_f_strings(source: str) -> list[str]:
    """Texts that are not collected, as they stand in the braces of an f-string."""
    inside = (
        part
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.JoinedStr)
        for part in ast.walk(node)
    )
    return [
        str(call.args[0].value)
        for call in inside
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name | ast.Attribute)
        and (call.func.id if isinstance(call.func, ast.Name) else call.func.attr) in TRANSLATED
        and call.args
        and isinstance(call.args[0], ast.Constant)
    ]


def test_no_text_stands_where_it_is_not_collected():
    assert len(MODULES) > 200
    assert faults_by_file(MODULES, lambda _path, source: texts_in_f_strings(source)) == {}


def test_the_rule_of_f_strings_bites():
    assert texts_in_f_strings("""f"{a} {_('Tekst')}" """) == ["Tekst"]
    assert texts_in_f_strings("""f"{a} {words.gettext('Tekst')}" """) == ["Tekst"]
    assert texts_in_f_strings("""f"{_(text)}" + _('Tekst')""") == []
