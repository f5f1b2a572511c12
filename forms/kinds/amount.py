"""An amount of money, and a whole number."""

from decimal import Decimal
from typing import Literal, Self

from pydantic import Field, model_validator

from forms.context import Context
from forms.expression import bad_value
from forms.kinds.base import BaseQuestion, InvalidInput, Kind, RawInput
from forms.model import Text
from forms.money import MONEY, as_shown, as_typed, cents_of, euros, whole_number_of
from forms.properties import PropertyShape, PropertyValue, ValueFormat
from forms.spelling import code
from forms.values import Answers, Json, ValueType, cents_in


class MoneyQuestion(BaseQuestion):
    """An amount of money, of nothing or more."""

    kind: Literal["money"]
    when_wrong: Text = ""
    """What to do when it is no amount; the kind has a sentence of its own."""


class NumberQuestion(BaseQuestion):
    """A whole number within limits."""

    kind: Literal["number"]
    at_least: int = Field(default=0, ge=0)
    """The lowest number that is taken."""
    at_most: int = Field(default=999_999, ge=0)
    """The highest number that is taken."""
    when_wrong: Text = ""
    """What to do when it is no such number; the kind has a sentence of its own."""

    @model_validator(mode="after")
    def _limits_leave_room(self) -> Self:
        if self.at_most < self.at_least:
            raise bad_value("`at_most` is below `at_least`.", "Turn them round.")
        return self


class MoneyKind(Kind[MoneyQuestion]):
    """Dutch notation, and English where it can't be taken for Dutch; stored in whole cents."""

    model = MoneyQuestion
    macro = "money"
    value_type = ValueType.MONEY

    def cleaned(self, part: str, text: str) -> str:
        """In ASCII as far as it goes."""
        del part
        return code(text)

    def parse(
        self, question: MoneyQuestion, raw: RawInput, answers: Answers, context: Context
    ) -> Json:
        """The amount in cents; raises `InvalidInput`."""
        del answers
        if not raw[""]:
            sentence = context.gettext("Vul een bedrag in. Is het niets? Vul dan 0 in.")
            self.nothing_typed(question, context, sentence)
            return None
        cents = cents_of(raw[""])
        if cents is None:
            usual = context.gettext("Gebruik alleen cijfers, bijvoorbeeld 250 of 250,75.")
            raise InvalidInput(_own_or(question.when_wrong, usual, context))
        return cents

    def write(self, question: MoneyQuestion, value: Json, context: Context) -> RawInput:
        """The amount as one types it, so that one sees how it was read."""
        del question, context
        cents = cents_in(value)
        return RawInput.single("" if cents is None else as_typed(cents))

    def property_shape(self, question: MoneyQuestion) -> PropertyShape:
        """An amount in euros."""
        del question
        return MONEY

    def as_property(
        self, question: MoneyQuestion, value: Json, dutch: Context
    ) -> tuple[PropertyValue, ...]:
        """The amount in euros."""
        del question, dutch
        cents = cents_in(value)
        return () if cents is None else (euros(cents),)

    def display(self, question: MoneyQuestion, value: Json, context: Context) -> tuple[str, ...]:
        """The amount as people read it."""
        del question
        cents = cents_in(value)
        return () if cents is None else (as_shown(cents, context.locale),)


class NumberKind(Kind[NumberQuestion]):
    """A whole number, typed in digits."""

    model = NumberQuestion
    names_subject = True
    macro = "text"
    value_type = ValueType.NUMBER

    def cleaned(self, part: str, text: str) -> str:
        """In ASCII as far as it goes."""
        del part
        return code(text)

    def parse(
        self, question: NumberQuestion, raw: RawInput, answers: Answers, context: Context
    ) -> Json:
        """The number; raises `InvalidInput`."""
        del answers
        text, least, most = raw[""], question.at_least, question.at_most
        if not text:
            sentence = context.gettext("Vul een getal in, bijvoorbeeld %(least)s.", least=least)
            self.nothing_typed(question, context, sentence)
            return None
        number = whole_number_of(text)
        if number is None or not least <= number <= most:
            usual = context.gettext(
                "Vul een getal in van %(least)s tot en met %(most)s.", least=least, most=most
            )
            raise InvalidInput(_own_or(question.when_wrong, usual, context))
        return number

    def write(self, question: NumberQuestion, value: Json, context: Context) -> RawInput:
        """The digits."""
        del question, context
        number = cents_in(value)
        return RawInput.single("" if number is None else str(number))

    def property_shape(self, question: NumberQuestion) -> PropertyShape:
        """A whole number."""
        return PropertyShape(format=ValueFormat.NUMBER, longest=len(str(question.at_most)))

    def as_property(
        self, question: NumberQuestion, value: Json, dutch: Context
    ) -> tuple[PropertyValue, ...]:
        """The number."""
        del question, dutch
        number = cents_in(value)
        return () if number is None else (Decimal(number),)

    def display(self, question: NumberQuestion, value: Json, context: Context) -> tuple[str, ...]:
        """The digits."""
        del question, context
        return (str(value),)


def _own_or(own: str, usual: str, context: Context) -> str:
    """The form's own sentence; where it has none the usual one, which is translated."""
    return context.translate(own) if own else usual
