"""An amount of money."""

from typing import Literal

from forms.context import Context
from forms.kinds.base import BaseQuestion, InvalidInput, Kind, RawInput
from forms.model import Text
from forms.money import MONEY, as_shown, as_typed, cents_of, euros
from forms.properties import PropertyShape, PropertyValue
from forms.spelling import code
from forms.values import Answers, Json, ValueType, cents_in


class MoneyQuestion(BaseQuestion):
    """An amount of money, of nothing or more."""

    kind: Literal["money"]
    when_wrong: Text = ""
    """What to do when it is no amount; the kind has a sentence of its own."""


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
            raise InvalidInput(
                context.translate(question.when_wrong) if question.when_wrong else usual
            )
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
