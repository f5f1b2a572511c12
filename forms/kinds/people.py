"""People of the household: checkboxes, or names to type when the household isn't known."""

from typing import Literal

from forms.context import Context
from forms.facts import fact
from forms.kinds.base import BaseQuestion, InvalidInput, Kind, RawInput
from forms.spelling import free_text, one_line
from forms.values import Answers, Json, ValueType, day_in, list_in, text_in, texts_in

_MOST_NAMES = 20
_LONGEST_NAME = 200
NAMES = "names"


class PeopleQuestion(BaseQuestion):
    """Which people of the household; none of them is an answer too, unless it is required."""

    kind: Literal["people"]


class PeopleKind(Kind[PeopleQuestion]):
    """Ticked keys of the household; or names, each on a line, where that is not known."""

    model = PeopleQuestion
    macro = "people"
    value_type = ValueType.LIST
    parts = ("", NAMES)
    several = frozenset({""})
    needs_person = True

    def cleaned(self, part: str, text: str) -> str:
        """The names each on a line."""
        return free_text(text) if part == NAMES else one_line(text)

    def parse(
        self, question: PeopleQuestion, raw: RawInput, answers: Answers, context: Context
    ) -> Json:
        """`{"keys", "names"}` of the chosen people; raises `InvalidInput`."""
        del answers
        people = household(context)
        keys, names = _typed_names(raw, context) if people is None else _ticked(raw, context)
        if not names:
            part = (NAMES,) if people is None else ()
            self.nothing_typed(
                question, context, context.gettext("Kies een of meer mensen."), *part
            )
        return {"keys": list(keys), "names": list(names)}

    def write(self, question: PeopleQuestion, value: Json, context: Context) -> RawInput:
        """The ticked people, and their names for when the household isn't known."""
        del question
        names = "" if household(context) is not None else "\n".join(texts_in(value, "names"))
        return RawInput({"": texts_in(value, "keys"), NAMES: (names,)})

    def count(self, value: Json) -> int:
        """How many people."""
        return len(list_in(value, "names"))

    def display(self, question: PeopleQuestion, value: Json, context: Context) -> tuple[str, ...]:
        """The names, each on a line."""
        del question
        return texts_in(value, "names") or (context.gettext("Niemand"),)


def household(context: Context) -> list[Json] | None:
    """The people of the household; None where it is not known."""
    people = fact(context, "household")
    return people if isinstance(people, list) else None


def _ticked(raw: RawInput, context: Context) -> tuple[tuple[str, ...], tuple[str, ...]]:
    people = {text_in(p, "key"): text_in(p, "name") for p in household(context) or []}
    ticked = raw.several("")
    if not set(ticked) <= people.keys():
        raise InvalidInput(context.gettext("De lijst is veranderd. Maak uw keuze opnieuw."))
    keys = tuple(key for key in people if key in ticked)
    return keys, tuple(people[key] for key in keys)


def _typed_names(raw: RawInput, context: Context) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names = tuple(filter(None, map(one_line, raw[NAMES].split("\n"))))
    if raw.several("") and not names:
        raise InvalidInput(
            context.gettext(
                "Wij kunnen de namen nu niet ophalen. Zet elke naam op een eigen regel."
            ),
            parts=(NAMES,),
        )
    if len(names) > _MOST_NAMES or any(len(name) > _LONGEST_NAME for name in names):
        raise InvalidInput(
            context.gettext(
                "Zet elke naam op een eigen regel. Er passen %(most)s namen in.",
                most=_MOST_NAMES,
            ),
            parts=(NAMES,),
        )
    return (), names


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
