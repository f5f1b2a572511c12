"""One of many, by its name: typed, or searched for and then picked."""

from collections.abc import Iterable
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from forms.context import Context
from forms.expression import bad_value
from forms.kinds.base import BaseQuestion, InvalidInput, Kind, RawInput
from forms.kinds.choice import Value
from forms.lists import LISTS, ListItem, named_exactly, search
from forms.model import Model, Name, Text
from forms.properties import PropertyShape, PropertyValue, codes_shape
from forms.spelling import one_line
from forms.values import Answers, Json, ValueType, text_in

PICK = "pick"
"""Part of the question: the value of the radio button that was picked."""
_MOST_SHOWN = 15
_MOST_USUAL = 8
_LONGEST_LABEL = 100


class LongListOption(Model):
    """One of many. `value` is what is stored; `also` are other names by which it is found."""

    value: Value
    """What is stored, and what conditions and the case get."""
    label: Annotated[Text, Field(max_length=_LONGEST_LABEL)]
    """What one reads and searches."""
    also: tuple[Name, ...] = ()
    """Other names by which it is found."""


class LongListQuestion(BaseQuestion):
    """One of many: of a list of the portal, or of the form's own options."""

    kind: Literal["long_list"]
    list: Literal["", "countries", "nationalities"] = ""
    """A list of the portal; empty: the form has `options` of its own."""
    options: tuple[LongListOption, ...] = ()
    """What one can choose, where no list of the portal is named."""
    usual: tuple[str, ...] | None = Field(default=None, max_length=_MOST_USUAL)
    """Values that can be picked without a search; None: those that are usual for the list."""
    leave_out: tuple[str, ...] = ()
    """Values of the list that can't be chosen here."""

    @model_validator(mode="after")
    def _values_fit(self) -> Self:
        if bool(self.list) == bool(self.options):
            problem = "It needs a list of the portal or options of its own, not both."
            raise bad_value(problem, f"Write `list:` ({', '.join(LISTS)}) or `options:`.")
        if len({option.value for option in self.options}) < len(self.options):
            raise bad_value("Two options have one value.", "Give each option its own `value`.")
        unknown = sorted({*(self.usual or ()), *self.leave_out} - self._values)
        if unknown:
            problem = f"There is no '{unknown[0]}' in the list."
            raise bad_value(problem, "Name values that are in it, in capitals for a country: NL.")
        return self

    @property
    def _values(self) -> frozenset[str]:
        own = frozenset(option.value for option in self.options)
        return LISTS[self.list].values if self.list else own

    @property
    def option_values(self) -> frozenset[str]:
        """All that can be chosen."""
        return self._values - set(self.leave_out)

    @property
    def code_values(self) -> frozenset[str] | None:
        """Only of its own options: a list of the portal is given by name."""
        return None if self.list else self.option_values

    def items(self, context: Context) -> tuple[ListItem, ...]:
        """All that can be chosen, in the reader's language; found by its Dutch name too."""
        if self.list:
            every = LISTS[self.list].items(context)
        else:
            every = tuple(
                ListItem.of(each.value, context.text_of(each.label), each.label, *each.also)
                for each in self.options
            )
        return tuple(item for item in every if item.value not in self.leave_out)

    def usual_items(self, context: Context) -> tuple[ListItem, ...]:
        """Those that can be picked without a search."""
        usual = self.usual
        if usual is None:
            usual = LISTS[self.list].usual if self.list else ()
        by_value = {item.value: item for item in self.items(context)}
        return tuple(by_value[value] for value in usual if value in by_value)


class ToPick(InvalidInput):
    """What was typed may be any of these."""

    def __init__(self, message: str, items: Iterable[ListItem]) -> None:
        super().__init__(message, parts=(PICK,))
        self.items = tuple(items)


class LongListKind(Kind[LongListQuestion]):
    """A box for the name, and radio buttons for what may be meant; stored is the value: "TR"."""

    model = LongListQuestion
    macro = "long_list"
    value_type = ValueType.TEXT
    parts = ("", PICK)

    def cleaned(self, part: str, text: str) -> str:
        """On one line."""
        del part
        return one_line(text)

    def parse(
        self, question: LongListQuestion, raw: RawInput, answers: Answers, context: Context
    ) -> Json:
        """The value of the name that was typed or picked; raises `InvalidInput`."""
        del answers
        if not raw[""] and not raw[PICK]:
            self.nothing_typed(question, context, context.gettext("Typ een naam, of kies er een."))
            return None
        items = question.items(context)
        picked = next((item for item in items if item.value == raw[PICK]), None)
        if raw[PICK] and picked is None:
            raise InvalidInput(context.gettext("Kies een van de antwoorden."))
        if picked and not raw[""]:
            return picked.value
        return _named(raw[""], picked, items, context).value

    def write(self, question: LongListQuestion, value: Json, context: Context) -> RawInput:
        """The button, where there is one without a search; else the name."""
        if value in [item.value for item in question.usual_items(context)]:
            return RawInput({PICK: (text_in(value),)})
        return RawInput.single(_label(question, value, context))

    def display(self, question: LongListQuestion, value: Json, context: Context) -> tuple[str, ...]:
        """The name."""
        label = _label(question, value, context)
        return (label,) if label else ()

    def property_shape(self, question: LongListQuestion) -> PropertyShape:
        """One of the values of the options; a name of a list of the portal."""
        if question.list:
            return PropertyShape(longest=_LONGEST_LABEL)
        return codes_shape(question.option_values)

    def as_property(
        self, question: LongListQuestion, value: Json, dutch: Context
    ) -> tuple[PropertyValue, ...]:
        """The value; of a list of the portal the Dutch name."""
        if question.list:
            return self.display(question, value, dutch)
        return (text_in(value),) if text_in(value) in question.option_values else ()


def _named(
    text: str, picked: ListItem | None, items: tuple[ListItem, ...], context: Context
) -> ListItem:
    """The one with this name; raises `InvalidInput`, `ToPick` where it may be several.

    A button from an earlier search does not beat what was typed after it.
    """
    exact, items_named = named_exactly(text, items), search(text, items)
    if picked and picked in items_named:
        return picked
    if picked:
        message = context.gettext("U koos iets anders dan u typte. Kies wat u bedoelt.")
        raise ToPick(message, (picked, *items_named[: _MOST_SHOWN - 1]))
    if len(exact) == 1:
        return exact[0]
    if not items_named:
        raise InvalidInput(
            context.gettext(
                "Wij vinden deze naam niet. "
                "Kijk of u hem goed schreef. Of typ een deel van de naam."
            ),
            parts=("",),
        )
    if len(items_named) > _MOST_SHOWN:
        message = context.gettext(
            "Kies wat u bedoelt. Staat het er niet bij? Typ dan meer letters."
        )
        raise ToPick(message, items_named[:_MOST_SHOWN])
    raise ToPick(context.gettext("Kies wat u bedoelt."), items_named)


def _label(question: LongListQuestion, value: Json, context: Context) -> str:
    items = question.items(context)
    return next((item.label for item in items if item.value == value), "")
