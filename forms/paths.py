"""Where an answer stands among the answers of a draft or submission.

Most stand at the top, under the id of their question. Those of a group that repeats stand by row:
`costs.2.amount`. A row has a key, a number as text that stays when another row is taken away.

    {"living": "rent", "costs": {"1": {"amount": 5000}, "2": {"amount": 250}}}
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from forms.values import Answers, Json, inside


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

    def get(self, answers: Answers) -> Json:
        """The answer there; None where there is none."""
        return inside(answers.get(self.top), *self.steps[1:])

    def is_in(self, answers: Answers) -> bool:
        """Whether something was answered there, if only that it is left empty."""
        around = answers
        for step in self.steps[:-1]:
            row = around.get(step)
            if not isinstance(row, dict):
                return False
            around = row
        return self.question in around

    def put(self, answers: Answers, value: Json) -> dict[str, Json]:
        """The answers with this value there."""
        return {**answers, self.top: _with(answers.get(self.top), self.steps[1:], value)}


def merged(answers: Answers, values: Mapping[str, Json]) -> dict[str, Json]:
    """The answers with these values, by path as text."""
    result = dict(answers)
    for name, value in values.items():
        result = AnswerPath.of(name).put(result, value)
    return result


def _with(around: Json, steps: tuple[str, ...], value: Json) -> Json:
    if not steps:
        return value
    row = around if isinstance(around, dict) else {}
    return {**row, steps[0]: _with(row.get(steps[0]), steps[1:], value)}
