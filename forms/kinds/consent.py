"""Consent for one purpose, apart from the request: yes, no, or left open.

The engine knows the code of the purpose only; the text comes in with the context. An answer goes
nowhere but to the record of consents: not into conditions, not into the summary, not into the case.
"""

from typing import Literal

from forms.context import ConsentOffer, Context
from forms.kinds.base import BaseQuestion, Fault, Option, QuestionField
from forms.model import Slug
from forms.values import Answers, Json, text_in

YES, NO = "yes", "no"
TEXT = "text"
"""Part of the field: fingerprint of the text that was read."""


class ConsentQuestion(BaseQuestion):
    """May we? Never required, nothing is chosen beforehand."""

    kind: Literal["consent"]
    purpose: Slug
    required: Literal[False] = False


class ConsentField(QuestionField[ConsentQuestion]):
    """Two equal radio buttons under the exact text of the purpose."""

    parts = ("", TEXT)

    @property
    def offer(self) -> ConsentOffer:
        """The text to answer now."""
        return self.context.consents[self.question.purpose]

    @property
    def options(self) -> tuple[Option, ...]:
        """Yes and no, in this order; what was answered to another text is not an answer."""
        is_of_now = self.raw.get(TEXT) in self.offer.texts
        answer = self.raw[""] if is_of_now else ""
        return tuple(
            Option(self.part_id(value), value, words, hint="", checked=answer == value)
            for value, words in ((YES, self.offer.agree), (NO, self.offer.decline))
        )

    @property
    def error_id(self) -> str:
        """The first button."""
        return self.options[0].id

    def read(self) -> Json:
        """The answer with the fingerprint of its text; raises `Fault` when the text changed."""
        answer, text = self.raw[""], self.raw[TEXT]
        if not answer:
            return None
        if answer not in (YES, NO):
            raise Fault(self.context.gettext("Kies een van de antwoorden."))
        if text not in self.offer.texts:
            raise Fault(
                self.context.gettext("De vraag is net veranderd. Lees hem nog een keer en kies.")
            )
        return {"answer": answer, TEXT: text}

    def write(self, value: Json) -> dict[str, str]:
        """The answer and its text."""
        return {"": text_in(value, "answer"), TEXT: text_in(value, TEXT)}


def show_consent(question: ConsentQuestion, value: Json, context: Context) -> tuple[str, ...]:
    """The words of the button that was chosen."""
    offer = context.consents.get(question.purpose)
    if offer is None:
        return ()
    words = {YES: offer.agree, NO: offer.decline}.get(text_in(value, "answer"))
    return (words,) if words else ()


def is_offered(question: ConsentQuestion, context: Context) -> bool:
    """Whether it may be asked now; asking too often is nagging, and the portal knows when."""
    return question.purpose in context.consents


def is_of_now(question: ConsentQuestion, value: Json, answers: Answers, context: Context) -> bool:
    """Whether the stored answer was given to a text that is still asked."""
    del answers
    offer = context.consents.get(question.purpose)
    return offer is None or text_in(value, TEXT) in offer.texts
