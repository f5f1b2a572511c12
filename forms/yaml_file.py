"""A YAML file as plain values that know on which line they stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from forms.yaml_reading import PlacedValue, YamlFault, placed_values

Loc = tuple[str | int, ...]


class BadForm(ValueError):
    """A file that is not a form: file, line, what is wrong and what to do about it."""

    def __init__(self, file: str, line: int, problem: str, remedy: str) -> None:
        super().__init__(f"{file}:{line}: {problem} {remedy}")
        self.file = file
        self.line = line
        self.problem = problem
        self.remedy = remedy


class BadForms(BadForm):
    """All that is wrong, file by file and in the order of the lines; itself the first of it."""

    def __init__(self, mistakes: Iterable[BadForm]) -> None:
        in_order = sorted(mistakes, key=lambda mistake: (mistake.file, mistake.line))
        self.mistakes = tuple({str(mistake): mistake for mistake in in_order}.values())
        first = self.mistakes[0]
        super().__init__(first.file, first.line, first.problem, first.remedy)
        self.args = ("\n".join(map(str, self.mistakes)),)


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The values of one YAML file, and their lines."""

    file: str
    root: PlacedValue
    mistakes: tuple[BadForm, ...]
    """What is wrong with the file besides: its values stand, but not all as they were meant."""

    @classmethod
    def read(cls, file: str, content: bytes, first_key: str = "slug") -> Self:
        """Read YAML without one mistake; raises `BadForms`."""
        source = cls.inspect(file, content, first_key)
        if source.mistakes:
            raise BadForms(source.mistakes)
        return source

    @classmethod
    def inspect(cls, file: str, content: bytes, first_key: str = "slug") -> Self:
        """Read YAML as far as it goes; raises `BadForms` for what can't be read at all."""

        def told(faults: Iterable[YamlFault]) -> list[BadForm]:
            return [BadForm(file, fault.line, fault.problem, fault.remedy) for fault in faults]

        root, faults = placed_values(content, file)
        if root is None:
            raise BadForms(told(faults))
        if not isinstance(root.value, dict):
            raise BadForms(
                [
                    BadForm(
                        file, 1, "There are no keys in this file.", f"Begin with `{first_key}: …`."
                    )
                ]
            )
        return cls(file, root, tuple(told(faults)))

    @property
    def data(self) -> Any:
        """The values, without their lines."""
        return self.root.value

    def line(self, loc: Loc) -> int:
        """The line, counted from 1, where this key or item begins; see `place`."""
        return self.place(loc).line

    def place(self, loc: Loc) -> PlacedValue:
        """The key or item at this place, or what is nearest around it.

        Steps that the file does not have (the name of a kind, a missing key) are passed over.
        """
        place = self.root
        for step in loc:
            place = place.parts.get(step, place)
        return place

    def mistake(self, loc: Loc, problem: str, remedy: str) -> BadForm:
        """What is wrong at a place, in the file in which it stands."""
        place = self.place(loc)
        return BadForm(place.file, place.line, problem, remedy)
