"""What the form is about, as told by the page where it began: shown, not asked, and sent along."""

from typing import Literal

from forms.context import Context
from forms.facts import fact
from forms.kinds.base import BaseQuestion, RawInput, ShownKind
from forms.model import Text
from forms.values import Answers, Json, ValueType, texts_in

ABOUT = "about"


class AboutQuestion(BaseQuestion):
    """Something to look at. `without` is shown where the form was begun from no such page."""

    kind: Literal["about"]
    topic: Literal["consultation"]
    """What it is about: the portal begins the form from the page of such a thing."""
    without: Text
    """What is shown where the form was begun from no such page."""
    required: Literal[False] = False


class AboutKind(ShownKind[AboutQuestion]):
    """No input; its answer is the fact itself."""

    model = AboutQuestion
    macro = "about"
    value_type = ValueType.OBJECT
    by_resident = False
    needs_person = True

    def parse(
        self, question: AboutQuestion, raw: RawInput, answers: Answers, context: Context
    ) -> Json:
        """The fact, to be sent along."""
        del question, raw, answers
        return fact(context, ABOUT)

    def still_valid(
        self, question: AboutQuestion, value: Json, answers: Answers, context: Context
    ) -> bool:
        """Whether the form still is about what it was about when the page was sent."""
        del question, answers
        return value == fact(context, ABOUT)

    def display(self, question: AboutQuestion, value: Json, context: Context) -> tuple[str, ...]:
        """The lines in the reader's language, else in Dutch."""
        del question
        language = context.locale.partition("_")[0]
        return texts_in(value, "lines", language) or texts_in(value, "lines", "nl")
