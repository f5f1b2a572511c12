"""What a source said, after a data choice for fetching: shown with source and day, not changed.

The portal keeps it under the id of this question:
`{"source", "at" (UTC, ISO 8601), "fields", "records": [{field: text or cents}]}`.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_date
from pydantic import PrivateAttr

from forms.context import Context
from forms.kinds.base import BaseQuestion, Fault, QuestionField
from forms.kinds.data_choice import DataChoiceQuestion
from forms.model import Id, Text
from forms.money import as_shown
from forms.sources import DataSource, SourceField, SourceRegister
from forms.values import Answers, Json, ValueType, cents_in, day_in, list_in, text_in, texts_in

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


class FetchedField(QuestionField[FetchedQuestion]):
    """No input: two buttons for when it did not succeed or is not right."""

    parts = ()
    asks = False

    @property
    def is_known(self) -> bool:
        """Whether the source said something that is not too old."""
        return self.answer is not None and is_fresh(
            self.question, self.answer, self.answers, self.context
        )

    @property
    def is_too_old(self) -> bool:
        """Whether it was fetched, but too long ago."""
        return self.answer is not None and not self.is_known

    @property
    def stops(self) -> bool:
        """One can't go on while nothing is known."""
        return not self.is_known

    @property
    def source(self) -> str:
        """The source as it stands in a sentence."""
        return self.context.translate(self.question.choice.asked_of.in_sentence)

    @property
    def told(self) -> str:
        """Who said it, and when."""
        return told(self.question, self.answer, self.context)

    @property
    def records(self) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]:
        """Each record as (label, lines) of its fields."""
        return tuple(
            tuple((label, (text,)) for label, text in _texts(self.question, record, self.context))
            for record in list_in(self.answer, "records")
        )

    @property
    def error_id(self) -> str:
        """The button to try again."""
        return self.part_id("again")

    def read(self) -> Json:
        """What is known already; raises `Fault` where nothing is."""
        if not self.is_known:
            raise Fault(
                self.context.gettext("Probeer het nog een keer, of kies: ik lever dit zelf aan.")
            )
        return self.answer

    def write(self, value: Json) -> dict[str, str]:
        """Nothing."""
        del value
        return {}


def is_fresh(question: FetchedQuestion, value: Json, answers: Answers, context: Context) -> bool:
    """Whether it is what the choice asks for, and not too old."""
    del answers
    choice, fetched = question.choice, _day(value)
    return (
        fetched is not None
        and text_in(value, "source") == choice.source
        and set(texts_in(value, "fields")) == set(choice.fields)
        and context.today <= fetched + timedelta(days=choice.asked_of.keep_days)
    )


def told(question: FetchedQuestion, value: Json, context: Context) -> str:
    """Who said it, and on which day."""
    day = _day(value)
    return context.gettext(
        "Volgens %(source)s, opgehaald op %(day)s.",
        source=context.translate(question.choice.asked_of.in_sentence),
        day=context.day(day) if day else "",
    )


def show_fetched(question: FetchedQuestion, value: Json, context: Context) -> tuple[str, ...]:
    """Who said it and when; then each record on a line."""
    records = [_line(question, record, context) for record in list_in(value, "records")]
    return (told(question, value, context), *(records or [context.translate(question.none)]))


def _line(question: FetchedQuestion, record: Json, context: Context) -> str:
    """A record on one line: texts as they are, days and amounts with what they are."""
    fields = [question.choice.asked_of.field(name) for name in question.choice.fields]
    texts = _texts(question, record, context)
    return ", ".join(
        text if field.type in ("text", "month") else f"{label[:1].lower()}{label[1:]}: {text}"
        for field, (label, text) in zip(fields, texts, strict=True)
    )


def _texts(question: FetchedQuestion, record: Json, context: Context) -> list[tuple[str, str]]:
    """(label, text) of each asked field of a record."""
    source = question.choice.asked_of
    fields = [source.field(name) for name in question.choice.fields]
    return [(context.translate(field.label), _text(field, record, context)) for field in fields]


def _text(field: SourceField, record: Json, context: Context) -> str:
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
