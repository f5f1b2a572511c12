"""A day, in three inputs: day, month (number or name) and year."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal, Self

from pydantic import model_validator

from forms.context import Context
from forms.days import (
    PARTS,
    WholeDate,
    bare_part,
    day_number,
    month_number,
    read_whole_date,
    weekday_name,
)
from forms.expression import Expression, ExpressionText, bad_value
from forms.kinds.base import BaseQuestion, InvalidInput, Kind, RawInput
from forms.model import Text
from forms.placeholders import fill, names
from forms.properties import DAY, PropertyShape, PropertyValue
from forms.spelling import code
from forms.values import Answers, Json, ValueType, day_in

_SPLIT = re.compile(r"\S[\s./,\\_-]+\S|\d{8}")
"""In an input that holds more than its own part."""
_FIRST_YEAR = 1900
_YEARS_AHEAD = 20
"""A year of two digits is at most so far ahead; else it is in the century before."""


class DateQuestion(BaseQuestion):
    """A day, perhaps between two limits. The messages may name the limit: `%(limit)s`.

    Where it has both, the hint may too: `%(first)s` and `%(last)s`.
    """

    kind: Literal["date"]
    not_before: ExpressionText | None = None
    """The first day that can be filled in, such as `today - 5`."""
    too_early: Text = ""
    """What to do when it is before that day; may name it: `%(limit)s`."""
    not_after: ExpressionText | None = None
    """The last day that can be filled in, such as `today + 28`."""
    too_late: Text = ""
    """What to do when it is after that day; may name it: `%(limit)s`."""

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
            if message and not _takes(message, "limit"):
                raise bad_value(
                    f"`{name}` has a placeholder that is not filled in.",
                    "Use %(limit)s only.",
                )
        has_both = self.not_before and self.not_after
        if names(self.hint) and not (has_both and _takes(self.hint, "first", "last")):
            raise bad_value(
                "`hint` has a placeholder that is not filled in.",
                "Use %(first)s and %(last)s, with both limits.",
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
    """Three inputs; a whole date in one of them is read as well. Stored as ISO 8601."""

    model = DateQuestion
    names_subject = True
    macro = "date"
    value_type = ValueType.DATE
    parts = PARTS

    def cleaned(self, part: str, text: str) -> str:
        """In ASCII as far as it goes."""
        del part
        return code(text)

    def parse(
        self, question: DateQuestion, raw: RawInput, answers: Answers, context: Context
    ) -> Json:
        """The day; raises `InvalidInput`."""
        texts = {part: raw[part] for part in PARTS}
        if not any(texts.values()):
            sentence = context.gettext(
                "Vul een dag, maand en jaar in, bijvoorbeeld %(example)s.",
                example=context.day(context.today),
            )
            self.nothing_typed(question, context, sentence, *PARTS)
            return None
        day = _day(_whole_date(texts, context), context)
        message = outside(question, day, answers, context)
        if message:
            raise InvalidInput(message, parts=PARTS)
        return day.isoformat()

    def hint(self, question: DateQuestion, answers: Answers, context: Context) -> str:
        """With the first and the last day that will do."""
        text = super().hint(question, answers, context)
        if not names(text) or not (question.not_before and question.not_after):
            return text
        first, last = (
            limit.day(answers, context) for limit in (question.not_before, question.not_after)
        )
        days = {"first": first, "last": last}
        return fill(text, {name: context.day(day) if day else "" for name, day in days.items()})

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

    def property_shape(self, question: DateQuestion) -> PropertyShape:
        """A day."""
        del question
        return DAY

    def as_property(
        self, question: DateQuestion, value: Json, dutch: Context
    ) -> tuple[PropertyValue, ...]:
        """The day."""
        del question, dutch
        day = day_in(value)
        return (day,) if day else ()


def _whole_date(texts: Mapping[str, str], context: Context) -> WholeDate:
    """What stands in the three inputs; a whole date may be in one of them, or in two.

    Where the other inputs say something else, each part is read by itself.
    """
    written = " ".join(filter(None, texts.values()))
    whole = read_whole_date(written, context.locale)
    if whole is not None and any(_SPLIT.search(text) for text in texts.values()):
        return whole
    for part, text in texts.items():
        whole = read_whole_date(text, context.locale) if text else None
        if whole and all(
            other in ("", text) or _is_same(name, other, whole.texts[name], context)
            for name, other in texts.items()
            if name != part
        ):
            return whole
    return _beside_each_other(texts, context) or WholeDate(dict(texts))


def _beside_each_other(texts: Mapping[str, str], context: Context) -> WholeDate | None:
    """The day of two inputs, where the third says a part of it again: `1 dec`, `dec`, `2026`."""
    for part, text in texts.items():
        written = " ".join(other for name, other in texts.items() if name != part)
        whole = read_whole_date(written, context.locale)
        if whole and _is_same(part, text, whole.texts[part], context):
            return whole
    return None


def _is_same(part: str, text: str, other: str, context: Context) -> bool:
    number = _part_number(part, text, context)
    return number is not None and number == _part_number(part, other, context)


def _day(whole: WholeDate, context: Context) -> date:
    numbers = {part: _part_number(part, whole.texts[part], context) for part in PARTS}
    for part, number in numbers.items():
        if number is None:
            raise InvalidInput(_part_message(part, context), parts=(part,))
    try:
        day = date(**{part: number for part, number in numbers.items() if number})
    except ValueError as error:
        raise InvalidInput(
            context.gettext("Deze dag bestaat niet. Kijk naar de dag en de maand."),
            parts=("day", "month"),
        ) from error
    if not whole.fits(day):
        raise InvalidInput(
            context.gettext(
                "%(day)s is een %(weekday)s. Kijk de datum na.",
                day=context.day(day),
                weekday=weekday_name(day, context.locale),
            ),
            parts=PARTS,
        )
    return day


def _part_number(part: str, text: str, context: Context) -> int | None:
    text = bare_part(text)
    if part == "month":
        return month_number(text, context.locale)
    return day_number(text) if part == "day" else _year(text, context.today)


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
        return context.text_of(question.too_early, limit=context.day(limit))
    limit = question.not_after.day(answers, context) if question.not_after else None
    if limit and day > limit:
        return context.text_of(question.too_late, limit=context.day(limit))
    return ""


def _year(text: str, today: date) -> int | None:
    text = text.removeprefix("'")
    if not text.isdecimal():
        return None
    year = int(text[:5])
    if len(text) == len("26"):
        century = today.year // 100 * 100
        year += century if century + year <= today.year + _YEARS_AHEAD else century - 100
    return year if _FIRST_YEAR <= year <= date.max.year else None


def _takes(message: str, *known: str) -> bool:
    return set(names(message)) <= set(known)
