"""What a source said, after a data choice for fetching: shown with source and day, not changed.

The portal keeps it under the id of this question:
`{"source", "at" (UTC, ISO 8601), "fields", "records": [{field: text or cents}]}`. A field that is
not there could not be read.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_date
from pydantic import PrivateAttr

from forms.context import Context
from forms.kinds.base import BaseQuestion, InvalidInput, Place, RawInput, ShownKind
from forms.kinds.data_choice import FETCH, DataChoiceQuestion
from forms.mistakes import Mistake
from forms.model import Id, Text
from forms.money import MONEY, as_shown, euros
from forms.properties import PropertyShape, PropertyValue
from forms.scope import suggestion
from forms.sources import DataSource, RegisterField, SourceRegister
from forms.values import (
    Answers,
    Json,
    ValueType,
    cents_in,
    day_in,
    inside,
    lacks,
    list_in,
    text_in,
    texts_in,
    total,
)

_AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class FetchedQuestion(BaseQuestion):
    """What came of one data choice, on the page after it."""

    kind: Literal["fetched"]
    of: Id
    """The data choice."""
    none: Text
    """What it means that the source knows nothing."""
    wrong: Text
    """What to do when it is not right."""
    required: Literal[True] = True
    _choice: DataChoiceQuestion = PrivateAttr()

    def link(self, earlier: Mapping[str, BaseQuestion], sources: Mapping[str, DataSource]) -> None:
        """Keep which question is behind `of`."""
        del sources
        choice = earlier[self.of]
        assert isinstance(choice, DataChoiceQuestion)
        self._choice = choice

    def names(
        self, earlier: Mapping[str, BaseQuestion], register: SourceRegister
    ) -> Mapping[str, ValueType]:
        """The amounts that one can reckon with."""
        choice = earlier[self.of]
        assert isinstance(choice, DataChoiceQuestion)
        source = register.part(choice.source, choice.purpose, choice.fields)
        return {f"{self.id}.{f.id}": ValueType.MONEY for f in source.fields if f.type == "money"}

    @property
    def choice(self) -> DataChoiceQuestion:
        """The data choice behind `of`."""
        return self._choice

    @property
    def shows_outcome_of(self) -> str:
        """The data choice."""
        return self.of


class FetchedKind(ShownKind[FetchedQuestion]):
    """Nothing is typed: the portal puts it there, and one can ask for it again or supply it."""

    model = FetchedQuestion
    macro = "fetched"
    value_type = ValueType.LIST
    has_answer = False
    by_resident = False
    needs_login = True
    effect = "fetched"

    def parse(
        self, question: FetchedQuestion, raw: RawInput, answers: Answers, context: Context
    ) -> Json:
        """What is known already; raises `InvalidInput` where nothing is."""
        del raw
        value = answers.get(question.id)
        if value is None or not self.still_valid(question, value, answers, context):
            raise InvalidInput(
                context.gettext("Probeer het nog een keer, of kies: ik stuur dit zelf.")
            )
        return value

    def holds(
        self, question: FetchedQuestion, value: Json, answers: Answers, context: Context
    ) -> bool:
        """Whether it is what the choice asks for, and not too old."""
        return self.still_valid(question, value, answers, context)

    def still_valid(
        self, question: FetchedQuestion, value: Json, answers: Answers, context: Context
    ) -> bool:
        """Whether it is what the choice asks for, and not too old."""
        del answers
        choice, fetched = question.choice, _day(value)
        return (
            fetched is not None
            and text_in(value, "source") == choice.source
            and set(texts_in(value, "fields")) == set(choice.fields)
            and context.today <= fetched + timedelta(days=choice.asked_of.keep_days)
        )

    def count(self, value: Json) -> int:
        """How many records."""
        return len(list_in(value, "records"))

    def display(self, question: FetchedQuestion, value: Json, context: Context) -> tuple[str, ...]:
        """Who said it and when; then each record on a line."""
        records = [_line(question, record, context) for record in list_in(value, "records")]
        said = said_by(question, value, context)
        return (said, *(records or [context.translate(question.none)]))

    def property_shape(self, question: FetchedQuestion) -> PropertyShape:
        """An amount, where the source gives one kind of it; else what it said, line by line."""
        return MONEY if _amount(question) else super().property_shape(question)

    def as_property(
        self, question: FetchedQuestion, value: Json, dutch: Context
    ) -> tuple[PropertyValue, ...]:
        """The amount in all records together; nothing where one of them could not be read."""
        amount = _amount(question)
        if amount is None:
            return tuple(_line(question, each, dutch) for each in list_in(value, "records"))
        cents = total(value, amount)
        return () if cents is None else (euros(cents),)

    def check(self, question: FetchedQuestion, place: Place) -> Iterator[Mistake]:
        """It stands after its data choice, and only for who had it fetched."""
        choice = place.earlier.get(question.of)
        if not isinstance(choice, DataChoiceQuestion):
            choices = {
                name: each
                for name, each in place.earlier.items()
                if isinstance(each, DataChoiceQuestion)
            }
            problem = f"'{question.of}' is no data choice on an earlier page."
            yield Mistake(("of",), problem, suggestion(question.of, choices), question.of)
        elif f"{choice.id} == '{FETCH}'" not in place.guards:
            yield Mistake(
                (),
                f"'{question.id}' is there also for who supplies it.",
                f"Write `show_if: {choice.id} == '{FETCH}'`.",
            )


def _amount(question: FetchedQuestion) -> str | None:
    """The one field that is an amount of money; None where there is none, or more than one."""
    fields = [question.choice.asked_of.field(name) for name in question.choice.fields]
    amounts = [each.id for each in fields if each.type == "money"]
    return amounts[0] if len(amounts) == 1 else None


def said_by(question: FetchedQuestion, value: Json, context: Context) -> str:
    """Who said it, and on which day."""
    day = _day(value)
    return context.gettext(
        "Volgens %(source)s, opgehaald op %(day)s.",
        source=context.translate(question.choice.asked_of.in_sentence),
        day=context.day(day) if day else "",
    )


def record_texts(
    question: FetchedQuestion, record: Json, context: Context
) -> list[tuple[str, str]]:
    """(label, text) of each field of a record."""
    source = question.choice.asked_of
    fields = [source.field(name) for name in question.choice.fields]
    return [(context.translate(field.label), _text(field, record, context)) for field in fields]


def _line(question: FetchedQuestion, record: Json, context: Context) -> str:
    """A record on one line: texts as they are, days and amounts with what they are."""
    fields = [question.choice.asked_of.field(name) for name in question.choice.fields]
    texts = record_texts(question, record, context)
    return ", ".join(
        text if field.type in ("text", "month") else f"{label[:1].lower()}{label[1:]}: {text}"
        for field, (label, text) in zip(fields, texts, strict=True)
    )


def is_whole(value: Json) -> bool:
    """Whether all that the source said could be read."""
    fields = texts_in(value, "fields")
    return not any(lacks(value, field) for field in fields)


def _text(field: RegisterField, record: Json, context: Context) -> str:
    if inside(record, field.id) is None:
        return context.gettext("Dit konden wij niet lezen.")
    if field.type == "money":
        return as_shown(cents_in(record, field.id) or 0, context.locale)
    if field.type == "month":
        month = day_in(f"{text_in(record, field.id)}-01")
        return format_date(month, "LLLL y", locale=context.locale) if month else ""
    day = day_in(record, field.id)
    return context.day(day) if field.type == "day" and day else text_in(record, field.id)


def _day(value: Json) -> date | None:
    try:
        moment = datetime.fromisoformat(text_in(value, "at"))
    except ValueError:
        return None
    return moment.astimezone(_AMSTERDAM).date()
