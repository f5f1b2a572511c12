"""Where a question stands in the answers: by itself, or in a row of a group that repeats."""

from dataclasses import dataclass, field, replace
from typing import Any

from forms.context import Context
from forms.kinds.base import BaseQuestion, Kind
from forms.paths import AnswerPath
from forms.values import Answers, Json, ValueType


@dataclass(frozen=True, slots=True)
class PlacedQuestion:
    """A question, its kind, and where its answer stands."""

    path: AnswerPath
    question: BaseQuestion
    kind: Kind[Any]
    is_plain: bool = field(init=False)
    """Whether it is asked wherever its page is, and read as it is stored. Most are: those cost a
    form of hundreds of questions next to nothing."""
    can_lapse: bool = field(init=False)
    """Whether a stored answer can hold no longer."""

    def __post_init__(self) -> None:
        """Settle, once for all residents, what does not hang on their answers."""
        kind, question = type(self.kind), self.question
        depends = question.show_if is not None or question.required_if is not None
        can_be_left_out = kind.needs_login or kind.is_offered is not Kind.is_offered
        is_list = kind.value_type is ValueType.LIST
        is_converted = kind.is_worked_out or kind.condition_value is not Kind.condition_value
        is_plain = not (depends or can_be_left_out or is_list or is_converted)
        object.__setattr__(self, "is_plain", is_plain)
        object.__setattr__(self, "can_lapse", kind.still_valid is not Kind.still_valid)

    def asked(self, values: Answers, context: Context) -> "PlacedQuestion | None":
        """The question as it is asked where these values hold; None where it isn't asked."""
        question = self.question
        if question.show_if is not None and not question.show_if.holds(values, context):
            return None
        is_left_out = self.kind.needs_login and not context.is_logged_in
        if is_left_out or not self.kind.is_offered(question, context):
            return None
        if question.required_if is None:
            return self
        is_required = question.required_if.holds(values, context)
        return replace(self, question=question.model_copy(update={"required": is_required}))

    def value(self, values: Answers, context: Context) -> Json:
        """What was answered, or what follows from answers."""
        return self.kind.value(self.question, values, context)

    def still_holds(self, value: Json, values: Answers, context: Context) -> bool:
        """Whether this stored answer holds today."""
        return self.kind.still_valid(self.question, value, values, context)
