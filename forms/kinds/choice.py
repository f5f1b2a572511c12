"""One of a few: radio buttons."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from forms.context import Context
from forms.expression import bad_value
from forms.kinds.base import BaseQuestion, Fault, Option, QuestionField
from forms.model import Model, Text
from forms.values import Json, text_in

Value = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z0-9][a-z0-9_]*$")]


class ChoiceOption(Model):
    """One radio button. `value` is what is stored and what conditions compare with."""

    value: Value
    label: Text
    hint: Text = ""


class ChoiceQuestion(BaseQuestion):
    """One of a few."""

    kind: Literal["choice"]
    options: Annotated[tuple[ChoiceOption, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _options_differ(self) -> Self:
        if len(self.options_by_value) < len(self.options):
            raise bad_value("Two options have one value.", "Give each option its own `value`.")
        return self

    @property
    def options_by_value(self) -> Mapping[str, str]:
        """Value → label."""
        return {option.value: option.label for option in self.options}


class ChoiceField(QuestionField[ChoiceQuestion]):
    """Radio buttons with one name; no button is chosen beforehand."""

    @property
    def options(self) -> tuple[Option, ...]:
        """The buttons."""
        translate = self.context.translate
        return tuple(
            Option(
                id=self.part_id(option.value),
                value=option.value,
                label=translate(option.label),
                hint=translate(option.hint) if option.hint else "",
                checked=self.raw[""] == option.value,
            )
            for option in self.question.options
        )

    @property
    def error_id(self) -> str:
        """The first button."""
        return self.options[0].id

    def read(self) -> Json:
        """The value of the chosen button; raises `Fault`."""
        value = self.raw[""]
        missing = self.context.gettext("Kies een van de antwoorden.")
        if not value:
            self.empty(missing)
            return None
        if value not in self.question.options_by_value:
            raise Fault(missing)
        return value

    def write(self, value: Json) -> dict[str, str]:
        """The value as it stands."""
        return {"": text_in(value)}


def show_choice(question: ChoiceQuestion, value: Json, context: Context) -> tuple[str, ...]:
    """The label of the chosen option."""
    label = question.options_by_value.get(text_in(value))
    return (context.translate(label),) if label else ()
