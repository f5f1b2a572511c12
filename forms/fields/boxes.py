"""Fields of yes or no, of names, of several boxes, and of the one box of a declaration."""

from forms.fields.base import Option, OptionsField, QuestionField
from forms.kinds import checkboxes, declaration, yes_no
from forms.kinds.checkboxes import CheckboxesQuestion
from forms.kinds.declaration import DeclarationQuestion
from forms.kinds.name_use import NameUseQuestion, meaning, preview, uses
from forms.kinds.yes_no import YesNoQuestion
from forms.person_names import SurnameUse


class YesNoField(OptionsField[YesNoQuestion]):
    """Two radio buttons."""

    @property
    def options(self) -> tuple[Option, ...]:
        """Yes and no, in this order."""
        gettext = self.context.gettext
        return (
            self.option(yes_no.YES, gettext("Ja")),
            self.option(yes_no.NO, gettext("Nee")),
        )

    @property
    def as_typed(self) -> tuple[str, ...]:
        """The word of the button."""
        return tuple(option.label for option in self.options if option.checked)


class NameUseField(OptionsField[NameUseQuestion]):
    """Radio buttons that show how one will be written."""

    @property
    def options(self) -> tuple[Option, ...]:
        """Each with whose name it is; only that where the names are not known."""
        return tuple(self._button(use) for use in uses(self.context))

    @property
    def as_typed(self) -> tuple[str, ...]:
        """The words of the button."""
        return tuple(option.label for option in self.options if option.checked)

    def _button(self, use: SurnameUse) -> Option:
        label, whose = preview(use, self.context), meaning(use, self.context)
        return self.option(use, label, whose) if label else self.option(use, whose)


class CheckboxesField(QuestionField[CheckboxesQuestion]):
    """Checkboxes with one name, and one apart that excludes the others."""

    @property
    def options(self) -> tuple[Option, ...]:
        """The boxes, without the one that excludes the others."""
        translate = self.context.translate
        return tuple(
            self._box(
                option.value,
                translate(option.label),
                translate(option.hint) if option.hint else "",
            )
            for option in self.question.options
        )

    @property
    def none(self) -> Option | None:
        """The box that excludes the others; None where there is none."""
        label = self.question.none
        return self._box(checkboxes.NONE, self.context.text_of(label), "") if label else None

    @property
    def as_typed(self) -> tuple[str, ...]:
        """The labels of the ticked boxes."""
        boxes = (*self.options, *filter(None, (self.none,)))
        return tuple(option.label for option in boxes if option.checked)

    @property
    def error_id(self) -> str:
        """The first box."""
        return self.options[0].id

    def _box(self, value: str, label: str, hint: str) -> Option:
        return Option(self.part_id(value), value, label, hint, value in self.raw.several(""))


class DeclarationField(QuestionField[DeclarationQuestion]):
    """One box."""

    @property
    def options(self) -> tuple[Option, ...]:
        """The box, with what one declares."""
        value, label = declaration.YES, self.context.text_of(self.question.statement)
        return (Option(self.id, value, label, hint="", checked=self.raw[""] == value),)
