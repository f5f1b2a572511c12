"""Amounts that are laid down by law, each from a day on."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from forms.expression import bad_value
from forms.model import Id, Model, Text
from forms.money import Cents


class NormAmount(Model):
    """What a norm is from a day on, until the next one."""

    since: date
    """The first day: 2026-01-31."""
    amount: Cents
    """In euros and cents: '1.234,56' or 1234.56."""


class Norm(Model):
    """An amount that is laid down by law, by the day from which it holds."""

    id: Id
    """Conditions read it as `norms.<id>`."""
    label: Text
    """What it is, as the calculation shows it."""
    law: Text
    """The law that lays it down, with its article."""
    amounts: Annotated[tuple[NormAmount, ...], Field(min_length=1)]
    """From which day which amount holds, the oldest first."""

    @model_validator(mode="after")
    def _days_rise(self) -> Self:
        days = [each.since for each in self.amounts]
        if days != sorted(set(days)):
            raise bad_value(f"The days of '{self.id}' are not in order.", "Oldest first.")
        return self

    def on(self, day: date) -> int | None:
        """The amount in cents on this day; None before the first one."""
        norm = self._at(day)
        return norm.amount if norm else None

    def since(self, day: date) -> date | None:
        """The first day of the amount that holds on this day; None before the first one."""
        norm = self._at(day)
        return norm.since if norm else None

    def _at(self, day: date) -> NormAmount | None:
        return next((each for each in reversed(self.amounts) if each.since <= day), None)
