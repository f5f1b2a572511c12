"""The field of one of many."""

from collections.abc import Iterable

from forms.fields.base import Option, QuestionField
from forms.kinds.long_list import PICK, LongListQuestion, ToPick
from forms.lists import ListItem


class LongListField(QuestionField[LongListQuestion]):
    """A box for a name, and buttons: the usual ones, or those that a search found."""

    has_block = True

    @property
    def usual(self) -> tuple[Option, ...]:
        """What can be picked without a search; nothing where something was typed."""
        if self.raw[""]:
            return ()
        return self._buttons(self.question.usual_items(self.context))

    @property
    def suggestions(self) -> tuple[Option, ...]:
        """What may be meant by what was typed."""
        return self._buttons(self.invalid.items) if isinstance(self.invalid, ToPick) else ()

    @property
    def chosen(self) -> str:
        """The name of what was found just now; empty where nothing was."""
        is_found = self.is_judged and self.raw[""] and self.data is not None
        lines = self.kind.display(self.question, self.data, self.context) if is_found else ()
        return "".join(lines)

    @property
    def pick(self) -> str:
        """The value that was picked from a search, so that it is sent again."""
        return self.raw[PICK] if self.chosen else ""

    @property
    def as_typed(self) -> tuple[str, ...]:
        """The name that was typed, or that of the button."""
        items = self.question.items(self.context)
        picked = (item.label for item in items if item.value == self.raw[PICK])
        return tuple(filter(None, (self.raw[""], *picked)))

    @property
    def error_id(self) -> str:
        """The first button where there are any, else the box."""
        return next((option.id for option in (*self.suggestions, *self.usual)), self.id)

    def _buttons(self, items: Iterable[ListItem]) -> tuple[Option, ...]:
        return tuple(
            Option(
                id=self.part_id(f"{PICK}-{item.value}"),
                value=item.value,
                label=item.label,
                hint="",
                checked=item.value == self.raw[PICK],
            )
            for item in items
        )
