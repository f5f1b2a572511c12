"""Fields of one input: text, e-mail address, telephone number, amount, number."""

from typing import Any, TypeVar

from forms.fields.base import FieldSetup, Option, QuestionField
from forms.kinds.amount import MoneyQuestion
from forms.kinds.base import BaseQuestion
from forms.kinds.number import NumericQuestion
from forms.kinds.text import NO_BSN, PossibleBsn, SingleQuestion

S = TypeVar("S", bound=SingleQuestion)
Q = TypeVar("Q", bound=BaseQuestion)


class SingleField(QuestionField[S]):
    """One input for text."""

    inputmode = "text"

    @property
    def autocomplete(self) -> str:
        """Value of the HTML attribute; empty for none."""
        return self.question.autocomplete

    @property
    def max_length(self) -> int:
        """The most characters that fit."""
        return self.question.max_length

    @property
    def as_typed(self) -> tuple[str, ...]:
        """Without the box for a number that is no BSN."""
        return tuple(self.raw[""].split("\n")) if self.raw[""] else ()

    @property
    def bsn_doubt(self) -> Option | None:
        """The box, where a number may be a BSN, and as long as it is ticked."""
        confirmed = self.raw[NO_BSN]
        numbers = self.invalid.numbers if isinstance(self.invalid, PossibleBsn) else ()
        value = " ".join(sorted(numbers)) or confirmed
        if not value:
            return None
        label = self.context.gettext("Dit is geen BSN")
        return Option(self.part_id(NO_BSN), value, label, hint="", checked=value == confirmed)


class EmailField(SingleField[SingleQuestion]):
    """One input for an e-mail address."""

    inputmode = "email"


class PhoneField(SingleField[SingleQuestion]):
    """One input for a telephone number."""

    inputmode = "tel"


class MoneyField(QuestionField[MoneyQuestion]):
    """One input for an amount."""

    inputmode = "decimal"


class NumericField(QuestionField[NumericQuestion]):
    """One input for digits, and the unit behind it."""

    def __init__(self, setup: FieldSetup[NumericQuestion], **wtforms: Any) -> None:
        super().__init__(setup, **wtforms)
        with_comma = "decimal" if setup.question.decimals else "numeric"
        # A keyboard for numbers has no minus on every telephone.
        self.inputmode = "text" if setup.question.has_minus else with_comma

    @property
    def unit(self) -> str:
        """What stands behind the box; empty for nothing."""
        sign = self.question.sign
        return self.context.translate(sign) if sign else ""
