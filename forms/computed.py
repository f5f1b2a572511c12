"""Values that are worked out, as people read them and as data for the case."""

from datetime import date
from decimal import Decimal

from babel.numbers import format_decimal

from forms.context import Context
from forms.money import MONEY, as_shown, euros
from forms.properties import DAY, PropertyShape, PropertyValue, ValueFormat
from forms.values import Json, ValueType

_LONGEST_TEXT = 255
_LONGEST_NUMBER = 18


def value_text(value: Json | Decimal, value_type: ValueType, context: Context) -> str:
    """The value in a sentence, in the reader's language; empty where it is not known."""
    if value is None:
        return ""
    if value_type is ValueType.MONEY:
        return as_shown(_cents(value), context.locale)
    if value_type is ValueType.DATE:
        return context.day(date.fromisoformat(str(value)))
    if value_type is ValueType.TRUTH:
        return context.gettext("ja") if value else context.gettext("nee")
    if isinstance(value, int | Decimal):
        return format_decimal(value, locale=context.locale)
    return str(value)


def value_property(value: Json | Decimal, value_type: ValueType) -> tuple[PropertyValue, ...]:
    """The value for the case; nothing where it is not known."""
    if value is None:
        return ()
    if value_type is ValueType.MONEY:
        return (euros(_cents(value)),)
    if value_type is ValueType.DATE:
        return (date.fromisoformat(str(value)),)
    if value_type is ValueType.TRUTH:
        return ("ja" if value else "nee",)
    return (Decimal(value),) if isinstance(value, int | Decimal) else (str(value),)


def _cents(value: Json | Decimal) -> int:
    assert isinstance(value, int)
    return value


def value_shape(value_type: ValueType) -> PropertyShape:
    """What `value_property` can give."""
    if value_type is ValueType.MONEY:
        return MONEY
    if value_type is ValueType.DATE:
        return DAY
    if value_type is ValueType.NUMBER:
        return PropertyShape(format=ValueFormat.NUMBER, longest=_LONGEST_NUMBER, decimals=2)
    if value_type is ValueType.TRUTH:
        return PropertyShape(longest=len("nee"), codes=("ja", "nee"))
    return PropertyShape(longest=_LONGEST_TEXT)
