"""A time of day."""

from datetime import time
from typing import Annotated, Literal, Self

from pydantic import StringConstraints, model_validator

from forms.context import Context
from forms.expression import bad_value
from forms.kinds.base import BaseQuestion, InvalidInput, Kind, RawInput
from forms.properties import PropertyShape, PropertyValue
from forms.spelling import code
from forms.times import Doubt, as_shown, time_in, time_of, written
from forms.values import Answers, Json, ValueType

Clock = Annotated[str, StringConstraints(strict=True, pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
"""`08:00`; between quotes, or YAML makes a number of it."""


class TimeQuestion(BaseQuestion):
    """A time of day, perhaps between two others."""

    kind: Literal["time"]
    not_before: Clock = "00:00"
    """The first time that is taken."""
    not_after: Clock = "23:59"
    """The last time that is taken."""

    @model_validator(mode="after")
    def _limits_leave_room(self) -> Self:
        if self.not_after < self.not_before:
            raise bad_value("`not_after` is before `not_before`.", "Turn them round.")
        return self

    @property
    def limits(self) -> tuple[time, time]:
        """The first and the last time that will do."""
        return time.fromisoformat(self.not_before), time.fromisoformat(self.not_after)


class TimeKind(Kind[TimeQuestion]):
    """One input; stored as `20:00`."""

    model = TimeQuestion
    names_subject = True
    macro = "time"
    value_type = ValueType.TIME

    def cleaned(self, part: str, text: str) -> str:
        """In ASCII as far as it goes."""
        del part
        return code(text)

    def parse(
        self, question: TimeQuestion, raw: RawInput, answers: Answers, context: Context
    ) -> Json:
        """The time; raises `InvalidInput`."""
        del answers
        if not raw[""]:
            sentence = context.gettext("Vul een tijd in, bijvoorbeeld 20.00.")
            self.nothing_typed(question, context, sentence)
            return None
        moment = time_of(raw[""])
        if isinstance(moment, Doubt):
            raise InvalidInput(_message(moment, context))
        first, last = question.limits
        if not first <= moment <= last:
            raise InvalidInput(
                context.gettext(
                    "Vul een tijd in van %(first)s tot en met %(last)s uur.",
                    first=as_shown(first, context.locale),
                    last=as_shown(last, context.locale),
                )
            )
        return written(moment)

    def write(self, question: TimeQuestion, value: Json, context: Context) -> RawInput:
        """The time as people read it."""
        del question
        moment = time_in(value)
        return RawInput.single(as_shown(moment, context.locale) if moment else "")

    def display(self, question: TimeQuestion, value: Json, context: Context) -> tuple[str, ...]:
        """`20.00 uur`."""
        del question
        moment = time_in(value)
        if moment is None:
            return ()
        return (context.gettext("%(time)s uur", time=as_shown(moment, context.locale)),)

    def property_shape(self, question: TimeQuestion) -> PropertyShape:
        """A text: a case has no times of day."""
        del question
        return PropertyShape(longest=len("20:00"))

    def as_property(
        self, question: TimeQuestion, value: Json, dutch: Context
    ) -> tuple[PropertyValue, ...]:
        """`20:00`."""
        del question, dutch
        moment = time_in(value)
        return (written(moment),) if moment else ()


def _message(doubt: Doubt, context: Context) -> str:
    return {
        Doubt.NO_TIME: context.gettext(
            "Vul een tijd in met cijfers: eerst de uren, dan de minuten. Bijvoorbeeld 20.00."
        ),
        Doubt.IN_WORDS: context.gettext(
            "Schrijf de tijd met cijfers. Half acht in de avond is 19.30."
        ),
        Doubt.MIDNIGHT: context.gettext(
            "Bedoelt u middernacht? Vul dan 23.59 in voor het einde van de dag. "
            "Of 0.00 voor het begin van de dag."
        ),
    }[doubt]
