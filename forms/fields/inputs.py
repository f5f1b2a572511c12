"""Fields of one input: text, e-mail address, telephone number, amount, number."""

from typing import TypeVar

from forms.fields.base import QuestionField
from forms.kinds.amount import MoneyQuestion, NumberQuestion
from forms.kinds.base import BaseQuestion
from forms.kinds.text import SingleQuestion

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


class EmailField(SingleField[SingleQuestion]):
    """One input for an e-mail address."""

    inputmode = "email"


class PhoneField(SingleField[SingleQuestion]):
    """One input for a telephone number."""

    inputmode = "tel"


class MoneyField(QuestionField[MoneyQuestion]):
    """One input for an amount."""

    inputmode = "decimal"


class NumberField(QuestionField[NumberQuestion]):
    """One input for digits."""

    inputmode = "numeric"
