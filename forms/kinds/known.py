"""What registers already know: shown, not asked."""

from typing import Annotated, Literal

from pydantic import Field

from forms.context import Context
from forms.facts import fact
from forms.household import members
from forms.kinds.address import lines
from forms.kinds.base import BaseQuestion, RawInput, ShownKind
from forms.model import Model, Text
from forms.values import Answers, Json, day_in, text_in


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


class KnownKind(ShownKind[KnownQuestion]):
    """Nothing is asked, so there is no answer."""

    model = KnownQuestion
    macro = "known"
    value_type = None
    has_answer = False
    needs_person = True

    def parse(
        self, question: KnownQuestion, raw: RawInput, answers: Answers, context: Context
    ) -> Json:
        """Nothing."""
        del question, raw, answers, context
        return None

    def display(self, question: KnownQuestion, value: Json, context: Context) -> tuple[str, ...]:
        """Nothing: it is not an answer."""
        del question, value, context
        return ()


def fact_lines(path: str, context: Context) -> tuple[str, ...]:
    """A fact as people read it."""
    value = fact(context, path)
    if path == "household":
        names = tuple(member.label for member in members(context) or ())
        return names or (context.gettext("Niemand anders"),)
    day = day_in(value)
    texts = (
        lines(value) if path == "person.address" else (context.day(day) if day else text_in(value),)
    )
    return tuple(filter(None, texts)) or (context.gettext("Hierover staat niets in de BRP."),)


def is_said(path: str, context: Context) -> bool:
    """Whether the register said something of this, if only that it has nothing."""
    if path == "household":
        return fact(context, path) is not None
    return bool(context.facts.get("person"))


def is_stranger(context: Context) -> bool:
    """Whether the register could be asked, and does not know this person."""
    return context.facts.get("person") == {}
