"""A day, in three inputs: day, month (number or name) and year."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Literal, Self

from babel import Locale
from pydantic import model_validator

from forms.context import Context
from forms.expression import Expression, ExpressionText, bad_value
from forms.kinds.base import BaseQuestion, InvalidInput, Kind, RawInput
from forms.model import Text
from forms.values import Answers, Json, ValueType, day_in

_SEPARATORS = re.compile(r"[\s./-]+")
_PARTS = ("day", "month", "year")
_SHORTEST_MONTH = 3
_FIRST_YEAR = 1900
_YEARS_AHEAD = 20
"""A year of two digits is at most so far ahead; else it is in the century before."""


class DateQuestion(BaseQuestion):
    """A day, perhaps between two limits. The messages may name the limit: `%(limit)s`."""

    kind: Literal["date"]
    not_before: ExpressionText | None = None
    too_early: Text = ""
    not_after: ExpressionText | None = None
    too_late: Text = ""

    @model_validator(mode="after")
    def _messages_fit(self) -> Self:
        for limit, name, message in (
            (self.not_before, "too_early", self.too_early),
            (self.not_after, "too_late", self.too_late),
        ):
            if bool(limit) != bool(message):
                raise bad_value(
                    f"`{name}` and its limit belong together.", "Write both or neither."
                )
            if message and not _takes_limit(message):
                raise bad_value(
                    f"`{name}` has a placeholder that is not filled in.",
                    "Use %(limit)s only, and write %% for a per cent sign.",
                )
        return self

    def expressions(self) -> Iterator[tuple[str, Expression, ValueType]]:
        """Also the limits."""
        yield from super().expressions()
        if self.not_before is not None:
            yield "not_before", self.not_before, ValueType.DATE
        if self.not_after is not None:
            yield "not_after", self.not_after, ValueType.DATE


class DateKind(Kind[DateQuestion]):
    """Three inputs; a whole date in the first one is read as well. Stored as ISO 8601."""

    model = DateQuestion
    macro = "date"
    value_type = ValueType.DATE
    parts = _PARTS

    def parse(
        self, question: DateQuestion, raw: RawInput, answers: Answers, context: Context
    ) -> Json:
        """The day; raises `InvalidInput`."""
        texts = _texts(raw)
        if not any(texts.values()):
            sentence = context.gettext(
                "Vul een dag, maand en jaar in, bijvoorbeeld %(example)s.",
                example=context.day(context.today),
            )
            self.nothing_typed(question, context, sentence, *_PARTS)
            return None
        day = _day(texts, context)
        message = outside(question, day, answers, context)
        if message:
            raise InvalidInput(message, parts=_PARTS)
        return day.isoformat()

    def write(self, question: DateQuestion, value: Json, context: Context) -> RawInput:
        """Day, month and year as numbers."""
        del question, context
        day = day_in(value)
        if day is None:
            return RawInput()
        return RawInput.of(day=str(day.day), month=str(day.month), year=str(day.year))

    def still_valid(
        self, question: DateQuestion, value: Json, answers: Answers, context: Context
    ) -> bool:
        """Whether a stored day is within the limits today."""
        day = day_in(value)
        return day is not None and not outside(question, day, answers, context)

    def display(self, question: DateQuestion, value: Json, context: Context) -> tuple[str, ...]:
        """The day with the month as a word: 12 december 2026."""
        del question
        day = day_in(value)
        return (context.day(day),) if day else ()

    def as_case_property(self, question: DateQuestion, value: Json, dutch: Context) -> str:
        """The day as ISO 8601."""
        del question, dutch
        day = day_in(value)
        return day.isoformat() if day else ""


def _texts(raw: RawInput) -> dict[str, str]:
    """The three parts, also where all of them stand in the first input."""
    pieces = _SEPARATORS.split(raw["day"])
    if len(pieces) == len(_PARTS) and not raw["month"] and not raw["year"]:
        return dict(zip(_PARTS, pieces, strict=True))
    return {part: raw[part] for part in _PARTS}


def _day(texts: dict[str, str], context: Context) -> date:
    numbers = {
        "day": _number(texts["day"], 31),
        "month": month_number(texts["month"], context.locale),
        "year": _year(texts["year"], context.today),
    }
    for part, number in numbers.items():
        if number is None:
            raise InvalidInput(_part_message(part, context), parts=(part,))
    try:
        return date(**{part: number for part, number in numbers.items() if number})
    except ValueError as error:
        raise InvalidInput(
            context.gettext("Deze dag bestaat niet. Kijk naar de dag en de maand."),
            parts=("day", "month"),
        ) from error


def _part_message(part: str, context: Context) -> str:
    return {
        "day": context.gettext("Vul de dag in als getal, bijvoorbeeld 12."),
        "month": context.gettext("Vul de maand in, bijvoorbeeld 3 of maart."),
        "year": context.gettext(
            "Vul het jaar in met vier cijfers, bijvoorbeeld %(year)s.", year=context.today.year
        ),
    }[part]


def outside(question: DateQuestion, day: date, answers: Answers, context: Context) -> str:
    """The translated sentence for a day outside the limits; empty for a day within."""
    limit = question.not_before.day(answers, context) if question.not_before else None
    if limit and day < limit:
        return context.gettext(question.too_early, limit=context.day(limit))
    limit = question.not_after.day(answers, context) if question.not_after else None
    if limit and day > limit:
        return context.gettext(question.too_late, limit=context.day(limit))
    return ""


def month_number(text: str, locale: str) -> int | None:
    """1 to 12 for a number or a name (`maart`, `mrt`, `mrt.`, `maa`), in Dutch or `locale`.

    Babel's own `parse_date` fails on names of months.
    """
    if text.isdecimal():
        return _number(text, 12)
    word = text.casefold().rstrip(".")
    names = _month_names("nl") | _month_names(locale)
    if word in names:
        return names[word]
    if len(word) < _SHORTEST_MONTH:
        return None
    starts = {number for name, number in names.items() if name.startswith(word)}
    return starts.pop() if len(starts) == 1 else None


@lru_cache(maxsize=16)
def _month_names(locale: str) -> dict[str, int]:
    months = Locale.parse(locale).months["format"]
    return {
        name.casefold().rstrip("."): number
        for width in ("wide", "abbreviated")
        for number, name in months[width].items()
    }


def _number(text: str, most: int) -> int | None:
    if not text.isdecimal() or len(text) > len(str(most)):
        return None
    number = int(text)
    return number if 1 <= number <= most else None


def _year(text: str, today: date) -> int | None:
    if not text.isdecimal():
        return None
    year = int(text[:5])
    if len(text) == len("26"):
        century = today.year // 100 * 100
        year += century if century + year <= today.year + _YEARS_AHEAD else century - 100
    return year if _FIRST_YEAR <= year <= date.max.year else None


def _takes_limit(message: str) -> bool:
    try:
        message % {"limit": ""}
    except (KeyError, ValueError, TypeError):
        return False
    return True
