"""What registers already know: shown, not asked."""

from typing import Annotated, Literal

from pydantic import Field

from forms.context import Context
from forms.facts import fact
from forms.kinds.address import lines
from forms.kinds.base import BaseQuestion, QuestionField
from forms.model import Model, Text
from forms.values import Json, day_in, list_in, text_in


class ShownFact(Model):
    """One fact with the label that stands before it."""

    fact: Literal["person.name", "person.born", "person.address", "household"]
    label: Text


class KnownQuestion(BaseQuestion):
    """Facts to look at. `wrong` says what to do when they are not right."""

    kind: Literal["known"]
    facts: Annotated[tuple[ShownFact, ...], Field(min_length=1)]
    wrong: Text
    required: Literal[False] = False


class KnownField(QuestionField[KnownQuestion]):
    """No input."""

    parts = ()
    asks = False

    @property
    def facts(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """(label, lines) of every fact that is known."""
        return tuple(
            (self.context.translate(shown.label), fact_lines(shown.fact, self.context))
            for shown in self.question.facts
            if fact(self.context, shown.fact) is not None
        )

    @property
    def missing(self) -> bool:
        """Whether a register could not say one of the facts."""
        return len(self.facts) < len(self.question.facts)

    @property
    def error_id(self) -> str:
        """The field itself; it never is at fault."""
        return self.id

    @property
    def wrong(self) -> str:
        """What to do when the facts are not right."""
        return self.context.translate(self.question.wrong)

    def read(self) -> Json:
        """Nothing."""
        return None

    def write(self, value: Json) -> dict[str, str]:
        """Nothing."""
        del value
        return {}


def fact_lines(path: str, context: Context) -> tuple[str, ...]:
    """A fact as people read it."""
    value = fact(context, path)
    if path == "household":
        names = tuple(text_in(person, "name") for person in list_in(value))
        return names or (context.gettext("Niemand anders"),)
    if path == "person.address":
        return lines(value)
    day = day_in(value)
    return (context.day(day),) if day else (text_in(value),)


def show_nothing(question: KnownQuestion, value: Json, context: Context) -> tuple[str, ...]:
    """Nothing: it is not an answer."""
    del question, value, context
    return ()
