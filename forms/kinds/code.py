"""What questions for a code have in common: one input, read leniently, stored in one way."""

from abc import abstractmethod
from typing import ClassVar, TypeVar

from forms.context import Context
from forms.kinds.base import BaseQuestion, InvalidInput, Kind, RawInput
from forms.model import Text
from forms.properties import PropertyShape, PropertyValue
from forms.spelling import code
from forms.values import Answers, Json, text_in


class CodeQuestion(BaseQuestion):
    """A question for a code."""

    when_wrong: Text = ""
    """What to do when it is no such code; the kind has sentences of its own, for each fault."""


C = TypeVar("C", bound=CodeQuestion)


class CodeKind(Kind[C]):
    """A code; stored as a text without spaces and signs, also where it is all digits.

    A number would lose the zeros in front.
    """

    macro = "code"
    longest: ClassVar[int]
    """Characters as it is stored."""

    def cleaned(self, part: str, text: str) -> str:
        """In ASCII as far as it goes."""
        del part
        return code(text)

    def parse(self, question: C, raw: RawInput, answers: Answers, context: Context) -> Json:
        """The code; raises `InvalidInput`."""
        del answers
        if not raw[""]:
            self.nothing_typed(question, context, self.missing(context))
            return None
        self.refuse_own_bsn(raw, context)
        return self.read(question, raw[""], context)

    @abstractmethod
    def missing(self, context: Context) -> str:
        """The sentence for when nothing was typed."""

    @abstractmethod
    def read(self, question: C, text: str, context: Context) -> str:
        """The code as it is stored; raises `InvalidInput`."""

    def shown(self, stored: str) -> str:
        """The code as people write it."""
        return stored

    def write(self, question: C, value: Json, context: Context) -> RawInput:
        """As people write it."""
        del question, context
        return RawInput.single(self.shown(text_in(value)))

    def display(self, question: C, value: Json, context: Context) -> tuple[str, ...]:
        """As people write it."""
        del question, context
        return (self.shown(text_in(value)),)

    def property_shape(self, question: C) -> PropertyShape:
        """A text without spaces and signs."""
        del question
        return PropertyShape(longest=self.longest)

    def as_property(self, question: C, value: Json, dutch: Context) -> tuple[PropertyValue, ...]:
        """The code as it is stored."""
        del question, dutch
        stored = text_in(value)
        return (stored,) if stored else ()


def wrong(question: CodeQuestion, usual: str, context: Context) -> InvalidInput:
    """The error for what is no such code: the form's own sentence, else the usual one."""
    own = question.when_wrong
    return InvalidInput(context.translate(own) if own else usual, parts=("",))


def look_alike(context: Context) -> InvalidInput:
    """The error for a letter where a digit has to stand."""
    return InvalidInput(
        context.gettext("U typte een letter O, I of L. Typ daar het cijfer 0 of 1.")
    )
