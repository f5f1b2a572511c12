"""One of a few: radio buttons."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from forms.context import Context
from forms.expression import bad_value
from forms.kinds.base import BaseQuestion
from forms.kinds.one_of import OneOfKind
from forms.model import Model, Text
from forms.values import Json, text_in

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


class ChoiceKind(OneOfKind[ChoiceQuestion]):
    """One of a few; stored is the value of the chosen button."""

    model = ChoiceQuestion
    names_subject = True

    def display(self, question: ChoiceQuestion, value: Json, context: Context) -> tuple[str, ...]:
        """The label of the chosen option."""
        labels = {option.value: option.label for option in question.options}
        label = labels.get(text_in(value))
        return (context.translate(label),) if label else ()
