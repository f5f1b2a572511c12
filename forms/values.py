"""The plain values that answers and facts are made of, and safe ways to read them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

Json = str | int | float | bool | Decimal | list["Json"] | dict[str, "Json"] | None
"""What JSON holds. A `Decimal` is a number that a condition works with: that is never stored."""
Answers = Mapping[str, Json]
"""Question id → canonical value. None means: asked, and left empty."""


class ValueType(StrEnum):
    """What a condition may do with a value."""

    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    MONEY = "sum of money"
    TRUTH = "yes or no"
    TIME = "time of day"
    """`HH:MM`, which sorts as times do."""
    LIST = "list"
    OBJECT = "group of values"
    ROWS = "group of rows"
    """What was answered in a group that repeats: a list of answers by question id."""


def inside(value: Json, *keys: str) -> Json:
    """The value at these keys, one inside the other; None where one of them is missing."""
    for key in keys:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def text_in(value: Json, *keys: str) -> str:
    """The text at these keys; empty where it is missing. Whole numbers count as text."""
    value = inside(value, *keys)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else ""


def list_in(value: Json, *keys: str) -> list[Json]:
    """The list at these keys; empty where it is missing."""
    value = inside(value, *keys)
    return value if isinstance(value, list) else []


def texts_in(value: Json, *keys: str) -> tuple[str, ...]:
    """The texts in the list at these keys."""
    return tuple(text for text in list_in(value, *keys) if isinstance(text, str))


def cents_in(value: Json, *keys: str) -> int | None:
    """The whole number (of cents) at these keys; None where there is none."""
    value = inside(value, *keys)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def day_in(value: Json, *keys: str) -> date | None:
    """The calendar day at these keys; None for missing and for incomplete dates (BRP)."""
    try:
        return date.fromisoformat(text_in(value, *keys))
    except ValueError:
        return None


def total(fetched: Json, field: str) -> int | None:
    """The amount in all records of fetched data together; None where that is not known."""
    if fetched is None or lacks(fetched, field):
        return None
    return sum(cents_in(record, field) or 0 for record in list_in(fetched, "records"))


def lacks(fetched: Json, field: str) -> bool:
    """Whether the source gave a record of which this field could not be read."""
    return any(inside(record, field) is None for record in list_in(fetched, "records"))
