"""What the resident declares: one box that has to be ticked."""

from typing import Annotated, Literal

from pydantic import Field

from forms.context import Context
from forms.kinds.base import BaseQuestion, Kind, RawInput
from forms.model import Text, Texts
from forms.properties import PropertyShape, PropertyValue, codes_shape
from forms.values import Answers, Json, ValueType

YES = "yes"
"""Value of the box."""
_CODE = "ja"


class DeclarationQuestion(BaseQuestion):
    """A declaration; who doesn't make it can't go on."""

    kind: Literal["declaration"]
    statement: Text
    """What stands at the box, and in the summary: `Ik heb alles naar waarheid ingevuld`."""
    points: Annotated[Texts, Field(max_length=10)] = ()
    """What it means, sentence by sentence, above the box."""
    required: Literal[True] = True


class DeclarationKind(Kind[DeclarationQuestion]):
    """One box, never ticked beforehand; stored is `true`. No condition can compare with it."""

    model = DeclarationQuestion
    macro = "declaration"
    value_type = ValueType.OBJECT
    last_on_page = True
    fits_in_rows = False

    def parse(
        self, question: DeclarationQuestion, raw: RawInput, answers: Answers, context: Context
    ) -> Json:
        """`True`, or None where nothing was ticked; raises `InvalidInput`."""
        del answers
        if raw[""] != YES:
            sentence = context.gettext("Zet een vinkje in het vakje. Anders kunt u niet verder.")
            self.nothing_typed(question, context, sentence)
            return None
        return True

    def write(self, question: DeclarationQuestion, value: Json, context: Context) -> RawInput:
        """The ticked box."""
        del question, context
        return RawInput.single(YES if value is True else "")

    def holds(
        self, question: DeclarationQuestion, value: Json, answers: Answers, context: Context
    ) -> bool:
        """Only truth: in Python 1 equals it too."""
        return value is True and super().holds(question, value, answers, context)

    def display(
        self, question: DeclarationQuestion, value: Json, context: Context
    ) -> tuple[str, ...]:
        """What was declared."""
        return (context.text_of(question.statement),) if value is True else ()

    def property_shape(self, question: DeclarationQuestion) -> PropertyShape:
        """Always `ja`."""
        del question
        return codes_shape((_CODE,))

    def as_property(
        self, question: DeclarationQuestion, value: Json, dutch: Context
    ) -> tuple[PropertyValue, ...]:
        """`ja`."""
        del question, dutch
        return (_CODE,) if value is True else ()
