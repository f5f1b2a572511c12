"""Any condition that fits its names gives a value of its type or nothing, for any answers."""

from decimal import Decimal
from fractions import Fraction
from math import floor

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from forms.grammar import parse
from forms.nodes import COUNT_OF, bound
from forms.numbers import LIMIT, added, divided, multiplied
from forms.values import ValueType
from tests.forms.conditions import SCOPE, TYPES, outcome
from tests.forms.factories import a_context

COMPARISONS = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
UNITS = st.sampled_from(["days", "weeks", "months", "years", "day"])


def written(form, *parts):
    """Texts of this form, with a text of each part in it."""
    return st.tuples(*parts).map(lambda given_: form.format(*given_))


def either(*ways):
    """One of these; literal texts stand for themselves."""
    return st.one_of(*(st.just(way) if isinstance(way, str) else way for way in ways))


def deeper(kind):
    """Expressions of a type, made of others."""
    return st.deferred(lambda: KINDS[kind])


number, money, day, truth, text = (deeper(k) for k in ("number", "money", "day", "truth", "text"))
whole = st.integers(1, 99_999)
KINDS = {
    "number": either(
        "copies",
        "distance",
        "count(facilities)",
        "count(costs)",
        "sum(costs.number)",
        "5%",
        whole.map(str),
        st.decimals(1, 999, places=1, allow_nan=False).map(str),
        written("({} {} {})", number, st.sampled_from("+-*/"), written("({})", number)),
        written("({} - {})", day, day),
        written("age({}, {})", day, day),
        written("{}({}, {})", st.sampled_from(["min", "max", "excess", "sum"]), number, number),
        written("if({}, {}, {})", truth, number, number),
    ),
    "money": either(
        "rent",
        "care",
        "route.fee",
        "income.net",
        "sum(costs.amount)",
        "max(costs.amount)",
        "16.30",
        written("({} {} {})", money, st.sampled_from("+-"), money),
        written("({} * ({}))", money, number),
        written("({} * {})", number, money),
        written("({} / ({}))", money, number),
        written("{}({}, {})", st.sampled_from(["min", "max", "excess", "sum"]), money, money),
        written("if({}, {}, {})", truth, money, money),
    ),
    "day": either(
        "today",
        "first",
        "born",
        "facts.person.born",
        "latest(costs.day)",
        written("({} {} ({} + 1))", day, st.sampled_from("+-"), number),
        written("({} {} {} {})", day, st.sampled_from("+-"), whole, UNITS),
        written("earliest({}, {})", day, day),
        written("if({}, {}, {})", truth, day, day),
    ),
    "text": either("living", "name", "route.class", written("if({}, {}, {})", truth, text, text)),
    "truth": either(
        "music",
        "answered(costs)",
        "known(facts.household)",
        "'tent' in facilities",
        "living in ['rent', 'own']",
        "any(costs.amount > 5.00 and costs.day < today)",
        written("({} {} {})", number, COMPARISONS, number),
        written("({} {} {})", money, COMPARISONS, money),
        written("({} {} {})", day, COMPARISONS, day),
        written("({} {} '2027-01-31')", day, COMPARISONS),
        written("({} {} {})", text, st.sampled_from(["==", "!="]), text),
        written("(not {})", truth),
        written("({} {} {})", truth, st.sampled_from(["and", "or"]), truth),
    ),
}
odd = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-(10**40), 10**40),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(["2026", "2026-05", "9999-12-31", "0001-01-01", "12.5", "-3", "yes", "24:00"]),
    st.dates().map(str),
    st.decimals(-(10**20), 10**20, places=3),
    st.sampled_from([Decimal("NaN"), Decimal("Infinity"), Decimal("-0"), Decimal("1E+40")]),
)
anything = st.recursive(
    odd,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["records", "net", "fee", "class", "amount", "number", "day", "paid"]),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=6,
)
NAMES = sorted({name.partition(".")[0] for name in TYPES})
worlds = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(NAMES, anything) | {COUNT_OF + "facilities": anything}
)
PYTHON = {
    ValueType.NUMBER: (int, Decimal),
    ValueType.MONEY: int,
    ValueType.TRUTH: bool,
    ValueType.DATE: str,
}


def is_small(condition):
    """Whether it stays within the limits of length, depth and signs."""
    depth = max(condition[:at].count("(") - condition[:at].count(")") for at in range(500))
    return len(condition) <= 500 and depth <= 20 and sum(map(condition.count, "+-*/")) <= 40


@st.composite
def conditions(draw):
    """A condition within the limits; a filter would write all of the strategy out to say so."""
    condition = draw(either(number, money, day, truth))
    assume(is_small(condition))
    return condition


@settings(max_examples=100, deadline=None)
@given(conditions(), worlds, anything)
def test_no_condition_fails_on_any_answers(condition, values, born):
    context = a_context(facts={"person": {"born": born}, "household": born})
    tree = parse(condition)
    value_type = tree.check(SCOPE).type
    value = bound(tree, TYPES).value(values, context)

    tree.value(values, context)  # what is not bound to types gives no error either
    if value is None:
        return
    assert isinstance(value, PYTHON[value_type])
    if value_type is ValueType.DATE:
        assert "0001-01-01" <= value <= "9999-12-31"
    if value_type in {ValueType.NUMBER, ValueType.MONEY}:
        assert -LIMIT <= value <= LIMIT
        assert len(f"{Decimal(value):f}") <= len("-1000000000000000.0123456789")


cents = st.integers(-(10**12), 10**12)
factors = st.decimals(-999, 999, places=4, allow_nan=False)


def half_up(number):
    """To the nearest whole number, a half upwards."""
    return floor(number + Fraction(1, 2))


@settings(max_examples=100)
@given(cents, factors)
def test_amounts_are_exact(amount, factor):
    times = half_up(amount * Fraction(factor))

    assert multiplied(amount, factor) == multiplied(factor, amount) == times
    assert added(amount, amount) == amount + amount
    if factor:
        part = half_up(amount / Fraction(factor))
        assert divided(amount, factor) == (part if abs(part) <= LIMIT else None)
    else:
        assert divided(amount, factor) is None


@settings(max_examples=100)
@given(factors, factors)
def test_numbers_are_exact(left, right):
    values = {"copies": str(left), "distance": str(right)}

    assert outcome("copies + distance", values) == left + right
    assert outcome("copies - distance", values) == left - right
    assert outcome("copies * distance", values) == left * right
    assert (outcome("copies < distance", values), outcome("copies == distance", values)) == (
        left < right,
        left == right,
    )


@settings(max_examples=100)
@given(st.lists(cents, max_size=6), cents)
def test_a_sum_of_rows_is_the_sum_of_its_amounts(amounts, limit):
    values = {"costs": [{"amount": amount} for amount in amounts], "rent": limit}

    assert outcome("sum(costs.amount)", values) == sum(amounts)
    assert outcome("max(costs.amount)", values) == max(amounts, default=None)
    assert outcome("any(costs.amount > rent)", values) is any(a > limit for a in amounts)
    assert outcome("all(costs.amount > rent)", values) is (
        bool(amounts) and all(a > limit for a in amounts)
    )
