"""The names that a condition may read at its place in the form, and their types."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forms.facts import FACTS
from forms.values import ValueType

FACT = "facts."
"""What the name of a fact begins with."""
OWN_GROUPS = frozenset({"norms", "step"})
"""What a name with a dot can begin with that is neither a fact nor a question."""


class BadExpression(ValueError):
    """The condition can't be used; `problem` says what is wrong, `remedy` what to write."""

    def __init__(self, problem: str, remedy: str, name: str = "") -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem = problem
        self.remedy = remedy
        self.name = name
        """The name that there isn't, where that is it."""


class ReadsMistake(BadExpression):
    """The condition reads something that is wrong itself, which is told there."""


@dataclass(frozen=True, slots=True)
class Typed:
    """The type of a value, and for a choice the only texts that it can be."""

    type: ValueType
    options: frozenset[str] | None = None
    """For a list: the only texts that can be in it."""
    is_column: bool = False
    """Whether it is asked in each row of the group that its name begins with: `costs.amount`."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The names that a condition may read at its place in the form."""

    types: Mapping[str, Typed]
    later: frozenset[str] = frozenset()
    """Names of questions that exist, but on this page or a later one."""
    wrong: frozenset[str] = frozenset()
    """What is worked out in a way that can't be: told there, and not wherever it is read."""
    has_facts: bool = True
    row_of: str = ""
    """The group of which one row is looked at, within any(…) and all(…); empty for none."""

    def find(self, name: str) -> Typed:
        """The type behind a name; raises `BadExpression`."""
        if name.partition(".")[0] in self.wrong:
            raise ReadsMistake(f"'{name}' is wrong itself.", "Mend that first.")
        if name.startswith(FACT):
            return self._fact(name.removeprefix(FACT))
        if name in self.types:
            result = self.types[name]
            if result.is_column and name.partition(".")[0] != self.row_of:
                raise _loose_column(name, result.type)
            return result
        if name in self.later:
            raise BadExpression(
                f"'{name}' is asked on this page or a later one.",
                "Move this question or page behind it, or use an earlier question.",
                name,
            )
        raise BadExpression(
            f"There is no question '{name}'.",
            self._instead(name),
            missing_name(name, {*self.types, *self.later}),
        )

    def _instead(self, name: str) -> str:
        near = suggestion(name, {**self.types, "today": None})
        return near if near.startswith("Did") else suggestion(name, self.types)

    def _fact(self, path: str) -> Typed:
        if not self.has_facts:
            raise BadExpression(
                f"'{FACT}{path}' is not known without login.", "Write `login: digid_midden`."
            )
        if path not in FACTS:
            raise BadExpression(
                f"There is no fact '{path}'.", suggestion(path, FACTS), f"{FACT}{path}"
            )
        return Typed(FACTS[path])


def missing_name(name: str, names: Iterable[str]) -> str:
    """What there isn't: the name, or what its first part names where none of these begins so."""
    top = name.partition(".")[0]
    return name if top in {each.partition(".")[0] for each in names} else top


def _loose_column(name: str, value_type: ValueType) -> BadExpression:
    if value_type in {ValueType.MONEY, ValueType.NUMBER}:
        remedy = f"Write for example: sum({name}), or max({name})."
    elif value_type is ValueType.DATE:
        remedy = f"Write for example: latest({name}), or any({name} > today)."
    else:
        remedy = f"Write for example: any(answered({name}))."
    return BadExpression(f"'{name}' has a value in each row.", remedy)


def suggestion(word: str, words: Mapping[str, object]) -> str:
    """A sentence that names the word that was probably meant, or all words there are."""
    near = difflib.get_close_matches(word, words, n=1)
    if near:
        return f"Did you mean '{near[0]}'?"
    if not words:
        return "There is none to choose from here."
    return f"Choose one of: {', '.join(sorted(words))}."
