"""A date of which perhaps only the year is known, or the year and the month (as in the BRP)."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Literal

from forms.context import Context
from forms.days import PARTS, known_pieces
from forms.household import period
from forms.kinds.base import InvalidInput, RawInput
from forms.kinds.date import DaysKind, LimitedQuestion
from forms.kinds.day_reading import day_of, part_message, part_number
from forms.properties import PropertyShape, PropertyValue
from forms.values import Answers, Json, ValueType, day_in, text_in

_STORED = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_YEAR_AND_MONTH = 2
_LAST_MONTH = 12


class PartialDateQuestion(LimitedQuestion):
    """A date, as far as it is known. What may lie within the limits is taken."""

    kind: Literal["partial_date"]


class PartialDateKind(DaysKind[PartialDateQuestion]):
    """The inputs of a date; stored as `1960`, `1960-05` or `1960-05-03`."""

    model = PartialDateQuestion
    macro = "date"
    value_type = ValueType.TEXT
    parts = PARTS

    def parse(
        self, question: PartialDateQuestion, raw: RawInput, answers: Answers, context: Context
    ) -> Json:
        """The year, with month and day where they are known; raises `InvalidInput`."""
        texts = {part: _unless_unknown(raw[part]) for part in PARTS}
        if not any(raw[part] for part in PARTS):
            sentence = context.gettext(
                "Vul het jaar in, bijvoorbeeld 1960. Weet u ook de maand en de dag? Vul ze dan in."
            )
            self.nothing_typed(question, context, sentence, "year")
            return None
        value = _read(texts, context)
        message = _outside(question, value, answers, context)
        if message:
            raise InvalidInput(message, parts=PARTS)
        return value

    def write(self, question: PartialDateQuestion, value: Json, context: Context) -> RawInput:
        """What is known, as numbers."""
        del question, context
        match = _STORED.fullmatch(text_in(value))
        if match is None:
            return RawInput()
        year, month, day = (str(int(text)) if text else "" for text in match.groups())
        return RawInput.of(day=day, month=month, year=year)

    def still_valid(
        self, question: PartialDateQuestion, value: Json, answers: Answers, context: Context
    ) -> bool:
        """Whether a stored date may be within the limits today."""
        is_date = _span(text_in(value)) is not None
        return is_date and not _outside(question, text_in(value), answers, context)

    def display(
        self, question: PartialDateQuestion, value: Json, context: Context
    ) -> tuple[str, ...]:
        """`3 mei 1960`, `mei 1960` or `1960`."""
        del question
        day = day_in(value)
        line = context.day(day) if day else period(text_in(value), context.locale)
        return (line,) if line else ()

    def property_shape(self, question: PartialDateQuestion) -> PropertyShape:
        """A text: a day of a case is whole."""
        del question
        return PropertyShape(longest=len("1960-05-03"))

    def as_property(
        self, question: PartialDateQuestion, value: Json, dutch: Context
    ) -> tuple[PropertyValue, ...]:
        """As it is stored."""
        del question, dutch
        return (text_in(value),) if value else ()


def _outside(question: PartialDateQuestion, value: str, answers: Answers, context: Context) -> str:
    """Why it can't be within the limits, on whatever day of it; empty where it can."""
    span = _span(value)
    if span is None:
        return ""
    first, last = span
    early = question.too_early_for(last, answers, context)
    return early or question.too_late_for(first, answers, context)


def _unless_unknown(text: str) -> str:
    """The register writes zeros for what it doesn't know: 00-05-1960."""
    return text if text.strip("0") else ""


def _read(texts: Mapping[str, str], context: Context) -> str:
    parts = {part: text for part, text in texts.items() if text}
    pieces = [known_pieces(text) for text in parts.values()]
    if len(parts) == 1 and len(pieces[0]) <= _YEAR_AND_MONTH:
        [(part, _)] = parts.items()
        return _of_pieces(part, pieces[0], context)
    is_split = any(len(each) > 1 for each in pieces)
    if not texts["day"] and not is_split:
        return _of_month(texts["month"], texts["year"], context)
    return day_of(texts, context).isoformat()


def _of_pieces(part: str, pieces: tuple[str, ...], context: Context) -> str:
    """One input holds all: `1960`, `mei 1960`, `1960-05`."""
    years = [piece for piece in pieces if _YEAR.fullmatch(piece)]
    if len(pieces) == 1:
        year = pieces[0] if years or part == "year" else ""
        return _of_month("", year, context)
    if len(years) != 1:
        raise _fault("year", context)
    [month] = (piece for piece in pieces if piece != years[0])
    return _of_month(month, years[0], context)


def _of_month(month: str, year: str, context: Context) -> str:
    number = part_number("year", year, context)
    if number is None:
        raise _fault("year", context)
    if not month:
        return f"{number:04}"
    month_number = part_number("month", month, context)
    if month_number is None:
        raise _fault("month", context)
    return f"{number:04}-{month_number:02}"


def _fault(part: str, context: Context) -> InvalidInput:
    return InvalidInput(part_message(part, context), parts=(part,))


def _span(value: str) -> tuple[date, date] | None:
    """The first and the last day that it can be; None for what is no stored date."""
    match = _STORED.fullmatch(value)
    if match is None:
        return None
    year, month, day = (int(text or 0) for text in match.groups())
    last_month = month or _LAST_MONTH
    try:
        last_day = day or monthrange(year, last_month)[1]
        return date(year, month or 1, day or 1), date(year, last_month, last_day)
    except ValueError:
        return None
