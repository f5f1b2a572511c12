"""A calculation shown to the resident, step by step: an estimate, not a decision."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from forms.context import Context
from forms.expression import Expression, ExpressionText, bad_value
from forms.kinds.base import BaseQuestion, RawInput, ShownKind
from forms.model import Id, Model, Text
from forms.money import MONEY, as_shown, euros
from forms.nodes import FieldName, named
from forms.properties import PropertyShape, PropertyValue
from forms.sources import SourceRegister
from forms.values import Answers, Json, ValueType, cents_in, inside

STEP = "step."
"""What the name of an earlier step begins with in the expressions of a later one."""
Role = Literal["amount", "minus", "result"]


class CalculationStep(Model):
    """One line of the calculation; one of which `show_if` is not true is passed over."""

    id: Id
    """Later lines and outcomes read it as `step.<id>`."""
    label: Text
    """What the amount is."""
    hint: Text = ""
    """Where it comes from."""
    amount: ExpressionText
    """The amount, worked out from earlier answers and lines."""
    role: Role = "amount"
    """`minus` is shown with a minus sign, `result` as the outcome of the lines above it."""
    show_if: ExpressionText | None = None
    """The line is passed over where this is not true."""


class Outcome(Model):
    """What it probably means; the first one of which `show_if` is true is said."""

    text: Text
    """What it probably means."""
    show_if: ExpressionText | None = None
    """When it is said; reads the lines as `step.<id>`."""


class CalculationQuestion(BaseQuestion):
    """Amounts worked out from earlier answers; nothing is asked."""

    kind: Literal["calculation"]
    steps: Annotated[tuple[CalculationStep, ...], Field(min_length=1)]
    """The lines, in their order; each can read the ones before it as `step.<id>`."""
    outcomes: Annotated[tuple[Outcome, ...], Field(min_length=1)]
    """What it probably means, the first that is true; the last one has no condition."""
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

    def names(
        self, earlier: Mapping[str, BaseQuestion], register: SourceRegister
    ) -> Mapping[str, ValueType]:
        """The amount of each step."""
        del earlier, register
        return {f"{self.id}.{step.id}": ValueType.MONEY for step in self.steps}

    def own_names(self, attribute: str) -> Mapping[str, ValueType]:
        """The steps before this one; for an outcome all of them."""
        group, _, rest = attribute.partition(".")
        if group not in {"steps", "outcomes"}:
            return {}
        last = int(rest.partition(".")[0]) if group == "steps" else len(self.steps)
        return {f"{STEP}{step.id}": ValueType.MONEY for step in self.steps[:last]}


class CalculationKind(ShownKind[CalculationQuestion]):
    """Nothing is asked; its value follows from earlier answers."""

    model = CalculationQuestion
    macro = "calculation"
    value_type = ValueType.OBJECT
    has_answer = False
    by_resident = False
    is_worked_out = True

    def parse(
        self, question: CalculationQuestion, raw: RawInput, answers: Answers, context: Context
    ) -> Json:
        """Nothing."""
        del question, raw, answers, context
        return None

    def value(self, question: CalculationQuestion, answers: Answers, context: Context) -> Json:
        """`{"amounts": {step: cents}, "outcome": number}`; None where an amount is not known."""
        return work_out(question, answers, context)

    def condition_value(self, question: CalculationQuestion, value: Json) -> Json:
        """The amounts of the steps."""
        del question
        return inside(value, "amounts")

    def display(
        self, question: CalculationQuestion, value: Json, context: Context
    ) -> tuple[str, ...]:
        """The results, and what they probably mean."""
        results = (
            f"{context.translate(step.label)}: {amount_of(step, cents, context)}"
            for step, cents in lines_of(question, value)
            if step.role == "result"
        )
        return (*results, outcome_of(question, value, context))

    def property_shape(self, question: CalculationQuestion) -> PropertyShape:
        """The amount of the last outcome."""
        del question
        return MONEY

    def as_property(
        self, question: CalculationQuestion, value: Json, dutch: Context
    ) -> tuple[PropertyValue, ...]:
        """The amount of the last outcome; nothing where it can't be worked out."""
        del dutch
        results = [cents for step, cents in lines_of(question, value) if step.role == "result"]
        return (euros(results[-1]),) if results else ()


def work_out(question: CalculationQuestion, answers: Answers, context: Context) -> Json:
    """`{"amounts": {step: cents}, "outcome": number}`; None where an amount is not known."""
    values, amounts = dict(answers), dict[str, Json]()
    if _is_unreadable(question, answers):
        return None
    for step in question.steps:
        if step.show_if is not None and not step.show_if.holds(values, context):
            continue
        cents = step.amount.cents(values, context)
        if cents is None:
            return None
        values[STEP + step.id] = amounts[step.id] = cents
    fitting = (
        number
        for number, outcome in enumerate(question.outcomes)
        if outcome.show_if is None or outcome.show_if.holds(values, context)
    )
    return {"amounts": amounts, "outcome": next(fitting)}


def _is_unreadable(question: CalculationQuestion, answers: Answers) -> bool:
    """Whether it reckons with fetched data of which a part could not be read.

    A step that is passed over because of that would make an outcome that is not true.
    """
    names = {name for _, expression, _ in question.expressions() for name in expression.names}
    totals = (node for node in map(named, names) if isinstance(node, FieldName))
    return any(total.is_unread(answers) for total in totals)


def lines_of(question: CalculationQuestion, value: Json) -> Iterator[tuple[CalculationStep, int]]:
    """(step, cents) of each line."""
    for step in question.steps:
        cents = cents_in(value, "amounts", step.id)
        if cents is not None:
            yield step, cents


def amount_of(step: CalculationStep, cents: int, context: Context) -> str:
    """The amount of a line as people read it."""
    amount = as_shown(cents, context.locale)
    return f"\u2212 {amount}" if step.role == "minus" and cents else amount


def outcome_of(question: CalculationQuestion, value: Json, context: Context) -> str:
    """What it probably means, in words."""
    number = inside(value, "outcome")
    if not isinstance(number, int):
        return context.gettext("Wij kunnen dit nu niet uitrekenen. U kunt wel verdergaan.")
    return context.translate(question.outcomes[number].text)
