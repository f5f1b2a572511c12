"""Reads a day from three inputs, whatever stands in which of them."""

import re
from collections.abc import Mapping
from datetime import date

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
from forms.kinds.base import InvalidInput

_SPLIT = re.compile(r"\S[\s./,\\_-]+\S|\d{8}")
"""In an input that holds more than its own part."""
_FIRST_YEAR = 1900
_YEARS_AHEAD = 20
"""A year of two digits is at most so far ahead; else it is in the century before."""


def no_day_typed(context: Context) -> str:
    """The sentence for when nothing was typed, with an example."""
    return context.gettext(
        "Vul een dag, maand en jaar in, bijvoorbeeld %(example)s.",
        example=context.day(context.today),
    )


def day_of(texts: Mapping[str, str], context: Context) -> date:
    """The day that stands in the inputs of `PARTS`; raises `InvalidInput`, with those at fault."""
    return _day(_whole_date(texts, context), context)


def texts_of(day: date) -> dict[str, str]:
    """What stands in the inputs of `PARTS` for this day."""
    return {"day": str(day.day), "month": str(day.month), "year": str(day.year)}


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
    number = part_number(part, text, context)
    return number is not None and number == part_number(part, other, context)


def _day(whole: WholeDate, context: Context) -> date:
    numbers = {part: part_number(part, whole.texts[part], context) for part in PARTS}
    for part, number in numbers.items():
        if number is None:
            raise InvalidInput(part_message(part, context), parts=(part,))
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


def part_number(part: str, text: str, context: Context) -> int | None:
    """The number of a day, month or year as it was typed; None for what is none."""
    text = bare_part(text)
    if part == "month":
        return month_number(text, context.locale)
    return day_number(text) if part == "day" else _year(text, context.today)


def part_message(part: str, context: Context) -> str:
    """What to do where this part is no day, month or year."""
    return {
        "day": context.gettext("Vul de dag in als getal, bijvoorbeeld 12."),
        "month": context.gettext("Vul de maand in, bijvoorbeeld 3 of maart."),
        "year": context.gettext(
            "Vul het jaar in met vier cijfers, bijvoorbeeld %(year)s.", year=context.today.year
        ),
    }[part]


def _year(text: str, today: date) -> int | None:
    text = text.removeprefix("'")
    if not text.isdecimal():
        return None
    year = int(text[:5])
    if len(text) == len("26"):
        century = today.year // 100 * 100
        year += century if century + year <= today.year + _YEARS_AHEAD else century - 100
    return year if _FIRST_YEAR <= year <= date.max.year else None
