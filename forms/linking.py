"""Ties the parts of a form together: conditions to amounts, what was fetched to its choice.

A form that was checked once can always be tied together again: nothing is judged here.
"""

from collections.abc import Iterable, Iterator, Mapping

from forms.definition import Derived, Form, Page
from forms.expression import Expression
from forms.kinds import Question, kind_of
from forms.placeholders import names as names_in_text
from forms.scope import Typed
from forms.sources import DataSource
from forms.values import ValueType

ALWAYS = ("facts.", "norms.")
"""What the names begin with that can be read from the first page on."""


def link(form: Form, sources: Mapping[str, DataSource], computed: Mapping[str, ValueType]) -> None:
    """Tie it together.

    `sources`: data choice → what the register says of what it asks. `computed`: the type of each
    value that is worked out.
    """
    norms = {f"norms.{norm.id}": norm for norm in form.norms}
    earlier: dict[str, Question] = {}
    for page in form.pages:
        for question in page.questions:
            question.link(earlier, sources)
            earlier[question.id] = question
    tie_tables(form, computed)
    types = dict(_types(form, computed))
    for expression in _expressions(form):
        expression.link(norms, types)
    derived = places(form)
    form.place(derived, computed, section_needs(form, derived))


def tie_tables(form: Form, computed: Mapping[str, ValueType]) -> None:
    """Read the cells of its decision tables; raises `BadExpression`."""
    worked_out = {name for name, value_type in computed.items() if value_type is ValueType.TRUTH}
    truths = truth_names(form) | worked_out
    for decision in form.decisions.values():
        decision.tie(truths)


def truth_names(form: Form) -> frozenset[str]:
    """The names that are answered with yes or no, or given as such by a table or condition."""
    truths = {
        question.id
        for question in form.questions()
        if kind_of(question).value_type is ValueType.TRUTH
    }
    outputs = {
        f"{table}.{name}"
        for table, decision in form.decisions.items()
        for name, value_type in decision.types()
        if value_type is ValueType.TRUTH
    }
    return frozenset(truths | outputs | form.conditions.keys())


def places(form: Form) -> dict[str, tuple[tuple[str, Derived], ...]]:
    """Page id (empty: before the first) → what can be worked out once it is passed.

    What reads a name that there isn't, or itself, is in none of them.
    """
    named: dict[str, Derived] = {**form.conditions, **form.decisions}
    # By name: a stored version has lost the order of the file, and is the same form.
    waiting = {name: named[name] for name in sorted(named)}
    passed: set[str] = set()
    placed = {"": tuple(_ready(waiting, passed))}
    for page in form.pages:
        passed |= names_of(page)
        placed[page.id] = tuple(_ready(waiting, passed))
    return {page_id: derived for page_id, derived in placed.items() if derived}


def names_of(page: Page) -> set[str]:
    """What can be read once this page is passed."""
    questions = {page.repeat.id} if page.repeat else {question.id for question in page.questions}
    return questions | page.compute.keys()


def names_read(derived: Derived) -> frozenset[str]:
    """The names that a condition or a table reads."""
    if isinstance(derived, Expression):
        return derived.names
    return frozenset(derived.by)


def section_needs(
    form: Form, derived: Mapping[str, tuple[tuple[str, Derived], ...]]
) -> tuple[frozenset[int], ...]:
    """For each section the numbers (from 0) of the earlier ones that decide what it asks.

    Those whose answers it reads, also by way of what is worked out, and those where the form can
    end.
    """
    origins: dict[str, frozenset[int]] = {}
    ends = frozenset[int]()
    result = []
    for number, section in enumerate(form.sections):
        needs = ends
        for page in section.pages:
            needs |= _origins_of(_names_on(page), origins)
            origins |= dict.fromkeys(names_of(page), frozenset({number}))
            for name, each in derived.get(page.id, ()):
                origins[name] = _origins_of(names_read(each), origins)
        result.append(needs - {number})
        if any(page.stop for page in section.pages):
            ends |= {number}
    return tuple(result)


def _origins_of(names: Iterable[str], origins: Mapping[str, frozenset[int]]) -> frozenset[int]:
    """The sections from which these names come; what can always be read comes from none."""
    tops = (name.partition(".")[0] for name in names)
    return frozenset[int]().union(*(origins.get(top, ()) for top in tops))


def _names_on(page: Page) -> Iterator[str]:
    """What a page reads, wherever on it."""
    for expression in _expressions_on(page):
        yield from expression.names
    yield from names_in_text(page.intro)
    yield from (question.shows_outcome_of for question in page.questions)


def _ready(waiting: dict[str, Derived], passed: set[str]) -> Iterator[tuple[str, Derived]]:
    """Those of which all that they read is passed, in an order in which they can be worked out."""
    while ready := next((n for n, d in waiting.items() if _reads_only(d, passed)), None):
        passed.add(ready)
        yield ready, waiting.pop(ready)


def _reads_only(derived: Derived, passed: set[str]) -> bool:
    names = (name for name in names_read(derived) if not name.startswith(ALWAYS))
    return all(name.partition(".")[0] in passed for name in names)


def _types(form: Form, computed: Mapping[str, ValueType]) -> Iterator[tuple[str, Typed]]:
    """The type of each name, so that an answer is read as what it is: "12.5" as a number."""
    for name, value_type in computed.items():
        yield name, Typed(value_type)
    for page in form.pages:
        for question in page.questions:
            answer_type = kind_of(question).value_type
            if answer_type is not None:
                yield question.id, Typed(answer_type)
                if page.repeat:
                    yield f"{page.repeat.id}.{question.id}", Typed(answer_type, is_column=True)


def _expressions(form: Form) -> Iterator[Expression]:
    """All of the form, to say what they read."""
    for page in form.pages:
        yield from _expressions_on(page)
    yield from form.conditions.values()
    for table in form.decisions.values():
        yield from (row.condition for row in table.rows if row.condition is not None)
    if form.fee is not None:
        yield form.fee.amount
    if form.case.no_answer is not None:
        yield form.case.no_answer.when


def _expressions_on(page: Page) -> Iterator[Expression]:
    """All of one page."""
    if page.show_if is not None:
        yield page.show_if
    yield from page.compute.values()
    yield from (rule.refuse_if for rule in page.rules)
    for question in page.questions:
        yield from (expression for _, expression, _ in question.expressions())
