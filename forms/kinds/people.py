"""People of the household: checkboxes, or names to type when the household isn't known."""

from itertools import zip_longest
from typing import Literal

from pydantic import Field

from forms.context import Context
from forms.household import OF_AGE, Member, members_to_choose, why_left_out
from forms.kinds.base import BaseQuestion, InvalidInput, Kind, RawInput
from forms.properties import PropertyValue
from forms.spelling import free_text, one_line
from forms.values import Answers, Json, ValueType, list_in, texts_in

_MOST_NAMES = 20
_LONGEST_NAME = 200
NAMES = "names"


class PeopleQuestion(BaseQuestion):
    """Which people of the household; none of them is an answer too, unless it is required."""

    kind: Literal["people"]
    yourself: bool = False
    """Whether one can choose oneself too."""
    children_under: int | None = Field(default=None, ge=1, le=OF_AGE)
    """Only children who are younger, and over whom one has authority; left out: everybody at home.
    The page says why another child can't be chosen."""


class PeopleKind(Kind[PeopleQuestion]):
    """Ticked keys of the household; or names, each on a line, where that is not known."""

    model = PeopleQuestion
    macro = "people"
    value_type = ValueType.LIST
    parts = ("", NAMES)
    several = frozenset({""})
    free_parts = (NAMES,)
    needs_person = True

    def cleaned(self, part: str, text: str) -> str:
        """The names each on a line."""
        return free_text(text) if part == NAMES else one_line(text)

    def parse(
        self, question: PeopleQuestion, raw: RawInput, answers: Answers, context: Context
    ) -> Json:
        """`{"keys", "names"}` of the chosen people; raises `InvalidInput`."""
        del answers
        self.refuse_own_bsn(raw, context)
        people = people_to_choose(question, context.in_dutch)
        if people is None:
            keys, names = _typed_names(raw, context)
        else:
            keys, names = _ticked(people, raw, context)
        if not names:
            part = (NAMES,) if people is None else ()
            self.nothing_typed(
                question, context, context.gettext("Kies een of meer mensen."), *part
            )
        return {"keys": list(keys), "names": list(names)}

    def write(self, question: PeopleQuestion, value: Json, context: Context) -> RawInput:
        """The ticked people, and their names for when the household isn't known."""
        people = people_to_choose(question, context)
        names = "" if people is not None else "\n".join(texts_in(value, "names"))
        return RawInput({"": texts_in(value, "keys"), NAMES: (names,)})

    def hint(self, question: PeopleQuestion, answers: Answers, context: Context) -> str:
        """Also why a child of the household can't be chosen."""
        own = super().hint(question, answers, context)
        under = question.children_under
        return " ".join(filter(None, (own, *(why_left_out(context, under) if under else ()))))

    def still_valid(
        self, question: PeopleQuestion, value: Json, answers: Answers, context: Context
    ) -> bool:
        """Whether who was ticked can still be chosen: a child may have had its birthday."""
        del answers
        people = people_to_choose(question, context) if question.children_under else None
        return people is None or {each.key for each in people} >= set(texts_in(value, "keys"))

    def count(self, value: Json) -> int:
        """How many people."""
        return len(list_in(value, "names"))

    def display(self, question: PeopleQuestion, value: Json, context: Context) -> tuple[str, ...]:
        """The names, each on a line; who they are in the reader's language where they have none."""
        people = people_to_choose(question, context)
        labels = {member.key: member.line for member in people or ()}
        names = texts_in(value, "names")
        keys = texts_in(value, "keys")
        lines = (labels.get(key, name) for key, name in zip_longest(keys, names, fillvalue=""))
        return tuple(line or context.gettext("Iemand zonder naam") for line in lines) or (
            context.gettext("Niemand"),
        )

    def as_property(
        self, question: PeopleQuestion, value: Json, dutch: Context
    ) -> tuple[PropertyValue, ...]:
        """A name each; nothing for nobody."""
        return self.display(question, value, dutch) if texts_in(value, "names") else ()


def people_to_choose(question: PeopleQuestion, context: Context) -> tuple[Member, ...] | None:
    """Who can be chosen; None where the household is not known."""
    under = question.children_under
    return members_to_choose(context, with_self=question.yourself, children_under=under)


def _ticked(
    people: tuple[Member, ...], raw: RawInput, context: Context
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    ticked = raw.several("")
    if not set(ticked) <= {member.key for member in people}:
        raise InvalidInput(context.gettext("De lijst is veranderd. Maak uw keuze opnieuw."))
    chosen = [member for member in people if member.key in ticked]
    return tuple(member.key for member in chosen), tuple(member.line for member in chosen)


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
