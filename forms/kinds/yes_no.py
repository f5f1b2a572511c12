"""Yes or no: two radio buttons."""

from typing import Literal

from forms.context import Context
from forms.kinds.base import BaseQuestion, InvalidInput, Kind, RawInput
from forms.properties import PropertyShape, PropertyValue, codes_shape
from forms.values import Answers, Json, ValueType

YES, NO = "yes", "no"
"""Values of the buttons."""
_TRUTH = {YES: True, NO: False}
_BUTTONS = {True: YES, False: NO}
_CODES = {True: "ja", False: "nee"}


class YesNoQuestion(BaseQuestion):
    """A question that is answered with yes or no."""

    kind: Literal["yes_no"]

    @property
    def code_values(self) -> frozenset[str]:
        """`ja` and `nee`."""
        return frozenset(_CODES.values())


class YesNoKind(Kind[YesNoQuestion]):
    """Yes or no, neither chosen beforehand; stored as `true` or `false`."""

    model = YesNoQuestion
    macro = "choice"
    value_type = ValueType.TRUTH

    def parse(
        self, question: YesNoQuestion, raw: RawInput, answers: Answers, context: Context
    ) -> Json:
        """`True` or `False`; raises `InvalidInput`."""
        del answers
        sentence = context.gettext("Kies ja of nee.")
        if not raw[""]:
            self.nothing_typed(question, context, sentence)
            return None
        if raw[""] not in _TRUTH:
            raise InvalidInput(sentence)
        return _TRUTH[raw[""]]

    def write(self, question: YesNoQuestion, value: Json, context: Context) -> RawInput:
        """The value of the button."""
        del question, context
        return RawInput.single(_BUTTONS[value] if isinstance(value, bool) else "")

    def holds(
        self, question: YesNoQuestion, value: Json, answers: Answers, context: Context
    ) -> bool:
        """Only truth: in Python 1 equals it too."""
        is_truth = value is None or isinstance(value, bool)
        return is_truth and super().holds(question, value, answers, context)

    def display(self, question: YesNoQuestion, value: Json, context: Context) -> tuple[str, ...]:
        """Yes or no in the reader's language."""
        del question
        if not isinstance(value, bool):
            return ()
        return (context.gettext("Ja") if value else context.gettext("Nee"),)

    def property_shape(self, question: YesNoQuestion) -> PropertyShape:
        """`ja` or `nee`."""
        del question
        return codes_shape(_CODES.values())

    def as_property(
        self, question: YesNoQuestion, value: Json, dutch: Context
    ) -> tuple[PropertyValue, ...]:
        """`ja` or `nee`."""
        del question, dutch
        return (_CODES[value],) if isinstance(value, bool) else ()
