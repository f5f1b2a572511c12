"""Where an answer stands among the answers of a draft or submission.

Most stand at the top, under the id of their question. Those of a group that repeats stand by row:
`costs.2.amount`. A row has a key, a number as text that stays when another row is taken away.

    {"living": "rent", "costs": {"1": {"amount": 5000}, "2": {"amount": 250}}}
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from forms.values import Answers, Json


@dataclass(frozen=True, slots=True)
class AnswerPath:
    """The id of a question; or of a group, the key of a row, and then of the question."""

    steps: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Self:
        """The path that is written so: `new_address`, `costs.2.amount`."""
        return cls(tuple(text.split(".")))

    def __str__(self) -> str:
        return ".".join(self.steps)

    @property
    def top(self) -> str:
        """The id under which it stands, or all of its group."""
        return self.steps[0]

    @property
    def question(self) -> str:
        """The id of the question, wherever it stands."""
        return self.steps[-1]

    def get(self, answers: Answers, otherwise: Any = None) -> Any:
        """The answer there, which is None where it was left empty; `otherwise` where none is."""
        steps = self.steps
        value = answers.get(steps[0], otherwise)
        if len(steps) == 1:
            return value
        for step in steps[1:]:
            if not isinstance(value, dict):
                return otherwise
            value = value.get(step, otherwise)
        return value

    def put_in(self, answers: dict[str, Json], value: Json) -> None:
        """Let this value stand there. What stood around it is copied, not changed."""
        answers[self.top] = _with(answers.get(self.top), self.steps[1:], value)


def merged(answers: Answers, values: Mapping[str, Json]) -> dict[str, Json]:
    """The answers with these values, by path as text."""
    result = dict(answers)
    for name, value in values.items():
        AnswerPath.of(name).put_in(result, value)
    return result


def without(answers: Answers, name: str) -> dict[str, Json]:
    """The answers without the one of this question, or all of this group."""
    return {each: value for each, value in answers.items() if each != name}


def _with(around: Json, steps: tuple[str, ...], value: Json) -> Json:
    if not steps:
        return value
    row = around if isinstance(around, dict) else {}
    return {**row, steps[0]: _with(row.get(steps[0]), steps[1:], value)}
