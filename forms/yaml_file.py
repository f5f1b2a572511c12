"""A YAML file as plain values that know on which line they stand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Self

from forms.yaml_reading import PlacedValue, YamlFault, placed_values

Loc = tuple[str | int, ...]


class BadForm(ValueError):
    """A file that is not a form: file, line, what is wrong and what to do about it.

    `name`: the name that there isn't, where that is what is wrong.
    """

    def __init__(self, file: str, line: int, problem: str, remedy: str, name: str = "") -> None:
        super().__init__(f"{file}:{line}: {problem} {remedy}")
        self.file = file
        self.line = line
        self.problem = problem
        self.remedy = remedy
        self.name = name


class BadForms(BadForm):
    """All that is wrong, file by file and in the order of the lines; itself the first of it.

    A name that there isn't is told once of each file, with the other lines that have it.
    """

    def __init__(self, mistakes: Iterable[BadForm]) -> None:
        in_order = sorted(_each_name_once(mistakes), key=_place)
        self.mistakes = tuple({str(mistake): mistake for mistake in in_order}.values())
        first = self.mistakes[0]
        super().__init__(first.file, first.line, first.problem, first.remedy)
        self.args = ("\n".join(map(str, self.mistakes)),)


def _place(mistake: BadForm) -> tuple[str, int]:
    return mistake.file, mistake.line


def _each_name_once(mistakes: Iterable[BadForm]) -> Iterator[BadForm]:
    """The first mistake about each name, and all that are about none."""
    by_name = dict[tuple[str, str], list[BadForm]]()
    for mistake in sorted(mistakes, key=_place):
        if mistake.name:
            by_name.setdefault((mistake.file, mistake.name), []).append(mistake)
        else:
            yield mistake
    for file, name in [*by_name]:
        top, _, column = name.partition(".")
        wider = next(
            (each for each in (top, column) if each != name and (file, each) in by_name), None
        )
        if wider is not None:
            by_name[file, wider] += by_name.pop((file, name))
    for of_name in by_name.values():
        yield _with_lines(*sorted(of_name, key=_place))


def _with_lines(first: BadForm, *others: BadForm) -> BadForm:
    """The first, with the lines of the others behind what to do."""
    lines = [str(line) for line in sorted({each.line for each in others} - {first.line})]
    if not lines:
        return first
    *most, last = lines
    listed = f"{', '.join(most)} and {last}" if most else last
    remedy = f"{first.remedy} Also on line{'s' if most else ''} {listed}."
    return BadForm(first.file, first.line, first.problem, remedy, first.name)


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The values of one YAML file, and their lines."""

    file: str
    root: PlacedValue
    mistakes: tuple[BadForm, ...]
    """What is wrong with the file besides: its values stand, but not all as they were meant."""
    is_whole: bool = True
    """Whether all pages are there that it uses; of those that can't be read none is."""

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
            problem, remedy = "There are no keys in this file.", f"Begin with `{first_key}: …`."
            raise BadForms(told(faults) or [BadForm(file, 1, problem, remedy)])
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

    def mistake(self, loc: Loc, problem: str, remedy: str, name: str = "") -> BadForm:
        """What is wrong at a place, in the file in which it stands; `name`: see `BadForm`."""
        place = self.place(loc)
        return BadForm(place.file, place.line, problem, remedy, name)
