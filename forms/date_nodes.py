"""The parts of a condition that reckon with days: `today + 3 months`, `age(born)`.

What would lie outside the calendar (years 1 to 9999) is its first or its last day.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from forms.comparisons import check_both
from forms.context import Context
from forms.nodes import Literal, Node, day_of
from forms.numbers import number_of
from forms.scope import BadExpression, Scope, Typed
from forms.values import Answers, Json, ValueType

UNITS = {
    "day": (1, 0),
    "days": (1, 0),
    "week": (7, 0),
    "weeks": (7, 0),
    "month": (0, 1),
    "months": (0, 1),
    "year": (0, 12),
    "years": (0, 12),
}
"""Word → the days and the months that one of it is."""
_MONTHS = 12
_MOST = 99_999
_EXAMPLE = "Write for example: today + 5, or today + 3 months."


@dataclass(frozen=True, slots=True)
class DateOffset:
    """A date so many days, weeks, months or years later (sign 1) or earlier (sign -1).

    A month after the 31st of January is the last day of February; see `months_later`.
    """

    date: Node
    sign: int
    amount: Node
    unit: str

    def check(self, scope: Scope) -> Typed:
        """A date."""
        day, amount = self.date.check(scope), self.amount.check(scope)
        if day.type is not ValueType.DATE:
            raise BadExpression("Only a date can be moved by a number of days.", _EXAMPLE)
        if amount.type is not ValueType.NUMBER:
            raise BadExpression(f"A {amount.type} is not a number of {self.unit}.", _EXAMPLE)
        check_offset(self.amount)
        return Typed(ValueType.DATE)

    def value(self, values: Answers, context: Context) -> Json:
        """The date, moved; absent where the date or the number is."""
        amount = number_of(self.amount.value(values, context))
        if amount is None:
            return None
        return moved(self.date.value(values, context), self.sign * int(amount), self.unit)


@dataclass(frozen=True, slots=True)
class Age:
    """`age(born)`, `age(born, day)`: how many whole years old one is, today or on a day.

    Who was born on 29 February is a year older on 1 March, where the year has no 29 February.
    """

    born: Node
    day: Node

    def check(self, scope: Scope) -> Typed:
        """A number."""
        for result in check_both(self.born, self.day, scope):
            if result.type is not ValueType.DATE:
                raise BadExpression(
                    f"age(…) is reckoned from a date, and this is a {result.type}.",
                    "Write for example: age(facts.person.born) >= 18.",
                )
        return Typed(ValueType.NUMBER)

    def value(self, values: Answers, context: Context) -> Json:
        """The age, 0 before birth; absent where a date is, or is not known in full."""
        born = day_of(self.born.value(values, context))
        day = day_of(self.day.value(values, context))
        if born is None or day is None:
            return None
        is_before_birthday = (day.month, day.day) < (born.month, born.day)
        return Decimal(max(0, day.year - born.year - is_before_birthday))


def check_offset(amount: Node) -> None:
    """Raises `BadExpression` where a number is written that no date can be moved by."""
    if not isinstance(amount, Literal) or amount.type is not ValueType.NUMBER:
        return
    number = amount.factor
    if number != int(number) or abs(number) > _MOST:
        raise BadExpression(f"'{number}' is not a number of days.", _EXAMPLE)


def moved(day: Json, amount: int, unit: str = "days") -> str | None:
    """The day so much later, within the calendar; None where there is no day."""
    begin = day_of(day)
    if begin is None:
        return None
    days, months = UNITS[unit]
    later = months_later(begin, amount * months) if months else _days_later(begin, amount * days)
    return later.isoformat()


def days_between(later: str, earlier: str) -> Decimal | None:
    """How many days the first is after the second; None where one of them is no day."""
    end, begin = day_of(later), day_of(earlier)
    return None if end is None or begin is None else Decimal((end - begin).days)


def months_later(begin: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    years, month = divmod(begin.month - 1 + months, _MONTHS)
    year = begin.year + years
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    last = monthrange(year, month + 1)[1]
    return begin.replace(year=year, month=month + 1, day=min(begin.day, last))


def _days_later(begin: date, days: int) -> date:
    nearest, farthest = (date.min - begin).days, (date.max - begin).days
    return begin + timedelta(days=min(max(days, nearest), farthest))
