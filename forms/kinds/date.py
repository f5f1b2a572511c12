"""A day, in three inputs: day, month (number or name) and year."""

from collections.abc import Iterator
from datetime import date
from typing import Literal, Self, TypeVar

from pydantic import model_validator

from forms.context import Context
from forms.days import PARTS
from forms.expression import Expression, ExpressionText, bad_value
from forms.kinds.base import BaseQuestion, InvalidInput, Kind, RawInput
from forms.kinds.day_reading import day_of, no_day_typed, texts_of
from forms.model import Text
from forms.placeholders import fill, names
from forms.properties import DAY, PropertyShape, PropertyValue
from forms.spelling import code
from forms.values import Answers, Json, ValueType, day_in


class LimitedQuestion(BaseQuestion):
    """A day or more, perhaps between two limits. The messages may name the limit: `%(limit)s`.

    Where it has both, the hint may too: `%(first)s` and `%(last)s`.
    """

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

    def too_early_for(self, day: date, answers: Answers, context: Context) -> str:
        """The translated sentence for a day before the first one; empty for all others."""
        limit = self.not_before.day(answers, context) if self.not_before else None
        if limit is None or day >= limit:
            return ""
        return context.text_of(self.too_early, limit=context.day(limit))

    def too_late_for(self, day: date, answers: Answers, context: Context) -> str:
        """The translated sentence for a day after the last one; empty for all others."""
        limit = self.not_after.day(answers, context) if self.not_after else None
        if limit is None or day <= limit:
            return ""
        return context.text_of(self.too_late, limit=context.day(limit))


L = TypeVar("L", bound=LimitedQuestion)


class DaysKind(Kind[L]):
    """A kind whose inputs are those of days, and whose hint names the limits."""

    def cleaned(self, part: str, text: str) -> str:
        """In ASCII as far as it goes."""
        del part
        return code(text)

    def hint(self, question: L, answers: Answers, context: Context) -> str:
        """With the first and the last day that will do."""
        text = super().hint(question, answers, context)
        if not names(text) or not (question.not_before and question.not_after):
            return text
        first, last = (
            limit.day(answers, context) for limit in (question.not_before, question.not_after)
        )
        days = {"first": first, "last": last}
        return fill(text, {name: context.day(day) if day else "" for name, day in days.items()})


class DateQuestion(LimitedQuestion):
    """A day, perhaps between two limits."""

    kind: Literal["date"]


class DateKind(DaysKind[DateQuestion]):
    """Three inputs; a whole date in one of them is read as well. Stored as ISO 8601."""

    model = DateQuestion
    names_subject = True
    macro = "date"
    value_type = ValueType.DATE
    parts = PARTS

    def parse(
        self, question: DateQuestion, raw: RawInput, answers: Answers, context: Context
    ) -> Json:
        """The day; raises `InvalidInput`."""
        texts = {part: raw[part] for part in PARTS}
        if not any(texts.values()):
            self.nothing_typed(question, context, no_day_typed(context), *PARTS)
            return None
        day = day_of(texts, context)
        message = _outside(question, day, answers, context)
        if message:
            raise InvalidInput(message, parts=PARTS)
        return day.isoformat()

    def write(self, question: DateQuestion, value: Json, context: Context) -> RawInput:
        """Day, month and year as numbers."""
        del question, context
        day = day_in(value)
        return RawInput.of(**texts_of(day)) if day else RawInput()

    def still_valid(
        self, question: DateQuestion, value: Json, answers: Answers, context: Context
    ) -> bool:
        """Whether a stored day is within the limits today."""
        day = day_in(value)
        return day is not None and not _outside(question, day, answers, context)

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


def _outside(question: DateQuestion, day: date, answers: Answers, context: Context) -> str:
    early = question.too_early_for(day, answers, context)
    return early or question.too_late_for(day, answers, context)


def _takes(message: str, *known: str) -> bool:
    return set(names(message)) <= set(known)
