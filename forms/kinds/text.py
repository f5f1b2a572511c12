"""Text on one line or more, an e-mail address, a telephone number."""

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import ClassVar, Literal, TypeVar

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import PhoneNumberFormat
from pydantic import Field

from forms.citizen_numbers import likely_numbers
from forms.context import Context
from forms.facts import fact
from forms.kinds.base import (
    MOST_CHARACTERS,
    BaseQuestion,
    InvalidInput,
    Kind,
    Place,
    RawInput,
)
from forms.mistakes import Mistake
from forms.phones import is_personal, phone_number, read_phone_number
from forms.properties import PropertyShape, PropertyValue
from forms.spelling import code, free_text
from forms.values import Answers, Json, text_in

_AT = re.compile(r"\s*@\s*")
_MAIL_LABEL = re.compile(r"^(mailto|e-?mail(?:adres)?)\s*:\s*", re.IGNORECASE)
_AROUND_MAIL = '<>()[]" ,;:.'
"""What stands around an address in a list, a sentence or a link."""
NO_BSN = "no_bsn"
"""The box with which one says that a number is no BSN; it holds the numbers that one means."""


class SingleQuestion(BaseQuestion):
    """A question with one input."""

    prefill: Literal["", "person.name", "contact.email", "contact.phone"] = ""
    """The fact that stands in the input before anything is typed."""
    autocomplete: str = ""
    """Value of the HTML attribute, so that the browser can help (WCAG 1.3.5)."""
    max_length: int = Field(default=200, ge=1, le=200)
    """How many characters it can have at most."""


class TextQuestion(SingleQuestion):
    """Text on one line."""

    kind: Literal["text"]


class TextAreaQuestion(SingleQuestion):
    """Text on several lines."""

    kind: Literal["textarea"]
    max_length: int = Field(default=1000, ge=1, le=MOST_CHARACTERS)


class ContactQuestion(SingleQuestion):
    """How somebody is reached; without a role it is any address or number, as of a landlord."""

    role: Literal["contact"] | None = None
    """`contact`: the applicant is reached there, and the case says so."""


class EmailQuestion(ContactQuestion):
    """An e-mail address."""

    kind: Literal["email"]
    autocomplete: str = "email"


class PhoneQuestion(ContactQuestion):
    """A telephone number of a person, in the Netherlands or abroad."""

    kind: Literal["phone"]
    autocomplete: str = "tel"


S = TypeVar("S", bound=SingleQuestion)
C = TypeVar("C", bound=ContactQuestion)


class PossibleBsn(InvalidInput):
    """`numbers` may be somebody's BSN: only the resident can say."""

    def __init__(self, message: str, numbers: frozenset[str]) -> None:
        super().__init__(message)
        self.numbers = numbers


class SingleKind(Kind[S]):
    """One input; `parse_text` says what the kind makes of it. In free text no BSN may travel."""

    parts: ClassVar[tuple[str, ...]] = ("", NO_BSN)
    free_parts: ClassVar[tuple[str, ...]] = ("",)

    def shows_person(self, question: S) -> bool:
        """Where a fact about the person is filled in beforehand."""
        return bool(question.prefill)

    def first_input(self, question: S, answers: Answers, context: Context) -> RawInput:
        """The stored answer, or the prefilled fact where nothing was answered yet."""
        value = answers.get(question.id)
        if question.prefill and question.id not in answers:
            value = text_in(fact(context, question.prefill))
        return self.write(question, value, context)

    def parse(self, question: S, raw: RawInput, answers: Answers, context: Context) -> Json:
        """The text, in the one way of writing that the kind has; raises `InvalidInput`."""
        text = raw[""]
        if not text:
            self.nothing_typed(question, context, self.missing(context))
            return None
        if len(text) > question.max_length:
            raise InvalidInput(
                context.gettext(
                    "Maak uw tekst korter. Er passen %(most)s tekens in. U heeft er %(now)s.",
                    most=question.max_length,
                    now=len(text),
                )
            )
        self.refuse_own_bsn(raw, context)
        if NO_BSN in self.parts:
            _ask_about_bsn(text, raw[NO_BSN], text_in(answers.get(question.id)), context)
        return self.parse_text(text, context)

    def write(self, question: S, value: Json, context: Context) -> RawInput:
        """The text as it stands."""
        del question, context
        return RawInput.single(text_in(value))

    def missing(self, context: Context) -> str:
        """The sentence for when nothing was typed."""
        return context.gettext("Vul hier uw antwoord in.")

    def parse_text(self, text: str, context: Context) -> str:
        """The text as it stands."""
        del context
        return text

    def property_shape(self, question: S) -> PropertyShape:
        """A text of at most so many characters."""
        return PropertyShape(longest=question.max_length)

    def as_property(self, question: S, value: Json, dutch: Context) -> tuple[PropertyValue, ...]:
        """The text as it is stored: a number of a phone with the code of its country."""
        del question, dutch
        text = text_in(value)
        return (text,) if text else ()

    def display(self, question: S, value: Json, context: Context) -> tuple[str, ...]:
        """The text, line by line."""
        del question, context
        return tuple(text_in(value).split("\n"))


class TextKind(SingleKind[TextQuestion]):
    """Text on one line."""

    model = TextQuestion
    macro = "text"
    object_kind = "licence_plate"


class TextAreaKind(SingleKind[TextAreaQuestion]):
    """Text on several lines."""

    model = TextAreaQuestion
    macro = "textarea"

    def cleaned(self, part: str, text: str) -> str:
        """As it was typed."""
        return free_text(text) if part == "" else super().cleaned(part, text)


class ContactKind(SingleKind[C]):
    """How somebody is reached; at most one question of each kind has the role of contact."""

    parts = ("",)
    free_parts = ()

    def check(self, question: C, place: Place) -> Iterator[Mistake]:
        """That no question before it has its role."""
        for other in takewhile(lambda each: each.id != question.id, place.questions):
            if question.role and isinstance(other, type(question)) and other.role == question.role:
                yield Mistake(
                    ("role",),
                    f"'{other.id}' has the role '{question.role}' already.",
                    "Leave it at the one question of this kind that says how the applicant is "
                    "reached; ask it on a page that everybody comes by.",
                )


class EmailKind(ContactKind[EmailQuestion]):
    """An e-mail address: only the way it is written is checked."""

    model = EmailQuestion
    macro = "email"
    contact_role = "email"

    def cleaned(self, part: str, text: str) -> str:
        """Without what comes along when an address is copied, and without spaces at the @."""
        del part
        return _AT.sub("@", _bare_mail(code(text)))

    def missing(self, context: Context) -> str:
        """With an example."""
        return context.gettext("Vul een e-mailadres in, bijvoorbeeld naam@voorbeeld.nl.")

    def parse_text(self, text: str, context: Context) -> str:
        """The address as mail programs write it; raises `InvalidInput`."""
        try:
            return validate_email(text, check_deliverability=False).normalized
        except EmailNotValidError as error:
            raise InvalidInput(
                context.gettext("Kijk het e-mailadres na. Schrijf het zo: naam@voorbeeld.nl.")
            ) from error


class PhoneKind(ContactKind[PhoneQuestion]):
    """A telephone number; stored as E.164."""

    model = PhoneQuestion
    macro = "phone"
    contact_role = "phone"

    def cleaned(self, part: str, text: str) -> str:
        """In ASCII as far as it goes."""
        del part
        return code(text)

    def missing(self, context: Context) -> str:
        """With an example."""
        return context.gettext("Vul een telefoonnummer in, bijvoorbeeld 06 12345678.")

    def parse_text(self, text: str, context: Context) -> str:
        """The number as E.164; raises `InvalidInput`."""
        number = read_phone_number(text)
        if number is None or not is_personal(number):
            raise InvalidInput(
                context.gettext(
                    "Kijk het telefoonnummer na. Schrijf het zo: 06 12345678 of 010 1234567."
                )
            )
        return phonenumbers.format_number(number, PhoneNumberFormat.E164)

    def write(self, question: PhoneQuestion, value: Json, context: Context) -> RawInput:
        """The number as people write it."""
        del question, context
        return RawInput.single(phone_number(text_in(value)))

    def display(self, question: PhoneQuestion, value: Json, context: Context) -> tuple[str, ...]:
        """The number as people write it."""
        del question, context
        return (phone_number(text_in(value)),)


def _bare_mail(text: str) -> str:
    """The address of `Jan <jan@x.nl>` or a link; the text itself where it holds several."""
    name, bracket, address = text.partition("<")
    address = _without_label(address if bracket else name)
    name = _without_label(name)
    if bracket and "@" in name and name != address:
        return text
    return address or text


def _without_label(text: str) -> str:
    bare = text.strip(_AROUND_MAIL)
    label = _MAIL_LABEL.match(bare)
    if label:
        bare = bare[label.end() :]
        bare = bare.partition("?")[0] if label[1].casefold() == "mailto" else bare
    bare = bare.strip(_AROUND_MAIL)
    return bare.strip("'") if bare.endswith("'") else bare


def _ask_about_bsn(text: str, confirmed: str, stored: str, context: Context) -> None:
    """Raises `PossibleBsn` for a number that could be one, unless it was asked about before."""
    numbers = likely_numbers(text)
    if numbers and not numbers <= {*confirmed.split(), *likely_numbers(stored)}:
        raise PossibleBsn(
            context.gettext(
                "Staat hier een burgerservicenummer (BSN)? Haal het weg. "
                "Is het een ander nummer? Kies dan: Dit is geen BSN."
            ),
            numbers,
        )
