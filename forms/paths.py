"""Where an answer stands among the answers of a draft or submission.

Every answer of today stands at the top, under the id of its question. A path can lead further, into
a row of a group that repeats: `children.0.name`. The engine, the fields and the conditions ask for
answers by path only, so that such a group needs no other names.
"""

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from forms.values import Answers, Json

Step = str | int


@dataclass(frozen=True, slots=True)
class AnswerPath:
    """Ids of questions, and numbers of rows (from 0) in between; the last is the question."""

    steps: tuple[Step, ...]

    @classmethod
    def of(cls, text: str) -> Self:
        """The path that is written so: `new_address`, `children.0.name`."""
        return cls(tuple(int(step) if step.isdecimal() else step for step in text.split(".")))

    def __str__(self) -> str:
        return ".".join(map(str, self.steps))

    @property
    def top(self) -> str:
        """The id under which it stands, or all of its group."""
        return str(self.steps[0])

    def get(self, answers: Answers) -> Json:
        """The answer there; None where there is none."""
        value = answers.get(self.top)
        for step in self.steps[1:]:
            value = _inside(value, step)
        return value

    def put(self, answers: Answers, value: Json) -> dict[str, Json]:
        """The answers with this value there; rows before it that are missing become empty."""
        return {**answers, self.top: _with(answers.get(self.top), self.steps[1:], value)}

    def scope(self, answers: Answers) -> Answers:
        """What the question there can read by name: its own row, then what is around it."""
        scope = answers
        for depth in range(2, len(self.steps), 2):
            row = AnswerPath(self.steps[:depth]).get(answers)
            if isinstance(row, dict):
                scope = ChainMap(row, dict(scope))
        return scope


def merged(answers: Answers, values: Mapping[str, Json]) -> dict[str, Json]:
    """The answers with these values, by path as text."""
    result = dict(answers)
    for name, value in values.items():
        result = AnswerPath.of(name).put(result, value)
    return result


def _inside(value: Json, step: Step) -> Json:
    if isinstance(value, dict) and isinstance(step, str):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def _with(around: Json, steps: tuple[Step, ...], value: Json) -> Json:
    if not steps:
        return value
    step, further = steps[0], steps[1:]
    if isinstance(step, str):
        row = around if isinstance(around, dict) else {}
        return {**row, step: _with(row.get(step), further, value)}
    rows = list(around) if isinstance(around, list) else []
    rows += [{} for _missing in range(step + 1 - len(rows))]
    rows[step] = _with(rows[step], further, value)
    return rows
