"""Every example in docs/conditions.md gives what the document says."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from forms.grammar import FUNCTIONS, parse
from forms.nodes import bound
from forms.scope import BadExpression, Scope, Typed
from forms.values import ValueType
from tests.forms.factories import a_context

TEXT = (Path(__file__).parents[2] / "docs/conditions.md").read_text("utf-8")
OLD_FUNCTIONS = {"above", "least"}


def table(*head):
    """The rows below a line with these heads, wherever it stands, as tuples of cells."""
    lines, rows, is_inside = TEXT.splitlines(), [], False
    for line in lines:
        cells = tuple(cell.strip() for cell in line.strip("|").split(" | "))
        is_inside = cells == head or (is_inside and line.startswith("|"))
        if is_inside and cells != head and not line.startswith("|---"):
            rows.append(cells)
    return rows


def bare(cell):
    """What stands between the backticks."""
    return re.findall(r"`([^`]*)`", cell)


def typed(cell):
    """The type that a row of the table of names gives."""
    value_type = next(each for each in ValueType if re.match(rf"{each}\b", cell))
    return Typed(value_type, frozenset(bare(cell)) or None, "in each row" in cell)


NAMES = [
    (bare(name)[0], typed(kind), answer) for name, kind, answer in table("name", "type", "answer")
]
TYPES = {name: kind for name, kind, _ in NAMES}
ANSWERS = {name: json.loads(bare(answer)[0]) for name, _, answer in NAMES if bare(answer)}
EXAMPLES = [(bare(text)[0], outcome) for text, outcome in table("expression", "gives")]
REFUSED = [(bare(text)[0], remedy) for text, remedy in table("written", "remedy")]


def as_told(value, value_type):
    """A value as the document writes it."""
    if value is None:
        return "absent"
    if value_type is ValueType.TRUTH:
        return "yes" if value else "no"
    if value_type is ValueType.MONEY:
        return f"€ {Decimal(value).scaleb(-2)}"
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


@pytest.mark.parametrize(("text", "outcome"), EXAMPLES)
def test_an_example_gives_what_is_told(text, outcome):
    tree = parse(text)
    value_type = tree.check(Scope(TYPES)).type

    assert as_told(bound(tree, TYPES).value(ANSWERS, a_context()), value_type) == outcome


@pytest.mark.parametrize(("text", "remedy"), REFUSED)
def test_what_is_refused_has_the_remedy_that_is_told(text, remedy):
    with pytest.raises(BadExpression) as caught:
        parse(text).check(Scope(TYPES))

    assert caught.value.remedy == remedy


def test_the_document_has_an_example_of_each_function_and_type():
    written = " ".join(text for text, _ in EXAMPLES)

    assert {f for f in FUNCTIONS if f"{f}(" not in written} == OLD_FUNCTIONS
    assert {kind.type for kind in TYPES.values()} == set(ValueType)
    assert len(EXAMPLES) > 55
    assert len(REFUSED) > 8
