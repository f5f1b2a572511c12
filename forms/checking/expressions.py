"""Whether every condition can be worked out where it stands, and gives what is needed there."""

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

from forms.checking.derived import (
    check_outside_rows,
    check_unplaced,
    mistake_of,
    tie_known,
)
from forms.checking.parts import Loc, pages_of, questions_of
from forms.checking.rules import check_names, is_meant_for_rows
from forms.checking.tables import check_table
from forms.contradictions import is_never
from forms.decisions import DecisionTable
from forms.definition import Derived, Form, Page
from forms.expression import Expression
from forms.kinds import Question, kind_of
from forms.linking import names_of, places
from forms.mistakes import Mistake
from forms.placeholders import names
from forms.scope import BadExpression, Scope, Typed, missing_name, suggestion
from forms.sources import SourceRegister
from forms.values import ValueType

NOTHING: Mapping[str, Typed] = MappingProxyType({})


def check_expressions(
    form: Form, register: SourceRegister, faulty: Collection[Loc] = ()
) -> Iterator[Mistake]:
    """The expressions that read what they can't, or give another type than is needed.

    `faulty`: the places of questions that are wrong themselves. Nothing is told of those again,
    nor of what reads them.
    """
    yield from _ExpressionCheck(form, register, faulty).mistakes()


def computed_types(form: Form, register: SourceRegister) -> dict[str, ValueType]:
    """Name → type of each value that is worked out, of a form without mistakes."""
    check = _ExpressionCheck(form, register)
    for _mistake in check.mistakes():
        pass
    return check.computed


class _ExpressionCheck:
    """Goes through the form in order; a condition can read what was asked before it."""

    def __init__(self, form: Form, register: SourceRegister, faulty: Collection[Loc] = ()) -> None:
        self._form = form
        self._faulty = faulty
        self._register = register
        self._earlier: dict[str, Question] = {}
        self._of_cells = tie_known(form)
        self._places = places(form)
        self._unplaced = self._find_unplaced()
        self._wrong = {*self._of_cells, *self._unplaced}
        """What can't be worked out: what reads it is not wrong for that."""
        self._later = frozenset(_readable(form))
        self._types = {f"norms.{norm.id}": Typed(ValueType.MONEY) for norm in form.norms}
        self._has_facts = form.login != "none"
        self.computed: dict[str, ValueType] = {}

    def mistakes(self) -> Iterator[Mistake]:
        """All of them, in the order of the form."""
        yield from self._derived("")
        for loc, page in pages_of(self._form):
            if page.show_if is not None:
                yield from self._check((*loc, "show_if"), page.show_if, ValueType.TRUTH)
                yield from self._never(loc, page.show_if)
            for name in page.compute:
                yield from self._compute((*loc, "compute", name), name, page)
            yield from self._page(loc, page)
            yield from self._derived(page.id)
        for of_table in self._of_cells.values():
            yield from of_table
        yield from check_unplaced(self._unplaced, self._scope())
        if self._form.fee is not None:
            amount = self._form.fee.amount
            yield from self._check(("fee", "amount"), amount, ValueType.MONEY)
        yield from self._case()

    def _page(self, loc: Loc, page: Page) -> Iterator[Mistake]:
        """The questions of a page in their order, and what its text and its rules read."""
        yield from self._text((*loc, "intro"), page.intro)
        around = dict(self._types)
        for where, question in questions_of(loc, page):
            if where in self._faulty or question.shows_outcome_of in self._wrong:
                self._add_faulty(page, question)
                continue
            yield from self._question(where, question)
            if question.show_if is not None:
                around_it = (page.show_if,) if page.show_if is not None else ()
                yield from self._never(where, *around_it, question.show_if)
            self._add(question)
        yield from self._rules(loc, page, of_rows=False)
        if page.repeat:
            columns = {
                f"{page.repeat.id}.{name}": Typed(each.type, each.options, is_column=True)
                for name, each in self._types.items()
                if name not in around
            }
            self._types = {**around, page.repeat.id: Typed(ValueType.ROWS), **columns}
            yield from self._rules(loc, page, of_rows=True)

    def _rules(self, loc: Loc, page: Page, *, of_rows: bool) -> Iterator[Mistake]:
        """The rules about what is answered here; `of_rows`: those about all rows together."""
        for number, rule in enumerate(page.rules):
            if is_meant_for_rows(page, rule) is of_rows:
                where = (*loc, "rules", number, "refuse_if")
                try:
                    check_names(self._form, page, rule)
                except BadExpression as error:
                    yield from mistake_of(where, error)
                else:
                    yield from self._check(where, rule.refuse_if, ValueType.TRUTH)

    def _question(self, loc: Loc, question: Question) -> Iterator[Mistake]:
        for name, expression, expected in question.expressions():
            own = {key: Typed(of) for key, of in question.own_names(name).items()}
            steps = (int(step) if step.isdigit() else step for step in name.split("."))
            yield from self._check((*loc, *steps), expression, expected, own)

    def _never(self, loc: Loc, *conditions: Expression) -> Iterator[Mistake]:
        """What no answers bring about; only where that can be proved."""
        if is_never((each.tree for each in conditions), self._scope()):
            text = " and ".join(each.text for each in conditions)
            problem = f"This is never asked: no answers make '{text}' true."
            yield Mistake((*loc, "show_if"), problem, "Change the condition, or remove this.")

    def _derived(self, page_id: str) -> Iterator[Mistake]:
        for name, derived in self._places.get(page_id, ()):
            if name in self._wrong:
                continue
            if isinstance(derived, DecisionTable):
                yield from self._table(name, derived)
            elif error := self._fault(derived, ValueType.TRUTH):
                self._wrong.add(name)
                yield from mistake_of(("conditions", name), error)
            else:
                self._give(name, Typed(ValueType.TRUTH))

    def _table(self, name: str, table: DecisionTable) -> Iterator[Mistake]:
        """Each row that can't be worked out; where all can, the gaps between them."""
        loc: Loc = ("decisions", name)
        for number, row in enumerate(table.rows):
            error = self._fault(row.condition, ValueType.TRUTH) if row.condition else None
            if error:
                self._wrong.add(name)
                yield from mistake_of((*loc, "rows", number), error)
        if name not in self._wrong:
            yield from check_table(loc, table, self._types)
            for key, value_type in table.types():
                self._give(f"{name}.{key}", Typed(value_type))

    def _find_unplaced(self) -> dict[str, Derived]:
        """Conditions and tables that read a name that there isn't, or need themselves."""
        placed = {name for derived in self._places.values() for name, _ in derived}
        every: dict[str, Derived] = {**self._form.conditions, **self._form.decisions}
        nameless = {name for name, of_cells in self._of_cells.items() if not of_cells}
        left = (every.keys() - placed) | nameless
        return {name: each for name, each in every.items() if name in left}

    def _compute(self, loc: Loc, name: str, page: Page) -> Iterator[Mistake]:
        try:
            check_outside_rows(page, name)
            self._give(name, page.compute[name].type_in(self._scope()))
        except BadExpression as error:
            self._wrong.add(name)
            yield from mistake_of(loc, error)

    def _give(self, name: str, typed: Typed) -> None:
        self._types[name] = typed
        self.computed[name] = typed.type

    def _text(self, loc: Loc, text: str) -> Iterator[Mistake]:
        """The placeholders of a text name what is worked out or answered before."""
        for name in names(text):
            if name not in self._types and name.partition(".")[0] not in self._wrong:
                problem = f"The text names '{name}', which is not known here."
                remedy = suggestion(name, self._types)
                yield Mistake(loc, problem, remedy, self._missing(name))

    def _case(self) -> Iterator[Mistake]:
        no_answer = self._form.case.no_answer
        if no_answer is not None:
            yield from self._check(("case", "no_answer", "when"), no_answer.when, ValueType.TRUTH)
        name = self._form.case.type_from
        texts = {key: of for key, of in self._types.items() if of.type is ValueType.TEXT}
        if name is None or name in texts or name.partition(".")[0] in self._wrong:
            return
        missing = "" if name in self._types else self._missing(name)
        problem = f"'{name}' gives no case type."
        yield Mistake(("case", "type_from"), problem, suggestion(name, texts), missing)

    def _missing(self, name: str) -> str:
        return missing_name(name, {*self._types, *self._later})

    def _check(
        self,
        loc: Loc,
        expression: Expression,
        expected: ValueType,
        own: Mapping[str, Typed] = NOTHING,
    ) -> Iterator[Mistake]:
        if error := self._fault(expression, expected, own):
            yield from mistake_of(loc, error)

    def _fault(
        self, expression: Expression, expected: ValueType, own: Mapping[str, Typed] = NOTHING
    ) -> BadExpression | None:
        """Why it can't be worked out here; None where it can."""
        try:
            expression.check(self._scope(own), expected)
        except BadExpression as error:
            return error
        return None

    def _scope(self, own: Mapping[str, Typed] = NOTHING) -> Scope:
        types, wrong = {**self._types, **own}, frozenset(self._wrong)
        return Scope(types, self._later, has_facts=self._has_facts, wrong=wrong)

    def _add_faulty(self, page: Page, question: Question) -> None:
        """Of one that is wrong itself nothing is told where it is read; a column has its type."""
        if page.repeat is None:
            self._wrong.add(question.id)
        self._earlier[question.id] = question
        self._add_answer(question)

    def _add(self, question: Question) -> None:
        names = question.names(self._earlier, self._register)
        self._types |= {name: Typed(value_type) for name, value_type in names.items()}
        self._earlier[question.id] = question
        self._add_answer(question)

    def _add_answer(self, question: Question) -> None:
        kind = kind_of(question)
        if kind.value_type is not None and not kind.is_worked_out:
            self._types[question.id] = Typed(kind.value_type, question.option_values)


def _readable(form: Form) -> Iterator[str]:
    """All names that conditions can read somewhere in the form."""
    for page in form.pages:
        hidden = {q.id for q in page.questions if kind_of(q).value_type is None}
        yield from names_of(page) - hidden
        if page.repeat:
            yield from (f"{page.repeat.id}.{q.id}" for q in page.questions if q.id not in hidden)
    yield from form.conditions
    for name, table in form.decisions.items():
        yield from (name, *(f"{name}.{key}" for key, _ in table.types()))
