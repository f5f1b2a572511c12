"""Where a question stands in the answers: by itself, or in a row of a group that repeats."""

from dataclasses import dataclass, replace
from typing import Any

from forms.context import Context
from forms.kinds.base import BaseQuestion, Kind
from forms.paths import AnswerPath
from forms.values import Answers, Json


@dataclass(frozen=True, slots=True)
class PlacedQuestion:
    """A question, its kind, and where its answer stands."""

    path: AnswerPath
    question: BaseQuestion
    kind: Kind[Any]

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
