"""Ties the parts of a form together: conditions to questions, what was fetched to its choice.

A form that was checked once can always be tied together again: nothing is judged here.
"""

from collections.abc import Iterator, Mapping

from forms.definition import Form
from forms.expression import Expression, Need
from forms.kinds import Question, kind_of
from forms.kinds.calculation import needs_of
from forms.paths import AnswerPath
from forms.sources import DataSource
from forms.values import ValueType


def link(form: Form, sources: Mapping[str, DataSource]) -> None:
    """Tie it together. `sources`: data choice → what the register says of what it asks."""
    norms = {f"norms.{norm.id}": norm for norm in form.norms}
    earlier: dict[str, Question] = {}
    guards: dict[str, tuple[Expression, ...]] = {}
    for page in form.pages:
        expressions = [] if page.show_if is None else [page.show_if]
        for question in page.questions:
            question.link(earlier, sources)
            expressions += [expression for _, expression, _ in question.expressions()]
        for expression in expressions:
            needs = (*_needs(expression, guards, earlier), *needs_of(expression.names))
            expression.link(needs, norms)
        for question in page.questions:
            earlier[question.id] = question
            guards[question.id] = tuple(filter(None, (page.show_if, question.show_if)))


def _needs(
    expression: Expression,
    guards: Mapping[str, tuple[Expression, ...]],
    earlier: Mapping[str, Question],
) -> Iterator[Need]:
    """The questions that it reads, and those that decide whether these are asked."""
    needed, open_names = set[str](), set(expression.names)
    while open_names:
        name = AnswerPath.of(open_names.pop()).top
        if name in guards and name not in needed:
            needed.add(name)
            open_names |= {n for guard in guards[name] for n in guard.names}
    for name in guards:
        if name in needed:
            kind = kind_of(earlier[name])
            is_list = kind.value_type is ValueType.LIST
            yield Need.of(name, guards[name], kind.count if is_list else None)
