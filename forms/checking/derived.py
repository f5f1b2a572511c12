"""Conditions and decision tables that can't be worked out anywhere in the form, and why."""

import re
from collections.abc import Iterator, Mapping

from forms.checking.parts import Loc, reads_rows
from forms.decisions import DecisionTable
from forms.definition import Derived, Form, Page
from forms.expression import Expression
from forms.linking import names_read, truth_names
from forms.mistakes import Mistake
from forms.scope import BadExpression, ReadsMistake, Scope
from forms.values import ValueType

_NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*", re.ASCII)


def mistake_of(loc: Loc, error: BadExpression) -> Iterator[Mistake]:
    """What is told of it; nothing where it only reads what is wrong itself."""
    if not isinstance(error, ReadsMistake):
        yield Mistake(loc, error.problem, error.remedy, error.name)


def tie_known(form: Form) -> dict[str, list[Mistake]]:
    """Read the cells of the tables; table → what is wrong with its cells, for those that have such.

    A cell that says yes or no of what is worked out takes that for a yes or no; it is told where
    that is something else. A table that looks at something else than a name has no mistake here;
    see `check_unplaced`.
    """
    worked_out = {name for page in form.pages for name in page.compute}
    truths, mistakes = truth_names(form) | worked_out, dict[str, list[Mistake]]()
    for name, table in form.decisions.items():
        if not all(map(_NAME.fullmatch, table.by)):
            mistakes[name] = []
            continue
        for number, row in enumerate(table.rows):
            try:
                row.tie(table.by, truths)
            except BadExpression as error:
                of_row = mistake_of(("decisions", name, "rows", number), error)
                mistakes.setdefault(name, []).extend(of_row)
    return mistakes


def check_outside_rows(page: Page, name: str) -> None:
    """Raises `BadExpression` where what is worked out by this name reads the rows of its page."""
    columns = reads_rows(page, name)
    if page.repeat and columns:
        raise BadExpression(
            f"'{name}' reads '{columns[0]}', which has a value in each row.",
            f"Work it out on a later page, for example: sum({page.repeat.id}.{columns[0]}).",
        )


def check_unplaced(unplaced: Mapping[str, Derived], scope: Scope) -> Iterator[Mistake]:
    """Of each of these why; nothing of one that only reads another of them.

    `scope`: all that can be read at the end of the form.
    """
    told = set[str]()
    for name, derived in unplaced.items():
        is_table = isinstance(derived, DecisionTable)
        loc: Loc = ("decisions", name, "by") if is_table else ("conditions", name)
        for read in sorted(names_read(derived)):
            if read.partition(".")[0] not in unplaced:
                yield from _check_name(loc, read, scope)
        circle = _circle(name, unplaced)
        if circle and not circle & told:
            told |= circle
            others = ", ".join(f"'{each}'" for each in sorted(circle - {name}))
            way = f", by way of {others}" if others else ""
            yield Mistake(
                loc, f"'{name}' needs its own outcome{way}.", "Let it read questions only."
            )


def _check_name(loc: Loc, name: str, scope: Scope) -> Iterator[Mistake]:
    """Why this can't be read; a table takes names, and no expressions."""
    try:
        if _NAME.fullmatch(name):
            scope.find(name)
        else:
            outcome = Expression(name).type_in(scope).type
            yield Mistake(
                loc, f"'{name}' is no name, but gives a {outcome}.", _first(name, outcome)
            )
    except BadExpression as error:
        yield from mistake_of(loc, error)


def _first(text: str, outcome: ValueType) -> str:
    if outcome is ValueType.TRUTH:
        return f"Give it one under `conditions` (`some_name: {text}`), and write that name here."
    way = f"`compute: {{some_name: {text}}}`"
    return f"Work it out first, with {way} on a page, and write that name here."


def _circle(name: str, unplaced: Mapping[str, Derived]) -> set[str]:
    """All that it reads and that reads it, itself too; empty where it doesn't need itself."""
    reached = _reached(name, unplaced)
    return (
        {each for each in reached if name in _reached(each, unplaced)} if name in reached else set()
    )


def _reached(name: str, unplaced: Mapping[str, Derived]) -> set[str]:
    """What it reads of these, also by way of others."""
    reached, waiting = set[str](), [name]
    while waiting:
        tops = {read.partition(".")[0] for read in names_read(unplaced[waiting.pop()])}
        further = (tops & unplaced.keys()) - reached
        reached |= further
        waiting += further
    return reached
