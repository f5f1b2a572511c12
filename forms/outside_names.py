"""What a form names that stands outside it, and that only its surroundings can judge."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from forms.mistakes import Mistake
from forms.scope import suggestion

Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class OutsideNames:
    """The names that there are; None: not known here, so nothing is judged by it."""

    events: Collection[str] | None = None
    """Life events that forms are listed under."""
    remedies: Collection[str] | None = None
    """What the municipality's file says that one can do against a decision."""
    purposes: Collection[str] | None = None
    """Published purposes to ask consent for."""
    case_types: Collection[str] | None = None
    """Identifications of case types that the case system has."""


NOTHING_KNOWN = OutsideNames()


def check_outside_names(data: object, names: OutsideNames) -> Iterator[Mistake]:
    """A mistake for each name in plain values that stands nowhere.

    In plain values, so that what is wrong here is told together with what is wrong with the form.
    """
    places: tuple[tuple[Loc, Collection[str] | None, str], ...] = (
        (("event",), names.events, "life event"),
        (("case", "remedy"), names.remedies, "remedy"),
        (("case", "type"), names.case_types, "case type"),
    )
    by_type = _value_at(data, ("case", "by_type"))
    of_types = by_type if isinstance(by_type, Mapping) else {}
    places += tuple(
        (("case", "by_type", str(name), "remedy"), names.remedies, "remedy") for name in of_types
    )
    for loc, there_are, subject in places:
        yield from _check_name(loc, _value_at(data, loc), there_are, subject)
    for loc, purpose in _purposes(data):
        yield from _check_name(loc, purpose, names.purposes, "published purpose")


def _check_name(
    loc: Loc, name: object, there_are: Collection[str] | None, what: str
) -> Iterator[Mistake]:
    if there_are is not None and isinstance(name, str) and name not in there_are:
        yield Mistake(
            loc, f"There is no {what} '{name}'.", suggestion(name, dict.fromkeys(there_are))
        )


def _value_at(data: object, loc: Loc) -> object:
    for step in loc:
        data = data.get(step) if isinstance(data, Mapping) else None
    return data


def _purposes(data: object) -> Iterator[tuple[Loc, object]]:
    """(place, purpose) of each question for consent, wherever it stands."""
    waiting: list[tuple[Loc, object]] = [((), data)]
    while waiting:
        loc, value = waiting.pop()
        if isinstance(value, Mapping):
            if value.get("kind") == "consent":
                yield (*loc, "purpose"), value.get("purpose")
            waiting += [((*loc, str(key)), each) for key, each in value.items()]
        elif isinstance(value, Sequence) and not isinstance(value, str):
            waiting += [((*loc, number), each) for number, each in enumerate(value)]
