"""The people of the household as a form shows them: each with a key and words of their own."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count

from babel.dates import format_date

from forms.context import Context
from forms.facts import fact
from forms.values import Json, day_in, inside, text_in

OF_AGE = 18
_BORN = re.compile(r"(\d{4})(-\d\d)?(-\d\d)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the household; `label` is the name, or how they are related."""

    key: str
    label: str
    hint: str
    notes: tuple[str, ...] = ()
    """What is out of the ordinary, for who decides: it goes along on paper and in the case."""

    @property
    def line(self) -> str:
        """The label with the notes behind it."""
        return f"{self.label} ({', '.join(self.notes)})" if self.notes else self.label


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
    notes, advice = _notes(person, context), _advice(person, context)
    if not name.strip():
        return Member(key, related or context.gettext("Iemand zonder naam"), advice, notes)
    return Member(key, name, f"{related}. {advice}" if advice else related, notes)


def _notes(person: Json, context: Context) -> tuple[str, ...]:
    notes = {
        context.gettext("18 jaar of ouder"): is_grown_up(person, context),
        context.gettext("geen gezag volgens de BRP"): inside(person, "has_authority") is False,
        context.gettext("zonder BSN in de BRP"): inside(person, "has_bsn") is False,
    }
    return tuple(note for note, holds in notes.items() if holds)


def _advice(person: Json, context: Context) -> str:
    """What to bear in mind when choosing this child; '' where there is nothing."""
    if is_grown_up(person, context):
        return context.gettext("Uw kind is 18 jaar of ouder. Kies het alleen als het bij u woont.")
    if inside(person, "has_authority") is False:
        return context.gettext(
            "Volgens de BRP heeft u geen gezag over dit kind. Wij kijken dit na."
        )
    return ""


def is_grown_up(person: Json, context: Context) -> bool:
    """Whether a child is of age for certain; where the day isn't known, when the year is over."""
    born = _BORN.fullmatch(text_in(person, "born"))
    if born is None or text_in(person, "relation") != "child":
        return False
    day = f"{int(born[1]) + OF_AGE:04}{born[2] or '-12'}{born[3] or '-31'}"
    return context.today.isoformat() >= day


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
    relationship, born = text_in(person, "relation"), text_in(person, "born")
    if day := day_in(born):
        words = context.day(day)
        return {
            "partner": context.gettext("Uw partner, geboren op %(day)s", day=words),
            "child": context.gettext("Uw kind, geboren op %(day)s", day=words),
            "parent": context.gettext("Uw ouder, geboren op %(day)s", day=words),
        }.get(relationship, context.gettext("Geboren op %(day)s", day=words))
    if month := period(born, context.locale):
        return {
            "partner": context.gettext("Uw partner, geboren in %(month)s", month=month),
            "child": context.gettext("Uw kind, geboren in %(month)s", month=month),
            "parent": context.gettext("Uw ouder, geboren in %(month)s", month=month),
        }.get(relationship, context.gettext("Geboren in %(month)s", month=month))
    return {
        "partner": context.gettext("Uw partner"),
        "child": context.gettext("Uw kind"),
        "parent": context.gettext("Uw ouder"),
    }.get(relationship, "")


def period(text: str, locale: str) -> str:
    """A month or a year as people read it: `2008-02`, `2008`; '' for anything else."""
    if month := day_in(f"{text}-01"):
        return format_date(month, "LLLL y", locale=locale)
    return text if _BORN.fullmatch(text) and len(text) == len("2008") else ""
