"""Several of a few: checkboxes, perhaps with one that says "none of these"."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from forms.context import Context
from forms.expression import bad_value
from forms.kinds.base import BaseQuestion, InvalidInput, Kind, RawInput
from forms.kinds.choice import ChoiceOption
from forms.model import Text
from forms.properties import PropertyShape, PropertyValue, codes_shape
from forms.values import Answers, Json, ValueType, list_in, texts_in

NONE = "none"
"""Value of the box that says that none of the others holds."""


class CheckboxesQuestion(BaseQuestion):
    """Several of a few."""

    kind: Literal["checkboxes"]
    options: Annotated[tuple[ChoiceOption, ...], Field(min_length=2)]
    """The boxes, in the order in which they are shown."""
    none: Text = ""
    """Label of one more box, which excludes the others: `Geen van deze`. Empty: there is none."""
    at_least: int = Field(default=1, ge=1)
    """Of those that tick anything; who may leave it open can tick nothing."""
    at_most: int | None = Field(default=None, ge=2)
    """None: all of them."""

    @model_validator(mode="after")
    def _options_fit(self) -> Self:
        values = self.option_values
        if len(values) < len(self.options):
            raise bad_value("Two options have one value.", "Give each option its own `value`.")
        if self.none and NONE in values:
            problem = f"An option has the value '{NONE}', which is that of `none`."
            raise bad_value(problem, "Give that option another `value`, or leave it out.")
        if not self.at_least <= self.most <= len(self.options):
            problem = f"One can't tick {self.at_least} to {self.most} of {len(self.options)} boxes."
            raise bad_value(problem, "Change `at_least` or `at_most`.")
        return self

    @property
    def option_values(self) -> frozenset[str]:
        """The values of the boxes, without the one that excludes the others."""
        return frozenset(option.value for option in self.options)

    @property
    def most(self) -> int:
        """How many boxes can be ticked together."""
        return len(self.options) if self.at_most is None else self.at_most


class CheckboxesKind(Kind[CheckboxesQuestion]):
    """Stored is a list of values, in the order of the form; `[]` says "none of these".

    Where there is no box for that, nothing ticked is nothing answered.
    """

    model = CheckboxesQuestion
    macro = "checkboxes"
    value_type = ValueType.LIST
    several = frozenset({""})

    def parse(
        self, question: CheckboxesQuestion, raw: RawInput, answers: Answers, context: Context
    ) -> Json:
        """The values of the ticked boxes; raises `InvalidInput`."""
        del answers
        ticked = set(filter(None, raw.several("")))
        is_none = bool(question.none) and NONE in ticked
        ticked -= {NONE} if is_none else set()
        if not ticked <= question.option_values:
            raise InvalidInput(context.gettext("De lijst is veranderd. Maak uw keuze opnieuw."))
        if is_none and ticked:
            raise InvalidInput(_both(question, context))
        if is_none:
            return []
        if not ticked:
            self.nothing_typed(question, context, _too_few(question, context))
            return None
        _check_number(question, len(ticked), context)
        return [option.value for option in question.options if option.value in ticked]

    def write(self, question: CheckboxesQuestion, value: Json, context: Context) -> RawInput:
        """The ticked boxes."""
        del context
        is_none = value == [] and question.none
        return RawInput({"": (NONE,) if is_none else texts_in(value)})

    def count(self, value: Json) -> int:
        """How many boxes; the one that excludes the others is none."""
        return len(list_in(value))

    def display(
        self, question: CheckboxesQuestion, value: Json, context: Context
    ) -> tuple[str, ...]:
        """The label of each ticked box."""
        if value == [] and question.none:
            return (context.text_of(question.none),)
        ticked = texts_in(value)
        return tuple(
            context.text_of(option.label) for option in question.options if option.value in ticked
        )

    def property_shape(self, question: CheckboxesQuestion) -> PropertyShape:
        """Values of boxes, more than one."""
        return codes_shape(question.option_values, is_list=True)

    def as_property(
        self, question: CheckboxesQuestion, value: Json, dutch: Context
    ) -> tuple[PropertyValue, ...]:
        """The value of each ticked box; nothing for "none of these"."""
        del dutch
        return tuple(text for text in texts_in(value) if text in question.option_values)


def _check_number(question: CheckboxesQuestion, number: int, context: Context) -> None:
    if number < question.at_least:
        raise InvalidInput(_too_few(question, context))
    if number > question.most:
        raise InvalidInput(
            context.gettext(
                "Kies niet meer dan %(most)s antwoorden. U koos er %(now)s.",
                most=question.most,
                now=number,
            )
        )


def _too_few(question: CheckboxesQuestion, context: Context) -> str:
    if question.at_least > 1:
        return context.gettext("Kies %(least)s of meer antwoorden.", least=question.at_least)
    return context.gettext("Kies een of meer antwoorden.")


def _both(question: CheckboxesQuestion, context: Context) -> str:
    return context.gettext(
        "U koos: %(none)s. Maar u koos ook iets anders. Haal een van beide weg.",
        none=context.text_of(question.none),
    )
