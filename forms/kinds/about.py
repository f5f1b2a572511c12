"""What the form is about, as told by the page where it began: shown, not asked, and sent along."""

from typing import Literal

from forms.context import Context
from forms.facts import fact
from forms.kinds.base import BaseQuestion, QuestionField
from forms.model import Text
from forms.values import Answers, Json, texts_in

ABOUT = "about"


class AboutQuestion(BaseQuestion):
    """Something to look at. `without` is shown where the form was begun from no such page."""

    kind: Literal["about"]
    topic: Literal["consultation"]
    """What it is about: the portal begins the form from the page of such a thing."""
    without: Text
    required: Literal[False] = False


class AboutField(QuestionField[AboutQuestion]):
    """No input; its answer is the fact itself."""

    parts = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """What it is about, in the reader's language; nothing where that is not known."""
        return show_about(self.question, fact(self.context, ABOUT), self.context)

    @property
    def without(self) -> str:
        """What to do where it is about nothing in particular."""
        return self.context.translate(self.question.without)

    @property
    def error_id(self) -> str:
        """The field itself; it never is at fault."""
        return self.id

    def read(self) -> Json:
        """The fact, to be sent along."""
        return fact(self.context, ABOUT)

    def write(self, value: Json) -> dict[str, str]:
        """Nothing: there is no input."""
        del value
        return {}


def show_about(question: AboutQuestion, value: Json, context: Context) -> tuple[str, ...]:
    """The lines in the reader's language, else in Dutch."""
    del question
    language = context.locale.partition("_")[0]
    return texts_in(value, "lines", language) or texts_in(value, "lines", "nl")


def is_still_about(
    question: AboutQuestion, value: Json, answers: Answers, context: Context
) -> bool:
    """Whether the form still is about what it was about when the page was sent."""
    del question, answers
    return value == fact(context, ABOUT)
