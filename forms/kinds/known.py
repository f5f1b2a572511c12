"""What registers already know: shown, not asked."""

from typing import Annotated, Literal

from babel.dates import format_date
from pydantic import Field

from forms.addresses import lines
from forms.context import Context
from forms.facts import fact
from forms.household import members
from forms.kinds.base import BaseQuestion, RawInput, ShownKind
from forms.model import Model, Text
from forms.values import Answers, Json, day_in, text_in, texts_in


class ShownFact(Model):
    """One fact with the label that stands before it."""

    fact: Literal["person.name", "person.born", "person.address", "household"]
    """What is shown of what registers say."""
    label: Text
    """What stands before it."""


class KnownQuestion(BaseQuestion):
    """Facts to look at. `wrong` says what to do when they are not right."""

    kind: Literal["known"]
    facts: Annotated[tuple[ShownFact, ...], Field(min_length=1)]
    """What is shown, in its order."""
    wrong: Text
    """What to do when it is not right."""
    required: Literal[False] = False


class KnownKind(ShownKind[KnownQuestion]):
    """Nothing is asked, so there is no answer."""

    model = KnownQuestion
    macro = "known"
    value_type = None
    has_answer = False
    needs_person = True
    needs_login = True

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
        names = tuple(member.line for member in members(context) or ())
        return names or (context.gettext("Niemand anders"),)
    if path in {f"person.{name}" for name in texts_in(fact(context, "person.unread"))}:
        return (context.gettext("Dit konden wij niet lezen."),)
    texts = lines(value) if path == "person.address" else (_text(text_in(value), context),)
    return tuple(filter(None, texts)) or (context.gettext("Hierover staat niets in de BRP."),)


def remark_lines(context: Context) -> tuple[str, ...]:
    """What the register says besides about the person, a sentence each."""
    sentences = {
        "confidential": context.gettext(
            "Uw gegevens zijn geheim. De gemeente geeft ze niet zomaar aan anderen."
        ),
        "guardianship": context.gettext(
            "U staat onder curatele. Vraag uw curator of u dit mag regelen."
        ),
        "deceased": context.gettext("In de BRP staat dat u bent overleden. Bel ons."),
        "non_resident": context.gettext(
            "U staat ingeschreven als niet-ingezetene: als iemand die niet in Nederland woont."
        ),
        "abroad": context.gettext("U staat ingeschreven op een adres in het buitenland."),
        "address_unknown": context.gettext("Uw adres is niet bekend in de BRP. Bel ons."),
        "not_at_address": context.gettext(
            "Wij hebben vastgesteld dat u niet meer op dit adres woont. Bel ons."
        ),
        "name_investigated": context.gettext("Wij onderzoeken of uw naam klopt."),
        "birth_investigated": context.gettext("Wij onderzoeken of uw geboortedatum klopt."),
        "address_investigated": context.gettext("Wij onderzoeken of uw adres klopt."),
        "family_investigated": context.gettext(
            "Wij onderzoeken of de gegevens van uw partner of kinderen kloppen."
        ),
    }
    remarks = texts_in(fact(context, "person.remarks"))
    return tuple(sentences[remark] for remark in remarks if remark in sentences)


def _text(text: str, context: Context) -> str:
    """A day or month as people read it; any other text as it is."""
    if day := day_in(text):
        return context.day(day)
    month = day_in(f"{text}-01")
    return format_date(month, "LLLL y", locale=context.locale) if month else text


def is_said(path: str, context: Context) -> bool:
    """Whether the register said something of this, if only that it has nothing."""
    if path == "household":
        return fact(context, path) is not None
    return bool(context.facts.get("person"))


def is_stranger(context: Context) -> bool:
    """Whether the register could be asked, and does not know this person."""
    return context.facts.get("person") == {}
