"""Conditions: what they mean, and what is refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.expression import Expression
from forms.kinds import KINDS
from forms.nodes import COUNT_OF
from forms.scope import BadExpression, Scope, Typed
from forms.values import ValueType
from tests.forms.factories import TODAY, a_context

SCOPE = Scope(
    {
        "living": Typed(ValueType.TEXT, frozenset({"rent", "own"})),
        "name": Typed(ValueType.TEXT),
        "movers": Typed(ValueType.LIST),
        "files": Typed(ValueType.LIST),
        "day": Typed(ValueType.DATE),
        "place": Typed(ValueType.OBJECT),
    },
    later=frozenset({"afterwards"}),
)
ANSWERS = {
    "living": "rent",
    "name": "Noor",
    "movers": {"keys": ["p1"], "names": ["Sam", "Lila"]},
    "files": {"later": False, "files": ["f1"]},
    "day": "2026-11-25",
}


COUNTS = {"movers": KINDS["people"].count, "files": KINDS["file"].count}


def run(text, answers=ANSWERS, **context):
    counts = {COUNT_OF + name: COUNTS[name](answers[name]) for name in COUNTS if name in answers}
    return Expression(text).value(answers | counts, a_context(**context))


@pytest.mark.parametrize(
    "text",
    [
        "living == 'rent'",
        'living == "rent"',
        "living != 'own'",
        "living in ['rent', 'own']",
        "not living in ['own']",
        "living == 'own' or name == 'Noor'",
        "living == 'rent' and not name == 'Sam'",
        "(living == 'own' or name == 'Noor') and count(movers) > 1",
        "count(movers) == 2",
        "count(files) <= 1",
        "count(facts.household) >= 2",
        "known(facts.household) and known(facts.person.address)",
        "answered(day)",
        "not answered(place)",
        "day == today + 3",
        "day - 3 == today",
        "day < today + 4 and day > today - 1",
        "facts.person.born < today - 6000",
        "1 < 2",
    ],
)
def test_true_conditions(text):
    Expression(text).check(SCOPE, ValueType.TRUTH)

    assert run(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "living == 'rent'",
        "living != 'rent'",
        "living in ['rent']",
        "day <= today",
        "day + 1 > today",
    ],
)
def test_a_comparison_with_an_absent_answer_is_false(text):
    assert run(text, {}) is False
    assert run(f"not {text}", {}) is True


def test_counting_what_is_absent_gives_nothing():
    assert run("count(movers) == 0", {}) is True
    assert run("known(facts.household) or count(facts.household) > 0", facts={}) is False


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "stops halfway"),
        ("living ==", "stops halfway"),
        ("living = 'rent'", "can't be read"),
        ("living == 'rent", "can't be read"),
        ("LIVING == 'rent'", "can't be read"),
        ("living == 'rent' name", "not expected"),
        ("1 < 2 < 3", "not expected"),
        ("(living == 'rent'", "')' is missing before 'the end'"),
        ("count movers", "'(' is missing before 'movers'"),
        ("count(today)", "stands where a question is expected"),
        ("count(3)", "stands where a question is expected"),
        ("and == 'x'", "stands where a question is expected"),
        ("living == ]", "stands where a value is expected"),
        ("living in []", "stands where a value is expected"),
        ("1 + " * 41 + "1 < 2", "More than 40 times"),
        ("cont(movers) > 1", "no function 'cont'"),
        ("age(day, day, day) > 1", "takes another number of values"),
        ("1500,00 > 1", "not expected"),
        ("1.500 > 1", "read in two ways"),
        ("1234567890123 > 1", "too many digits"),
        ("day + 3 weeks ago == today", "not expected"),
        ("day == 3 weeks", "not expected"),
        ("movers in 3", "stands where a question is expected"),
        ("x" * 501, "longer than 500"),
        ("(" * 21 + "1 < 2" + ")" * 21, "More than 20 levels"),
        ("not " * 21 + "1 < 2", "More than 20 levels"),
    ],
)
def test_what_cannot_be_read(text, problem):
    with pytest.raises(BadExpression, match=r".") as caught:
        Expression(text)

    assert problem in caught.value.problem
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("text", "problem", "remedy"),
    [
        ("livin == 'rent'", "no question 'livin'", "Did you mean 'living'?"),
        ("zzz == 'rent'", "no question 'zzz'", "Choose one of: day, files"),
        ("afterwards == 'x'", "on this page or a later one", "Move"),
        ("living == 'rnt'", "'rnt' is not one of the options", "Did you mean 'rent'?"),
        ("'rnt' == living", "'rnt' is not one of the options", "Did you mean 'rent'?"),
        ("living in ['rent', 'zzz']", "'zzz' is not one", "Choose one of: own, rent."),
        ("living == 3", "can't be compared", "one type"),
        ("day == '2026-02-30'", "not a day of the calendar", "'2027-01-31'"),
        ("today + day == today", "not a number of days", "today + 5"),
        ("today + 100000 == day", "not a number of days", "today + 3 months"),
        ("living < name", "'<' does not work on a text", "answered"),
        ("place == place", "does not work on a group of values", "answered"),
        ("day in ['x']", "'in' works on a text only", "in ['a', 'b']"),
        ("count(day) > 1", "not a list", "Count people or files"),
        ("name + 3 == today", "Only a date can be moved", "today + 5"),
        ("living and name", "needs conditions", "and answered"),
        ("not day", "needs conditions", "and answered"),
        ("living", "gives a text", "x == 'y'"),
        ("known(facts.hosehold)", "no fact 'hosehold'", "Did you mean 'household'?"),
    ],
)
def test_what_does_not_fit(text, problem, remedy):
    with pytest.raises(BadExpression, match=r".") as caught:
        Expression(text).check(SCOPE, ValueType.TRUTH)

    assert problem in caught.value.problem
    assert remedy in caught.value.remedy


def test_a_limit_must_be_a_date():
    with pytest.raises(BadExpression, match="a date is needed") as caught:
        Expression("1 < 2").check(SCOPE, ValueType.DATE)

    assert "today + 5" in caught.value.remedy


def test_without_questions_there_is_nothing_to_choose():
    with pytest.raises(BadExpression, match="There is none"):
        Expression("x == 'y'").check(Scope({}), ValueType.TRUTH)


def test_facts_need_login():
    with pytest.raises(BadExpression, match="without login"):
        Expression("known(facts.household)").check(Scope({}, has_facts=False), ValueType.TRUTH)


def test_dates_give_days():
    assert Expression("today + 5").day({}, a_context()) == TODAY + timedelta(days=5)
    assert Expression("day + 5").day({}, a_context()) is None


def test_expressions_are_equal_by_their_text():
    assert Expression("1 < 2") == Expression("1 < 2") != Expression("1 < 3")
    assert {Expression("1 < 2"), Expression("1 < 2")} == {Expression("1 < 2")}
    assert repr(Expression("1 < 2")) == "Expression('1 < 2')"


# A second, naive reading of conditions: Python's own, on values with an absent one in between.

NAMES = ("a", "b", "day_a", "day_b")
texts = st.sampled_from(["x", "y", "z"])
atoms = st.one_of(
    st.tuples(st.sampled_from(["==", "!="]), st.sampled_from("ab"), texts),
    st.tuples(st.just("in"), st.sampled_from("ab"), st.lists(texts, min_size=1, max_size=3)),
    st.tuples(st.just("answered"), st.sampled_from(NAMES)),
    st.tuples(st.sampled_from(["day<", "day>="]), st.sampled_from(NAMES[2:]), st.integers(-40, 40)),
)
trees = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.tuples(st.just("not"), inner),
        st.tuples(st.sampled_from(["and", "or"]), inner, inner),
    ),
    max_leaves=8,
)
answers_ = st.fixed_dictionaries(
    {},
    optional={
        "a": texts,
        "b": texts,
        "day_a": st.dates(date(2026, 10, 1), date(2027, 1, 31)).map(date.isoformat),
        "day_b": st.dates(date(2026, 10, 1), date(2027, 1, 31)).map(date.isoformat),
    },
)


def written(tree):
    match tree:
        case ("==" | "!=") as sign, name, text:
            return f"{name} {sign} '{text}'"
        case "in", name, options:
            return f"{name} in {options}"
        case "answered", name:
            return f"answered({name})"
        case ("day<" | "day>=") as sign, name, days:
            return f"{name} {sign[3:]} today {'+' if days >= 0 else '-'} {abs(days)}"
        case "not", inner:
            return f"not ({written(inner)})"
        case sign, left, right:
            return f"({written(left)}) {sign} ({written(right)})"


def naive(tree, answers):
    match tree:
        case "not", inner:
            return not naive(inner, answers)
        case "and", left, right:
            return naive(left, answers) and naive(right, answers)
        case "or", left, right:
            return naive(left, answers) or naive(right, answers)
        case sign, name, *given_:
            return name in answers and naive_atom(sign, answers[name], *given_)


def naive_atom(sign, value, given_=None):
    limit = TODAY + timedelta(days=given_) if sign.startswith("day") else None
    return {
        "==": lambda: value == given_,
        "!=": lambda: value != given_,
        "in": lambda: value in given_,
        "answered": lambda: True,
        "day<": lambda: date.fromisoformat(value) < limit,
        "day>=": lambda: date.fromisoformat(value) >= limit,
    }[sign]()


@given(trees, answers_)
def test_a_condition_means_what_the_naive_reading_says(tree, answers):
    expression = Expression(written(tree))
    types = {n: Typed(ValueType.DATE if n[0] == "d" else ValueType.TEXT) for n in NAMES}
    expression.check(Scope(types), ValueType.TRUTH)

    assert expression.tree.value(answers, a_context()) is naive(tree, answers)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_with_a_remedy(text):
    try:
        Expression(text)
    except BadExpression as error:
        assert error.remedy  # noqa: PT017  # both outcomes are right
