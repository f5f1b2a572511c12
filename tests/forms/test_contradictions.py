"""What can be proved of conditions: that they never hold together, or always do."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.contradictions import is_always, is_never
from forms.grammar import parse
from forms.nodes import bound
from tests.forms.conditions import SCOPE, TYPES
from tests.forms.factories import a_context

NEVER = [
    ["category == 'light'", "category == 'waste'"],
    ["category == 'light' and category == 'waste'"],
    ["living != 'rent' and living != 'own'"],
    ["living in ['rent']", "living == 'own'"],
    ["category in ['light', 'waste'] and category in ['road']"],
    ["answered(living) and not living in ['rent', 'own']"],
    ["answered(living)", "not answered(living)"],
    ["living == 'rent' and not answered(living)"],
    ["music and not music"],
    ["music and music == no"],
    ["music == yes and music != true"],
    ["not (music or living == 'rent')", "living == 'rent'"],
    ["(music and living == 'rent') and not (living == 'rent' and music)"],
    ["(living == 'rent' or living == 'own') and category == 'light' and category != 'light'"],
    ["'tent' in facilities and not 'tent' in facilities"],
    ["'tent' in facilities", "not answered(facilities)"],
    ["distance > 5 and distance < 5"],
    ["distance > 5 and distance <= 5"],
    ["distance == 5 and distance != 5.0"],
    ["distance == 5 and 6 < distance"],
    ["distance > 10 and not distance > 5"],
    ["rent > 5.00 and rent < 5.01"],
    ["rent >= 5.00 and rent <= 5.01 and rent != 5.00 and rent != 5.01"],
    ["count(facilities) < 0"],
    ["count(costs) > 1 and count(costs) < 2"],
    ["count(costs) > 1.2 and count(costs) < 1.8"],
    ["age(born) < 18 and age(born) >= 65"],
    ["age(born) > 3 and not answered(born)"],
    ["first < '2027-01-01' and first > '2027-06-01'"],
    ["first > '2027-01-01' and first < '2027-01-02'"],
    ["first < today and first > today + 3"],
    ["first < today - 1 week and first >= today - 6 days"],
    ["first < last and last < first"],
    ["first == last and first != last"],
    ["first < first"],
    ["until > '23:59'"],
    ["until < '08:00' and '08:00' <= until"],
    ["rent + care > 5.00 and rent + care < 5.00"],
    ["rent + care > 5.00 and not answered(care)"],
    ["first + 1 month == last and not answered(first)"],
    ["known(facts.household) and not known(facts.household)"],
    ["any(costs.paid) and not any(costs.paid)"],
    ["answered(rent) and not rent > 5.00 and not rent <= 5.00"],
    ["1 == 2"],
    ["today > today + 3"],
    ["no"],
    ["not (yes or music)"],
]
POSSIBLE = [
    ["category == 'light' or category == 'waste'"],
    ["living != 'rent'"],
    ["not living == 'rent' and not living == 'own'"],
    ["not music and music == no"],
    ["not (music == yes) and not (music == no)"],
    ["distance > 5 and distance < 6"],
    ["distance > 5 and not distance < 6"],
    ["not distance > 5 and not distance <= 5"],
    ["name != 'a' and name != 'b'"],
    ["count(costs) > 1.5 and count(costs) < 2.5"],
    ["count(facilities) == 0 and not answered(facilities)"],
    ["first > today and first < '2027-01-01'"],
    ["first > '2027-01-01' and first < '2027-01-03'"],
    ["first <= last and last <= first"],
    ["last >= first + 30 and last <= first + 10"],
    ["first >= today + 99999 weeks and first <= today + 90000 weeks"],
    ["rent >= 5.00 and rent <= 5.01 and rent != 5.00"],
    ["sum(rent, care) == 0.00 and not answered(care)"],
    ["answered(first) and not first < today and not first >= today"],
    ["zzz == 'x' and zzz != 'x'"],
    [" and ".join(["(music or living == 'rent')"] * 9) + " and 1 == 2"],
]


def never(*texts):
    return is_never(map(parse, texts), SCOPE)


def always(*texts):
    return is_always(map(parse, texts), SCOPE)


@pytest.mark.parametrize("texts", NEVER)
def test_what_never_holds(texts):
    assert never(*texts)
    assert always(f"not (({') and ('.join(texts)}))")


@pytest.mark.parametrize("texts", POSSIBLE)
def test_what_can_hold_or_is_not_known(texts):
    assert not never(*texts)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("1 < 2", True),
        ("living == 'rent' or not living == 'rent'", True),
        ("answered(living) or not living in ['rent']", True),
        ("count(costs) >= 0", True),
        ("living in ['rent', 'own']", False),
        ("living == 'rent' or living != 'rent'", False),
        ("music or music == no", False),
        ("music or not music", True),
        ("today == today", True),
    ],
)
def test_what_always_holds(text, holds):
    assert always(text) is holds


# All values that these names can have, in a small world: what is proved must be so in it.

WORLD = {
    "living": [None, "rent", "own"],
    "music": [None, True, False],
    "copies": [None, 0, 1, "1.5", 2],
    "rent": [None, 0, 1, 2],
    "first": [None, "2026-11-21", "2026-11-22", "2026-11-23"],
}
atoms = st.sampled_from(
    [
        "music",
        "music == no",
        "music != no",
        "living == 'rent'",
        "living != 'rent'",
        "living in ['own']",
        "answered(living)",
        "answered(copies)",
        "answered(first)",
        *(f"copies {sign} {n}" for sign in ("==", "!=", "<", ">=") for n in ("1", "1.5")),
        *(f"rent {sign} 0.01" for sign in ("==", "!=", "<", "<=", ">", ">=")),
        *(f"first {sign} today" for sign in ("==", "!=", "<", "<=", ">", ">=")),
        "first > today - 1",
        "today + 1 <= first",
        "first == '2026-11-22'",
        "copies * 0.01 == rent",
        "rent < copies * 0.01",
        "yes",
    ]
)
conditions = st.recursive(
    atoms,
    lambda inner: st.one_of(
        inner.map("not ({})".format),
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(
            lambda parts: f"({parts[0]}) {parts[1]} ({parts[2]})"
        ),
    ),
    max_leaves=6,
)


@settings(max_examples=100)
@given(st.lists(conditions, min_size=1, max_size=3))
def test_what_is_proved_is_so(texts):
    trees = [bound(parse(text), TYPES) for text in texts]
    worlds = (dict(zip(WORLD, values, strict=True)) for values in product(*WORLD.values()))
    context = a_context()
    outcomes = {
        all(tree.value(values, context) is True for tree in trees)
        for values in ({k: v for k, v in world.items() if v is not None} for world in worlds)
    }

    assert not (never(*texts) and True in outcomes)
    assert not (always(*texts) and False in outcomes)
