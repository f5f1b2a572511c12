"""A condition read, checked and worked out as a form does it."""

from forms.grammar import parse
from forms.nodes import bound
from forms.scope import BadExpression, Scope, Typed
from forms.values import ValueType
from tests.forms.factories import a_context

TYPES = {
    "living": Typed(ValueType.TEXT, frozenset({"rent", "own"})),
    "category": Typed(ValueType.TEXT, frozenset({"light", "waste", "road"})),
    "name": Typed(ValueType.TEXT),
    "music": Typed(ValueType.TRUTH),
    "copies": Typed(ValueType.NUMBER),
    "distance": Typed(ValueType.NUMBER),
    "nights": Typed(ValueType.NUMBER),
    "rent": Typed(ValueType.MONEY),
    "care": Typed(ValueType.MONEY),
    "first": Typed(ValueType.DATE),
    "last": Typed(ValueType.DATE),
    "born": Typed(ValueType.DATE),
    "until": Typed(ValueType.TIME),
    "facilities": Typed(ValueType.LIST, frozenset({"tent", "toilet", "stage"})),
    "movers": Typed(ValueType.LIST),
    "route": Typed(ValueType.OBJECT),
    "route.fee": Typed(ValueType.MONEY),
    "route.class": Typed(ValueType.TEXT, frozenset({"small", "large"})),
    "income": Typed(ValueType.LIST),
    "income.net": Typed(ValueType.MONEY),
    "costs": Typed(ValueType.ROWS),
    "costs.amount": Typed(ValueType.MONEY, is_column=True),
    "costs.number": Typed(ValueType.NUMBER, is_column=True),
    "costs.day": Typed(ValueType.DATE, is_column=True),
    "costs.paid": Typed(ValueType.TRUTH, is_column=True),
    "costs.what": Typed(ValueType.TEXT, frozenset({"rent", "move"}), is_column=True),
    "jobs": Typed(ValueType.ROWS),
    "jobs.wage": Typed(ValueType.MONEY, is_column=True),
}
SCOPE = Scope(TYPES, later=frozenset({"afterwards"}))


def type_of(text):
    """The type of its value, or what is wrong with it."""
    return parse(text).check(SCOPE).type


def outcome(text, values=(), **context):
    """What a checked condition gives for these values, by name; its type must be right."""
    tree = parse(text)
    tree.check(SCOPE)
    return bound(tree, TYPES).value(dict(values), a_context(**context))


def refusal(text):
    """(problem, remedy) of what can't be used."""
    try:
        type_of(text)
    except BadExpression as error:
        return error.problem, error.remedy
    raise AssertionError(f"{text} can be used")
