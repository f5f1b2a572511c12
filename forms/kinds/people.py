"""People of the household: checkboxes, or names to type when the household isn't known."""

from collections.abc import Mapping
from typing import Literal

from forms.context import Context
from forms.facts import fact
from forms.kinds.base import BaseQuestion, Fault, Option, QuestionField
from forms.values import Json, clean, day_in, list_in, text_in, texts_in

_MOST_NAMES = 20
_LONGEST_NAME = 200
_NAMES = "names"


class PeopleQuestion(BaseQuestion):
    """Which people of the household; none of them is an answer too, unless it is required."""

    kind: Literal["people"]


class PeopleField(QuestionField[PeopleQuestion]):
    """Checkboxes with one name; or, where `fallback` is true, one text area for names."""

    parts = ("", _NAMES)
    _chosen: tuple[str, ...] = ()

    @property
    def fallback(self) -> bool:
        """Whether the household is not known, so that names have to be typed."""
        return not isinstance(self._household, list)

    @property
    def options(self) -> tuple[Option, ...]:
        """The people of the household; empty where it is not known."""
        return tuple(
            Option(
                id=self.part_id(text_in(person, "key")),
                value=text_in(person, "key"),
                label=text_in(person, "name"),
                hint=relation(person, self.context),
                checked=text_in(person, "key") in self._chosen,
            )
            for person in list_in(self._household)
        )

    @property
    def as_typed(self) -> tuple[str, ...]:
        """The names of the ticked people, as far as they are known, and the typed names."""
        ticked = tuple(option.label for option in self.options if option.checked)
        return (*ticked, *filter(None, self.raw[_NAMES].split("\n")))

    @property
    def error_id(self) -> str:
        """The first checkbox, or the text area."""
        return next((option.id for option in self.options), self.part_id(_NAMES))

    def take(self, typed: Mapping[str, list[str]]) -> None:
        """Keep every ticked box."""
        super().take(typed)
        self._chosen = tuple(clean(key) for key in typed[""])

    def show_stored(self) -> None:
        """Tick the stored people, and write their names for when the household isn't known."""
        super().show_stored()
        self._chosen = texts_in(self.answer, "keys")

    def typed(self) -> dict[str, list[str]]:
        """Every ticked box, and the names."""
        boxes = {self.name: list(self._chosen)} if self._chosen else {}
        names = {self.part_name(_NAMES): [self.raw[_NAMES]]} if self.raw[_NAMES] else {}
        return boxes | names

    def read(self) -> Json:
        """`{"keys", "names"}` of the chosen people; raises `Fault`."""
        keys, names = self._typed_names() if self.fallback else self._ticked()
        if not names:
            self.empty(self.context.gettext("Kies een of meer mensen."), *self._first_part())
        return {"keys": list(keys), "names": list(names)}

    def write(self, value: Json) -> dict[str, str]:
        """The names, each on a line."""
        return {_NAMES: "\n".join(texts_in(value, "names"))} if self.fallback else {}

    @property
    def _household(self) -> Json:
        return fact(self.context, "household")

    def _first_part(self) -> tuple[str, ...]:
        return (_NAMES,) if self.fallback else ()

    def _ticked(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        people = {option.value: option.label for option in self.options}
        if not set(self._chosen) <= people.keys():
            raise Fault(self.context.gettext("De lijst is veranderd. Maak uw keuze opnieuw."))
        keys = tuple(key for key in people if key in self._chosen)
        return keys, tuple(people[key] for key in keys)

    def _typed_names(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        names = tuple(filter(None, map(clean, self.raw[_NAMES].split("\n"))))
        if self._chosen and not names:
            raise Fault(
                self.context.gettext(
                    "Wij kunnen de namen nu niet ophalen. Zet elke naam op een eigen regel."
                ),
                parts=(_NAMES,),
            )
        if len(names) > _MOST_NAMES or any(len(name) > _LONGEST_NAME for name in names):
            raise Fault(
                self.context.gettext(
                    "Zet elke naam op een eigen regel. Er passen %(most)s namen in.",
                    most=_MOST_NAMES,
                ),
                parts=(_NAMES,),
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


def show_people(question: PeopleQuestion, value: Json, context: Context) -> tuple[str, ...]:
    """The names, each on a line."""
    del question
    return texts_in(value, "names") or (context.gettext("Niemand"),)
