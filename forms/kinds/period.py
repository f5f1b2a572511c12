"""From one day to another: two days of three inputs each."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal, Self

from pydantic import Field, model_validator

from forms.context import Context
from forms.days import PARTS
from forms.expression import bad_value
from forms.kinds.base import BaseQuestion, InvalidInput, RawInput
from forms.kinds.date import DaysKind, LimitedQuestion
from forms.kinds.day_reading import day_of, no_day_typed, texts_of
from forms.properties import PropertyShape, PropertyValue
from forms.sources import SourceRegister
from forms.values import Answers, Json, ValueType, day_in

FROM, UNTIL = "from", "until"
ENDS = (FROM, UNTIL)
"""The two days of a period; the inputs of each are `from-day` and so on."""


class PeriodQuestion(LimitedQuestion):
    """From one day to another, both counted. The limits are of the first and of the last day."""

    kind: Literal["period"]
    at_least: int = Field(default=1, ge=1)
    """How many days it lasts at the least, both counted."""
    at_most: int | None = Field(default=None, ge=1)
    """How many days it lasts at the most; None for no limit."""

    @model_validator(mode="after")
    def _days_fit(self) -> Self:
        if self.at_most is not None and self.at_most < self.at_least:
            raise bad_value("`at_most` is below `at_least`.", "Turn them round.")
        return self

    def names(
        self, earlier: Mapping[str, BaseQuestion], register: SourceRegister
    ) -> Mapping[str, ValueType]:
        """The two days, and how many days it is."""
        del earlier, register
        return {
            f"{self.id}.from": ValueType.DATE,
            f"{self.id}.until": ValueType.DATE,
            f"{self.id}.days": ValueType.NUMBER,
        }


class PeriodKind(DaysKind[PeriodQuestion]):
    """Two days; stored as `{"from": "2027-03-01", "until": "2027-03-05"}`."""

    model = PeriodQuestion
    names_subject = True
    macro = "period"
    value_type = ValueType.OBJECT
    parts = tuple(f"{end}-{part}" for end in ENDS for part in PARTS)

    def parse(
        self, question: PeriodQuestion, raw: RawInput, answers: Answers, context: Context
    ) -> Json:
        """The two days; raises `InvalidInput`."""
        if not any(raw[part] for part in self.parts):
            sentence = context.gettext("Vul de eerste en de laatste dag in.")
            self.nothing_typed(question, context, sentence, *self.parts)
            return None
        first, last = _days(raw, context)
        faults = {
            _parts(FROM): question.too_early_for(first, answers, context),
            _parts(UNTIL): question.too_late_for(last, answers, context)
            or _length_fault(question, first, last, context),
        }
        for parts, message in faults.items():
            if message:
                raise InvalidInput(message, parts=parts)
        return {FROM: first.isoformat(), UNTIL: last.isoformat()}

    def write(self, question: PeriodQuestion, value: Json, context: Context) -> RawInput:
        """The inputs of both days."""
        del question, context
        days = {end: day_in(value, end) for end in ENDS}
        return RawInput(
            {
                f"{end}-{part}": (text,)
                for end, day in days.items()
                if day
                for part, text in texts_of(day).items()
            }
        )

    def still_valid(
        self, question: PeriodQuestion, value: Json, answers: Answers, context: Context
    ) -> bool:
        """Whether stored days are within the limits today."""
        first, last = (day_in(value, end) for end in ENDS)
        if first is None or last is None:
            return False
        early = question.too_early_for(first, answers, context)
        return not early and not question.too_late_for(last, answers, context)

    def condition_value(self, question: PeriodQuestion, value: Json) -> Json:
        """The two days, and how many days it is."""
        del question
        first, last = (day_in(value, end) for end in ENDS)
        if first is None or last is None:
            return None
        return {FROM: first.isoformat(), UNTIL: last.isoformat(), "days": _length(first, last)}

    def display(self, question: PeriodQuestion, value: Json, context: Context) -> tuple[str, ...]:
        """`1 maart 2027 tot en met 5 maart 2027`; one day by itself."""
        del question
        first, last = (day_in(value, end) for end in ENDS)
        if first is None or last is None:
            return ()
        if first == last:
            return (context.day(first),)
        return (
            context.gettext(
                "%(first)s tot en met %(last)s", first=context.day(first), last=context.day(last)
            ),
        )

    def property_shape(self, question: PeriodQuestion) -> PropertyShape:
        """A text: a case has no periods."""
        del question
        return PropertyShape(longest=len("2027-03-01/2027-03-05"))

    def as_property(
        self, question: PeriodQuestion, value: Json, dutch: Context
    ) -> tuple[PropertyValue, ...]:
        """`2027-03-01/2027-03-05` (ISO 8601)."""
        del question, dutch
        days = [day for end in ENDS if (day := day_in(value, end))]
        return ("/".join(map(date.isoformat, days)),) if len(days) == len(ENDS) else ()


def _parts(end: str) -> tuple[str, ...]:
    return tuple(f"{end}-{part}" for part in PARTS)


def _days(raw: RawInput, context: Context) -> tuple[date, date]:
    """Both days; raises one `InvalidInput` for what is wrong with either."""
    days, messages, parts = list[date](), list[str](), list[str]()
    for end in ENDS:
        texts = {part: raw[f"{end}-{part}"] for part in PARTS}
        try:
            if not any(texts.values()):
                raise InvalidInput(no_day_typed(context), parts=PARTS)  # noqa: TRY301
            days.append(day_of(texts, context))
        except InvalidInput as error:
            messages += [_of_end(end, message, context) for message in error.messages]
            parts += [f"{end}-{part}" for part in error.parts]
    if messages:
        raise InvalidInput(*messages, parts=tuple(parts))
    first, last = days
    return first, last


def _of_end(end: str, message: str, context: Context) -> str:
    if end == FROM:
        return context.gettext("Eerste dag: %(message)s", message=message)
    return context.gettext("Laatste dag: %(message)s", message=message)


def _length(first: date, last: date) -> int:
    return (last - first + timedelta(days=1)).days


def _length_fault(question: PeriodQuestion, first: date, last: date, context: Context) -> str:
    days = _length(first, last)
    if days < 1:
        return context.gettext("Kies een laatste dag op of na de eerste dag.")
    if days < question.at_least:
        return context.gettext(
            "Kies %(least)s dagen of meer. U koos er %(now)s.", least=question.at_least, now=days
        )
    if question.at_most is not None and days > question.at_most:
        return context.gettext(
            "Kies niet meer dan %(most)s dagen. U koos er %(now)s.",
            most=question.at_most,
            now=days,
        )
    return ""
