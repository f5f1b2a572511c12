"""A calculation shown to the resident, step by step: an estimate, not a decision."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from forms.context import Context
from forms.expression import Expression, ExpressionText, Need, bad_value
from forms.kinds.base import BaseQuestion, QuestionField
from forms.model import Id, Model, Text
from forms.money import as_shown
from forms.values import Answers, Json, ValueType, cents_in, inside

STEP = "step."
"""What the name of an earlier step begins with in the expressions of a later one."""
Role = Literal["amount", "minus", "result"]


class Step(Model):
    """One line of the calculation; one of which `show_if` is not true is passed over."""

    id: Id
    label: Text
    hint: Text = ""
    amount: ExpressionText
    role: Role = "amount"
    """`minus` is shown with a minus sign, `result` as the outcome of the lines above it."""
    show_if: ExpressionText | None = None


class Outcome(Model):
    """What it probably means; the first one of which `show_if` is true is said."""

    text: Text
    show_if: ExpressionText | None = None


class CalculationQuestion(BaseQuestion):
    """Amounts worked out from earlier answers; nothing is asked."""

    kind: Literal["calculation"]
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    outcomes: Annotated[tuple[Outcome, ...], Field(min_length=1)]
    required: Literal[False] = False

    @model_validator(mode="after")
    def _steps_differ(self) -> Self:
        if len({step.id for step in self.steps}) < len(self.steps):
            raise bad_value("Two steps have one id.", "Rename one.")
        if self.outcomes[-1].show_if is not None:
            raise bad_value("The last outcome has a condition.", "End with one without `show_if`.")
        return self

    def expressions(self) -> Iterator[tuple[str, Expression, ValueType]]:
        """Those of each step and each outcome too."""
        yield from super().expressions()
        for number, step in enumerate(self.steps):
            yield f"steps.{number}.amount", step.amount, ValueType.MONEY
            if step.show_if is not None:
                yield f"steps.{number}.show_if", step.show_if, ValueType.TRUTH
        for number, outcome in enumerate(self.outcomes):
            if outcome.show_if is not None:
                yield f"outcomes.{number}.show_if", outcome.show_if, ValueType.TRUTH

    def own_names(self, attribute: str) -> Mapping[str, ValueType]:
        """The steps before this one; for an outcome all of them."""
        group, _, rest = attribute.partition(".")
        if group not in {"steps", "outcomes"}:
            return {}
        last = int(rest.partition(".")[0]) if group == "steps" else len(self.steps)
        return {f"{STEP}{step.id}": ValueType.MONEY for step in self.steps[:last]}


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One line as people read it; `norms` say where amounts that are laid down come from."""

    label: str
    hint: str
    amount: str
    role: Role
    norms: tuple[str, ...]


class CalculationField(QuestionField[CalculationQuestion]):
    """No input."""

    parts = ()
    asks = False

    @property
    def steps(self) -> tuple[ShownStep, ...]:
        """The lines; none where an amount is not known."""
        value = work_out(self.question, self.answers, self.context)
        return tuple(
            ShownStep(
                self.context.translate(step.label),
                self.context.translate(step.hint) if step.hint else "",
                _amount(step, cents, self.context),
                step.role,
                tuple(self._norms(step)),
            )
            for step, cents in _lines(self.question, value)
        )

    @property
    def outcome(self) -> str:
        """What it probably means."""
        value = work_out(self.question, self.answers, self.context)
        return _outcome(self.question, value, self.context)

    @property
    def error_id(self) -> str:
        """The field itself; it never is at fault."""
        return self.id

    def read(self) -> Json:
        """Nothing."""
        return None

    def write(self, value: Json) -> dict[str, str]:
        """Nothing."""
        del value
        return {}

    def _norms(self, step: Step) -> Iterator[str]:
        for norm in step.amount.norms:
            since = norm.since(self.context.today)
            if since is not None:
                yield self.context.gettext(
                    "%(norm)s: bedrag vanaf %(day)s. %(law)s.",
                    norm=self.context.translate(norm.label),
                    day=self.context.day(since),
                    law=self.context.translate(norm.law),
                )


def work_out(question: CalculationQuestion, answers: Answers, context: Context) -> Json:
    """`{"amounts": {step: cents}, "outcome": number}`; None where an amount is not known."""
    known, amounts = dict(answers), dict[str, Json]()
    for step in question.steps:
        if step.show_if is not None and not step.show_if.holds(known, context):
            continue
        cents = step.amount.cents(known, context)
        if cents is None:
            return None
        known[STEP + step.id] = amounts[step.id] = cents
    outcomes = enumerate(question.outcomes)
    fits = (n for n, one in outcomes if one.show_if is None or one.show_if.holds(known, context))
    return {"amounts": amounts, "outcome": next(fits)}


def show_calculation(
    question: CalculationQuestion, value: Json, context: Context
) -> tuple[str, ...]:
    """The results, and what they probably mean."""
    results = (
        f"{context.translate(step.label)}: {_amount(step, cents, context)}"
        for step, cents in _lines(question, value)
        if step.role == "result"
    )
    return (*results, _outcome(question, value, context))


def needs_of(names: frozenset[str]) -> Iterator[Need]:
    """The earlier steps that an expression reads: they are always there, or passed over."""
    yield from (Need(name, ()) for name in sorted(names) if name.startswith(STEP))


def _lines(question: CalculationQuestion, value: Json) -> Iterator[tuple[Step, int]]:
    for step in question.steps:
        cents = cents_in(value, "amounts", step.id)
        if cents is not None:
            yield step, cents


def _amount(step: Step, cents: int, context: Context) -> str:
    shown = as_shown(cents, context.locale)
    return f"\u2212 {shown}" if step.role == "minus" and cents else shown


def _outcome(question: CalculationQuestion, value: Json, context: Context) -> str:
    number = inside(value, "outcome")
    if not isinstance(number, int):
        return context.gettext("Wij kunnen dit nu niet uitrekenen. U kunt wel verdergaan.")
    return context.translate(question.outcomes[number].text)
