"""One of a few: radio buttons."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from forms.context import Context
from forms.expression import bad_value
from forms.kinds.base import BaseQuestion, InvalidInput, Kind, RawInput
from forms.model import Model, Text
from forms.properties import PropertyShape, PropertyValue, codes_shape
from forms.values import Answers, Json, text_in

Value = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z0-9][a-z0-9_]*$")]


class ChoiceOption(Model):
    """One radio button. `value` is what is stored and what conditions compare with."""

    value: Value
    """What is stored and what conditions compare with."""
    label: Text
    """What stands beside the button."""
    hint: Text = ""
    """Small print under the label."""


class ChoiceQuestion(BaseQuestion):
    """One of a few."""

    kind: Literal["choice"]
    options: Annotated[tuple[ChoiceOption, ...], Field(min_length=2)]
    """The buttons, in their order."""

    @model_validator(mode="after")
    def _options_differ(self) -> Self:
        if len(self.option_values) < len(self.options):
            raise bad_value("Two options have one value.", "Give each option its own `value`.")
        return self

    @property
    def option_values(self) -> frozenset[str]:
        """The values of the buttons."""
        return frozenset(option.value for option in self.options)


class ChoiceKind(Kind[ChoiceQuestion]):
    """One of a few; stored is the value of the chosen button."""

    model = ChoiceQuestion
    names_subject = True
    macro = "choice"

    def parse(
        self, question: ChoiceQuestion, raw: RawInput, answers: Answers, context: Context
    ) -> Json:
        """The value of the chosen button; raises `InvalidInput`."""
        del answers
        sentence = context.gettext("Kies een van de antwoorden.")
        if not raw[""]:
            self.nothing_typed(question, context, sentence)
            return None
        if raw[""] not in question.option_values:
            raise InvalidInput(sentence)
        return raw[""]

    def write(self, question: ChoiceQuestion, value: Json, context: Context) -> RawInput:
        """The value as it stands."""
        del question, context
        return RawInput.single(text_in(value))

    def display(self, question: ChoiceQuestion, value: Json, context: Context) -> tuple[str, ...]:
        """The label of the chosen option."""
        labels = {option.value: option.label for option in question.options}
        label = labels.get(text_in(value))
        return (context.translate(label),) if label else ()

    def property_shape(self, question: ChoiceQuestion) -> PropertyShape:
        """One of the values of the buttons."""
        return codes_shape(question.option_values)

    def as_property(
        self, question: ChoiceQuestion, value: Json, dutch: Context
    ) -> tuple[PropertyValue, ...]:
        """The value of the chosen button."""
        del dutch
        return (text_in(value),) if text_in(value) in question.option_values else ()
