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
SELF = "self"
"""Key of the resident, where one can choose oneself."""
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
    people = _household(context)
    return None if people is None else _numbered(tuple(_member(each, context) for each in people))


def members_to_choose(
    context: Context, *, with_self: bool, children_under: int | None
) -> tuple[Member, ...] | None:
    """Who can be chosen, oneself first; None where the household is not known.

    `children_under`: only children who can be younger, unless one has no authority over them.
    """
    people = _household(context)
    if people is None:
        return None
    everybody = tuple(_member(person, context) for person in people)
    myself = (_self(context),) if with_self else ()
    numbered = _numbered((*myself, *everybody))
    others = zip(numbered[len(myself) :], people, strict=True)
    may_choose = (
        member
        for member, person in others
        if children_under is None or _is_chosen_for(person, children_under, context)
    )
    return (*numbered[: len(myself)], *may_choose)


def why_left_out(context: Context, children_under: int) -> tuple[str, ...]:
    """A sentence for each child that can't be chosen, with what to do."""
    return tuple(
        _why_not(person, children_under, context)
        for person in _household(context) or ()
        if text_in(person, "relation") == "child"
        and not _is_chosen_for(person, children_under, context)
    )


def _household(context: Context) -> list[Json] | None:
    people = fact(context, "household")
    return people if isinstance(people, list) else None


def _self(context: Context) -> Member:
    name, yourself = text_in(fact(context, "person.name")), context.gettext("Uzelf")
    return Member(SELF, name, yourself) if name.strip() else Member(SELF, yourself, "")


def _is_chosen_for(person: Json, under: int, context: Context) -> bool:
    """Whether the resident may act for this person."""
    is_child = text_in(person, "relation") == "child"
    has_authority = inside(person, "has_authority") is not False
    return is_child and has_authority and not is_grown_up(person, context, under)


def _why_not(child: Json, under: int, context: Context) -> str:
    name = text_in(child, "name").strip() or relation(child, context)
    if is_grown_up(child, context, under):
        return context.gettext(
            "%(name)s: dit kind is %(age)d jaar of ouder, en moet dit zelf vragen.",
            name=name,
            age=under,
        )
    return context.gettext(
        "%(name)s: volgens de BRP heeft u geen gezag over dit kind. Klopt dit niet? Bel ons.",
        name=name,
    )


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


def is_grown_up(person: Json, context: Context, age: int = OF_AGE) -> bool:
    """Whether a child has this age for certain; where no day is known, when the year is over."""
    born = _BORN.fullmatch(text_in(person, "born"))
    if born is None or text_in(person, "relation") != "child":
        return False
    day = f"{int(born[1]) + age:04}{born[2] or '-12'}{born[3] or '-31'}"
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
