"""What kinds with radio buttons share: stored is the value of the button that was chosen."""

from collections.abc import Collection

from forms.context import Context
from forms.kinds.base import InvalidInput, Kind, Q, RawInput
from forms.properties import PropertyShape, PropertyValue, codes_shape
from forms.values import Answers, Json, text_in


class OneOfKind(Kind[Q]):
    """One of `option_values` of its question."""

    macro = "choice"

    def choices(self, question: Q, context: Context) -> Collection[str]:
        """The values of the buttons that are there now."""
        del context
        return question.option_values or ()

    def parse(self, question: Q, raw: RawInput, answers: Answers, context: Context) -> Json:
        """The value of the chosen button; raises `InvalidInput`."""
        del answers
        sentence = context.gettext("Kies een van de antwoorden.")
        if not raw[""]:
            self.nothing_typed(question, context, sentence)
            return None
        if raw[""] not in self.choices(question, context):
            raise InvalidInput(sentence)
        return raw[""]

    def write(self, question: Q, value: Json, context: Context) -> RawInput:
        """The value as it stands."""
        del question, context
        return RawInput.single(text_in(value))

    def property_shape(self, question: Q) -> PropertyShape:
        """One of the values of the buttons."""
        return codes_shape(question.option_values or ())

    def as_property(self, question: Q, value: Json, dutch: Context) -> tuple[PropertyValue, ...]:
        """The value of the chosen button."""
        del dutch
        values = question.option_values or ()
        return (text_in(value),) if text_in(value) in values else ()
