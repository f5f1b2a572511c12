"""The people of the household as a form shows them: each with a key and words of their own."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count

from forms.context import Context
from forms.facts import fact
from forms.values import Json, day_in, text_in


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the household; `label` is the name, or how they are related."""

    key: str
    label: str
    hint: str


def members(context: Context) -> tuple[Member, ...] | None:
    """The people of the household; None where it is not known. No two are alike.

    The register may lack a name, and gives one key to two of whom it knows nothing more.
    """
    people = fact(context, "household")
    if not isinstance(people, list):
        return None
    return _numbered(tuple(_member(person, context) for person in people))


def _member(person: Json, context: Context) -> Member:
    key, name, related = text_in(person, "key"), text_in(person, "name"), relation(person, context)
    if name.strip():
        return Member(key, name, related)
    return Member(key, related or context.gettext("Iemand zonder naam"), hint="")


def _numbered(people: tuple[Member, ...]) -> tuple[Member, ...]:
    """Equal labels get a number behind them, equal keys from the second on."""
    totals = Counter(member.label for member in people)
    labels: Counter[str] = Counter()
    distinct: dict[str, Member] = {}
    for member in people:
        labels[member.label] += 1
        is_alone = totals[member.label] == 1
        label = member.label if is_alone else f"{member.label} ({labels[member.label]})"
        key = next(key for key in _keys_for(member) if key not in distinct)
        distinct[key] = replace(member, key=key, label=label)
    return tuple(distinct.values())


def _keys_for(member: Member) -> Iterator[str]:
    yield from filter(None, (member.key,))
    yield from (f"{member.key or 'person'}-{number}" for number in count(2))


def relation(person: Json, context: Context) -> str:
    """How somebody of the household is related, and the day of birth, as far as known."""
    relationship, born = text_in(person, "relation"), day_in(person, "born")
    if born is None:
        return {
            "partner": context.gettext("Uw partner"),
            "child": context.gettext("Uw kind"),
            "parent": context.gettext("Uw ouder"),
        }.get(relationship, "")
    day = context.day(born)
    return {
        "partner": context.gettext("Uw partner, geboren op %(day)s", day=day),
        "child": context.gettext("Uw kind, geboren op %(day)s", day=day),
        "parent": context.gettext("Uw ouder, geboren op %(day)s", day=day),
    }.get(relationship, context.gettext("Geboren op %(day)s", day=day))
