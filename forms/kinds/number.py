"""A number, with or without decimals, and a percentage."""

import unicodedata
from decimal import Decimal
from typing import Literal, Self, TypeVar

from pydantic import Field, model_validator

from forms.context import Context
from forms.decimals import as_shown, as_typed, decimal_of, number_in, stored
from forms.expression import bad_value
from forms.kinds.base import BaseQuestion, InvalidInput, Kind, RawInput
from forms.model import Text
from forms.properties import PropertyShape, PropertyValue, ValueFormat
from forms.spelling import code
from forms.values import Answers, Json, ValueType

_LIMIT = 999_999_999_999
PERCENT = "%"


class NumericQuestion(BaseQuestion):
    """A number within limits."""

    decimals: int = Field(default=0, ge=0, le=4)
    """The most that can be typed behind the comma."""
    when_wrong: Text = ""
    """What to do when it is no such number; the kind has a sentence of its own."""
    at_least: int
    at_most: int

    @model_validator(mode="after")
    def _limits_leave_room(self) -> Self:
        if self.at_most < self.at_least:
            raise bad_value("`at_most` is below `at_least`.", "Turn them round.")
        return self

    @property
    def sign(self) -> str:
        """What stands behind the number, in Dutch; empty for nothing."""
        return ""

    @property
    def has_minus(self) -> bool:
        """Whether it can be below zero."""
        return self.at_least < 0


class NumberQuestion(NumericQuestion):
    """A number: whole ones of nothing or more, unless the form says otherwise."""

    kind: Literal["number"]
    at_least: int = Field(default=0, ge=-_LIMIT, le=_LIMIT)
    """The lowest number that is taken; below nothing too."""
    at_most: int = Field(default=999_999, ge=-_LIMIT, le=_LIMIT)
    """The highest number that is taken."""
    unit: Text = ""
    """What is counted, behind the box and the answer: `m²`, `uur`. Empty for nothing."""

    @property
    def sign(self) -> str:
        """The unit."""
        return self.unit


class PercentageQuestion(NumericQuestion):
    """A part of a hundred."""

    kind: Literal["percentage"]
    at_least: int = Field(default=0, ge=0, le=100)
    """The lowest percentage that is taken."""
    at_most: int = Field(default=100, ge=0, le=100)
    """The highest percentage that is taken."""

    @property
    def sign(self) -> str:
        """The sign for it."""
        return PERCENT


F = TypeVar("F", bound=NumericQuestion)


class NumericKind(Kind[F]):
    """A number in digits: stored as a whole number, or as a text with a dot: "12.5".

    It is a text wherever the question has room for decimals, also "12": so one question has one
    shape.
    """

    macro = "number"
    value_type = ValueType.NUMBER

    def cleaned(self, part: str, text: str) -> str:
        """In ASCII as far as it goes."""
        del part
        return code(text)

    def parse(self, question: F, raw: RawInput, answers: Answers, context: Context) -> Json:
        """The number; raises `InvalidInput`."""
        del answers
        text = raw[""]
        if not text:
            self.nothing_typed(question, context, self.missing(question, context))
            return None
        number = decimal_of(self.bare(question, text, context), question.decimals)
        if number is None or not question.at_least <= number <= question.at_most:
            own = question.when_wrong
            raise InvalidInput(context.translate(own) if own else _usual(question, context))
        return stored(number, question.decimals)

    def missing(self, question: F, context: Context) -> str:
        """The sentence for when nothing was typed."""
        return context.gettext("Vul een getal in, bijvoorbeeld %(least)s.", least=question.at_least)

    def bare(self, question: F, text: str, context: Context) -> str:
        """Without the unit, where it was typed along."""
        sign_of_form = question.sign
        signs = (sign_of_form, context.translate(sign_of_form)) if sign_of_form else ()
        for sign in signs:
            if _plain(text).endswith(_plain(sign)):
                return text[: -len(sign)].strip()
        return text

    def write(self, question: F, value: Json, context: Context) -> RawInput:
        """The digits, with a comma."""
        del question, context
        number = number_in(value)
        return RawInput.single("" if number is None else as_typed(number))

    def property_shape(self, question: F) -> PropertyShape:
        """A number."""
        limits = (abs(question.at_least), abs(question.at_most))
        return PropertyShape(
            format=ValueFormat.NUMBER,
            longest=max(len(str(limit)) for limit in limits),
            decimals=question.decimals,
        )

    def as_property(self, question: F, value: Json, dutch: Context) -> tuple[PropertyValue, ...]:
        """The number."""
        del question, dutch
        number = number_in(value)
        return () if number is None else (number,)

    def display(self, question: F, value: Json, context: Context) -> tuple[str, ...]:
        """The number with its unit."""
        number = number_in(value)
        if number is None:
            return ()
        shown = as_shown(number, context.locale)
        return (f"{shown} {context.translate(question.sign)}" if question.sign else shown,)


class NumberKind(NumericKind[NumberQuestion]):
    """A number."""

    model = NumberQuestion
    names_subject = True


class PercentageKind(NumericKind[PercentageQuestion]):
    """A percentage: with or without the sign, or the word."""

    model = PercentageQuestion

    def missing(self, question: PercentageQuestion, context: Context) -> str:
        """With what it is a part of."""
        del question
        return context.gettext("Vul een percentage in, bijvoorbeeld 50.")

    def bare(self, question: PercentageQuestion, text: str, context: Context) -> str:
        """Without the sign or the word."""
        for word in ("procent", "percent"):
            if text.casefold().endswith(word):
                return text[: -len(word)].strip()
        return super().bare(question, text, context)


def _usual(question: NumericQuestion, context: Context) -> str:
    limits = {"least": question.at_least, "most": question.at_most}
    if not question.decimals:
        return context.gettext("Vul een getal in van %(least)s tot en met %(most)s.", **limits)
    return context.gettext(
        "Vul een getal in van %(least)s tot en met %(most)s, bijvoorbeeld %(example)s. "
        "Zet achter de komma niet meer dan %(decimals)s cijfers.",
        example=as_typed(_example(question)),
        decimals=question.decimals,
        **limits,
    )


def _example(question: NumericQuestion) -> Decimal:
    """A number within the limits, with a comma where there is room for one."""
    half = Decimal(question.at_least) + Decimal("0.5")
    return half if half <= question.at_most else Decimal(question.at_least)


def _plain(text: str) -> str:
    """So that `m2` is `m²`; as long as the text itself."""
    return "".join(
        plain if len(plain := unicodedata.normalize("NFKC", sign).casefold()) == 1 else sign
        for sign in text
    )
