"""Text on one line or more, an e-mail address, a telephone number."""

import re
from collections.abc import Mapping
from typing import Literal, TypeVar

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import PhoneNumberFormat, PhoneNumberType
from pydantic import Field
from stdnum.nl import bsn

from forms.context import Context
from forms.facts import fact
from forms.kinds.base import BaseQuestion, Fault, QuestionField
from forms.values import Json, text_in

_NINE_DIGITS = re.compile(r"(?<!\d)\d{9}(?!\d)")
_PERSONAL_NUMBERS = frozenset(
    {
        PhoneNumberType.MOBILE,
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
        PhoneNumberType.VOIP,
    }
)
"""`is_valid_number` alone would let 14030 and 0900-1234 through."""


class SingleQuestion(BaseQuestion):
    """A question with one input."""

    prefill: Literal["", "person.name", "contact.email", "contact.phone"] = ""
    """The fact that stands in the input before anything is typed."""
    autocomplete: str = ""
    """Value of the HTML attribute, so that the browser can help (WCAG 1.3.5)."""
    max_length: int = Field(default=200, ge=1, le=200)


class TextQuestion(SingleQuestion):
    """Text on one line."""

    kind: Literal["text"]


class TextAreaQuestion(SingleQuestion):
    """Text on several lines."""

    kind: Literal["textarea"]
    max_length: int = Field(default=1000, ge=1, le=10_000)


class EmailQuestion(SingleQuestion):
    """An e-mail address."""

    kind: Literal["email"]
    autocomplete: str = "email"


class PhoneQuestion(SingleQuestion):
    """A telephone number of a person, in the Netherlands or abroad."""

    kind: Literal["phone"]
    autocomplete: str = "tel"


S = TypeVar("S", bound=SingleQuestion)


class SingleField(QuestionField[S]):
    """One input; `read_text` says what the kind makes of it."""

    inputmode = "text"

    @property
    def autocomplete(self) -> str:
        """Value of the HTML attribute; empty for none."""
        return self.question.autocomplete

    @property
    def max_length(self) -> int:
        """The most characters that fit."""
        return self.question.max_length

    def show_stored(self) -> None:
        """The stored answer, or the prefilled fact where nothing was answered yet."""
        value = self.answer
        if self.question.prefill and self.question.id not in self.answers:
            value = text_in(fact(self.context, self.question.prefill))
        self.raw = self.write(value)

    def read(self) -> Json:
        """The text, in the one way of writing that the kind has; raises `Fault`."""
        text = self.raw[""]
        if not text:
            self.empty(self.missing())
            return None
        if len(text) > self.max_length:
            raise Fault(
                self.context.gettext(
                    "Maak uw tekst korter. Er passen %(most)s tekens in. U heeft er %(now)s.",
                    most=self.max_length,
                    now=len(text),
                )
            )
        return self.read_text(text)

    def write(self, value: Json) -> dict[str, str]:
        """The text as it stands."""
        return {"": text_in(value)}

    def missing(self) -> str:
        """The sentence for when nothing was typed."""
        return self.context.gettext("Vul hier uw antwoord in.")

    def read_text(self, text: str) -> str:
        """The text, if there is no BSN in it: that may not travel in free text."""
        if any(bsn.is_valid(digits) for digits in _NINE_DIGITS.findall(text)):
            raise Fault(
                self.context.gettext("Haal het burgerservicenummer (BSN) weg. Dat is niet nodig.")
            )
        return text


class TextField(SingleField[TextQuestion]):
    """Text on one line."""

    def take(self, typed: Mapping[str, list[str]]) -> None:
        """One line, also when several were pasted."""
        super().take(typed)
        self.raw = {part: " ".join(text.split()) for part, text in self.raw.items()}


class TextAreaField(SingleField[TextAreaQuestion]):
    """Text on several lines."""


class EmailField(SingleField[EmailQuestion]):
    """An e-mail address: only the way it is written is checked."""

    inputmode = "email"

    def missing(self) -> str:
        """With an example."""
        return self.context.gettext("Vul een e-mailadres in, bijvoorbeeld naam@voorbeeld.nl.")

    def read_text(self, text: str) -> str:
        """The address as mail programs write it; raises `Fault`."""
        try:
            return validate_email(text, check_deliverability=False).normalized
        except EmailNotValidError as error:
            raise Fault(
                self.context.gettext("Kijk het e-mailadres na. Schrijf het zo: naam@voorbeeld.nl.")
            ) from error


class PhoneField(SingleField[PhoneQuestion]):
    """A telephone number; stored as E.164."""

    inputmode = "tel"

    def missing(self) -> str:
        """With an example."""
        return self.context.gettext("Vul een telefoonnummer in, bijvoorbeeld 06 12345678.")

    def read_text(self, text: str) -> str:
        """The number as E.164; raises `Fault`."""
        if text.startswith("00"):
            text = f"+{text.removeprefix('00')}"
        try:
            number = phonenumbers.parse(text, "NL")
        except phonenumbers.NumberParseException as error:
            raise self._fault() from error
        if not (
            phonenumbers.is_valid_number(number)
            and phonenumbers.number_type(number) in _PERSONAL_NUMBERS
            and number.extension is None
        ):
            raise self._fault()
        return phonenumbers.format_number(number, PhoneNumberFormat.E164)

    def write(self, value: Json) -> dict[str, str]:
        """The number as people write it."""
        return {"": phone_number(text_in(value))}

    def _fault(self) -> Fault:
        return Fault(
            self.context.gettext(
                "Kijk het telefoonnummer na. Schrijf het zo: 06 12345678 of 010 1234567."
            )
        )


def phone_number(stored: str) -> str:
    """A number (E.164, or as dialled in the Netherlands) as people write it: without +31."""
    try:
        number = phonenumbers.parse(stored, "NL")
    except phonenumbers.NumberParseException:
        return stored
    is_dutch = phonenumbers.region_code_for_number(number) == "NL"
    style = PhoneNumberFormat.NATIONAL if is_dutch else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)


def show_text(question: SingleQuestion, value: Json, context: Context) -> tuple[str, ...]:
    """The text, line by line."""
    del question, context
    return tuple(text_in(value).split("\n"))


def show_phone(question: PhoneQuestion, value: Json, context: Context) -> tuple[str, ...]:
    """The number as people write it."""
    del question, context
    return (phone_number(text_in(value)),)
