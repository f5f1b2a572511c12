"""What was typed for a question, before it is judged; and that it can't be used."""

from collections.abc import Mapping
from dataclasses import dataclass, field


class InvalidInput(Exception):
    """What was typed can't be used; says what to do, and in which parts of the question."""

    def __init__(self, *messages: str, parts: tuple[str, ...] = ()) -> None:
        super().__init__(*messages)
        self.messages, self.parts = messages, parts


@dataclass(frozen=True, slots=True)
class RawInput:
    """What was typed for one question, part by part; the part "" is the one without a name."""

    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, **texts: str) -> "RawInput":
        """One text for each part."""
        return cls({part: (text,) for part, text in texts.items()})

    @classmethod
    def single(cls, text: str) -> "RawInput":
        """The text of a question with one input."""
        return cls({"": (text,)})

    def __getitem__(self, part: str) -> str:
        return next(iter(self.texts.get(part, ())), "")

    def several(self, part: str) -> tuple[str, ...]:
        """All that was typed or ticked in this part."""
        return self.texts.get(part, ())
