"""A question as a WTForms field: a thin skin, for templates, on the kind that judges it."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, Generic

from wtforms import Field as WTFormsField
from wtforms.form import BaseForm

from forms.context import AddressQuery, Context
from forms.kinds.base import InvalidInput, Kind, Q, RawInput
from forms.values import Answers, Json

ONE_BOX = frozenset({"text", "textarea", "email", "phone", "money", "number", "time", "code"})
"""Templates of one box to type in."""


@dataclass(frozen=True, slots=True)
class Option:
    """One radio button or checkbox; texts are translated, `id` is that of its input."""

    id: str
    value: str
    label: str
    hint: str
    checked: bool


@dataclass(frozen=True, slots=True)
class FieldSetup(Generic[Q]):
    """What a field is made from. `answers` are those stored with the draft."""

    question: Q
    kind: Kind[Q]
    answers: Answers
    context: Context
    is_page_title: bool = False


def part_name(name: str, part: str) -> str:
    """The name of one input of a question with this name."""
    return f"{name}-{part}" if part else name


class QuestionField(WTFormsField, Generic[Q]):
    """What was typed for a question (`raw`), and after validation its value (`data`).

    `data` is the canonical value, None where the question is left empty.
    """

    inputmode = ""
    """Value of the HTML attribute; empty for none."""

    def __init__(self, setup: FieldSetup[Q], **wtforms: Any) -> None:
        question, translate = setup.question, setup.context.translate
        super().__init__(
            label=translate(question.label),
            description=setup.kind.hint(question, setup.answers, setup.context),
            **wtforms,
        )
        self.question = question
        self.kind = setup.kind
        self.macro = setup.kind.macro
        self.required = question.required
        self.context = setup.context
        self.answers = setup.answers
        self.answer: Json = setup.answers.get(question.id)
        self.is_page_title = setup.is_page_title
        self.raw = RawInput()
        self.invalid: InvalidInput | None = None
        self.is_judged = False

    @property
    def has_one_box(self) -> bool:
        """Whether it is one box to type in, which its label names."""
        return self.macro in ONE_BOX

    @property
    def is_labelled_by_heading(self) -> bool:
        """Whether the h1 of the page holds its label: it asks one thing, in one box."""
        return self.is_page_title and self.has_one_box

    def part_name(self, part: str) -> str:
        """The name of one input."""
        return part_name(self.name, part)

    def part_id(self, part: str) -> str:
        """The id of one input."""
        return f"{self.id}-{part}" if part else self.id

    @property
    def autocomplete(self) -> str:
        """Value of the HTML attribute; empty for none."""
        return ""

    @property
    def max_length(self) -> int:
        """The most characters that fit; 0 where nothing says so."""
        return 0

    @property
    def bsn_doubt(self) -> Option | None:
        """The box to say that a number is no BSN; None where there is no doubt."""
        return None

    @property
    def faulty_parts(self) -> tuple[str, ...]:
        """The inputs at fault, after validation; () where it is the whole question, or nothing."""
        return self.invalid.parts if self.invalid else ()

    @property
    def has_block(self) -> bool:
        """Whether a part of it can be asked for by itself."""
        return False

    @property
    def stops(self) -> bool:
        """Whether one can't go on from here with the usual button."""
        return False

    @property
    def error_id(self) -> str:
        """The id of the first input at fault, or of the first input."""
        return self.part_id((*self.faulty_parts, *self.kind.parts, "")[0])

    @property
    def error_ids(self) -> tuple[str, ...]:
        """For each of `errors` the id of its input; where they are not told apart, of the first."""
        if len(self.faulty_parts) == len(self.errors) > 1:
            return tuple(map(self.part_id, self.faulty_parts))
        return (self.error_id,) * len(self.errors)

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Take what was typed; without that, what is stored; WTForms calls this."""
        del data, extra_filters
        self.process_errors = []
        if formdata is None:
            self.raw = self.kind.first_input(self.question, self.answers, self.context)
        else:
            self.raw = self.kind.raw_input(
                {part: formdata.getlist(self.part_name(part)) for part in self.kind.parts}
            )
        self.data = self.answer

    def raw_by_name(self) -> dict[str, list[str]]:
        """What was typed, by name of the input: enough to make the same field again."""
        parts = {part: list(filter(None, self.raw.several(part))) for part in self.kind.parts}
        return {self.part_name(part): texts for part, texts in parts.items() if texts}

    @property
    def as_typed(self) -> tuple[str, ...]:
        """What was typed as lines to read, for where it can't be used; () where nothing was."""
        text = " ".join(filter(None, (self.raw[part] for part in self.kind.parts)))
        return tuple(text.split("\n")) if text else ()

    def address_queries(self) -> tuple[AddressQuery, ...]:
        """What the address register has to be asked before this can be judged."""
        return self.kind.address_queries(self.question, self.raw)

    def plates_to_look_up(self) -> tuple[str, ...]:
        """What the register of vehicles has to be asked before this can be judged."""
        return ()

    def points_to_name(self) -> tuple[tuple[str, str], ...]:
        """The places on the map of which the nearest address has to be asked."""
        return ()

    def validate(self, form: BaseForm, extra_validators: Any = ()) -> bool:
        """Judge what was typed; the sentences that say what to do are in `errors`."""
        del form, extra_validators
        self.errors, self.invalid, self.is_judged = [], None, True
        try:
            self.data = self.kind.parse(self.question, self.raw, self.answers, self.context)
        except InvalidInput as error:
            self.errors, self.invalid = list(error.messages), error
            self.data = None
        return not self.errors


class OptionsField(QuestionField[Q], ABC):
    """Radio buttons with one name; no button is chosen beforehand."""

    @property
    @abstractmethod
    def options(self) -> tuple[Option, ...]:
        """The buttons."""

    @property
    def error_id(self) -> str:
        """The first button."""
        return self.options[0].id

    def option(self, value: str, label: str, hint: str = "") -> Option:
        """One button."""
        return Option(self.part_id(value), value, label, hint, checked=self.raw[""] == value)
