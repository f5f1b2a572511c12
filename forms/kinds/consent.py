"""Consent for one purpose, apart from the request: yes, no, or left open.

The engine knows the code of the purpose only; the text comes in with the context. An answer goes
nowhere but to the record of consents: not into conditions, not into the summary, not into the case.
"""

from typing import Literal

from forms.context import Context
from forms.kinds.base import BaseQuestion, InvalidInput, Kind, RawInput
from forms.model import Slug
from forms.values import Answers, Json, text_in

YES, NO = "yes", "no"
TEXT = "text"
"""Part of the question: fingerprint of the text that was read."""


class ConsentQuestion(BaseQuestion):
    """May we? Never required, nothing is chosen beforehand."""

    kind: Literal["consent"]
    purpose: Slug
    """Code of a published purpose: a file in portal/purposes/."""
    required: Literal[False] = False

    @property
    def consent_purpose(self) -> str:
        """The purpose."""
        return self.purpose


class ConsentKind(Kind[ConsentQuestion]):
    """Two equal ways to answer, under the exact text of the purpose."""

    model = ConsentQuestion
    fits_in_rows = False
    macro = "consent"
    value_type = None
    parts = ("", TEXT)
    needs_person = True
    needs_login = True
    alone_on_page = True
    after_all_others = True

    def parse(
        self, question: ConsentQuestion, raw: RawInput, answers: Answers, context: Context
    ) -> Json:
        """The answer with the fingerprint of its text.

        Raises `InvalidInput`, also when the text changed meanwhile.
        """
        del answers
        answer, text = raw[""], raw[TEXT]
        if not answer:
            return None
        if answer not in (YES, NO):
            raise InvalidInput(context.gettext("Kies een van de antwoorden."))
        if text not in context.consents[question.purpose].texts:
            raise InvalidInput(
                context.gettext("De vraag is net veranderd. Lees hem nog een keer en kies.")
            )
        return {"answer": answer, TEXT: text}

    def write(self, question: ConsentQuestion, value: Json, context: Context) -> RawInput:
        """The answer and its text."""
        del question, context
        return RawInput({"": (text_in(value, "answer"),), TEXT: (text_in(value, TEXT),)})

    def still_valid(
        self, question: ConsentQuestion, value: Json, answers: Answers, context: Context
    ) -> bool:
        """Whether the stored answer was given to a text that is still asked."""
        del answers
        offer = context.consents.get(question.purpose)
        return offer is None or text_in(value, TEXT) in offer.texts

    def is_offered(self, question: ConsentQuestion, context: Context) -> bool:
        """Whether it may be asked now; asking too often is nagging, and the portal knows when."""
        return question.purpose in context.consents

    def display(self, question: ConsentQuestion, value: Json, context: Context) -> tuple[str, ...]:
        """The words of the button that was chosen."""
        offer = context.consents.get(question.purpose)
        if offer is None:
            return ()
        words = {YES: offer.agree, NO: offer.decline}.get(text_in(value, "answer"))
        return (words,) if words else ()
