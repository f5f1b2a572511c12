"""An amount of money, and a whole number."""

from typing import Literal, Self

from pydantic import Field, model_validator

from forms.context import Context
from forms.expression import bad_value
from forms.kinds.base import BaseQuestion, Fault, Q, QuestionField
from forms.money import as_shown, as_typed, cents_of
from forms.values import Json, cents_in

_MOST_CHARACTERS = 20


class MoneyQuestion(BaseQuestion):
    """An amount of money, of nothing or more."""

    kind: Literal["money"]


class NumberQuestion(BaseQuestion):
    """A whole number within limits."""

    kind: Literal["number"]
    at_least: int = Field(default=0, ge=0)
    at_most: int = Field(default=999_999, ge=0)

    @model_validator(mode="after")
    def _limits_leave_room(self) -> Self:
        if self.at_most < self.at_least:
            raise bad_value("`at_most` is below `at_least`.", "Turn them round.")
        return self


class _OneInput(QuestionField[Q]):
    """What the frame of one text box asks for."""

    autocomplete = ""
    max_length = _MOST_CHARACTERS


class MoneyField(_OneInput[MoneyQuestion]):
    """One text box; Dutch notation, and English where it can't be taken for Dutch."""

    inputmode = "decimal"

    def read(self) -> Json:
        """The amount in cents; raises `Fault`."""
        text = self.raw[""]
        if not text:
            self.empty(self.context.gettext("Vul een bedrag in. Is het niets? Vul dan 0 in."))
            return None
        cents = cents_of(text)
        if cents is None:
            raise Fault(
                self.context.gettext("Schrijf het bedrag zo: 25 of 1.234,56. Zonder minteken.")
            )
        return cents

    def write(self, value: Json) -> dict[str, str]:
        """The amount as one types it, so that one sees how it was read."""
        cents = cents_in(value)
        return {"": "" if cents is None else as_typed(cents)}


class NumberField(_OneInput[NumberQuestion]):
    """One text box for digits."""

    inputmode = "numeric"

    def read(self) -> Json:
        """The number; raises `Fault`."""
        text = self.raw[""]
        least, most = self.question.at_least, self.question.at_most
        if not text:
            self.empty(
                self.context.gettext("Vul een getal in, bijvoorbeeld %(least)s.", least=least)
            )
            return None
        is_number = text.isascii() and text.isdigit() and len(text) <= _MOST_CHARACTERS
        if not is_number or not least <= int(text) <= most:
            raise Fault(
                self.context.gettext(
                    "Vul een getal in van %(least)s tot en met %(most)s.", least=least, most=most
                )
            )
        return int(text)

    def write(self, value: Json) -> dict[str, str]:
        """The digits."""
        number = cents_in(value)
        return {"": "" if number is None else str(number)}


def show_money(question: MoneyQuestion, value: Json, context: Context) -> tuple[str, ...]:
    """The amount as people read it."""
    del question
    cents = cents_in(value)
    return () if cents is None else (as_shown(cents, context.locale),)


def show_number(question: NumberQuestion, value: Json, context: Context) -> tuple[str, ...]:
    """The digits."""
    del question, context
    return (str(value),)
