"""What every kind of question has: a model, a field, and the `Kind` that ties them together."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from wtforms import Field as WTFormsField
from wtforms.form import BaseForm

from forms.context import AddressQuery, Context
from forms.expression import Expression, ExpressionText
from forms.model import Id, Model, Text
from forms.sources import DataSource, SourceRegister
from forms.values import Answers, Json, ValueType, clean


class BaseQuestion(Model):
    """One question. What its kind adds stands in the module of that kind."""

    id: Id
    kind: str
    label: Text
    hint: Text = ""
    short: Text = ""
    """Label on the page with all answers; `label` where it is empty."""
    when_empty: Text = ""
    """What to do when a required answer is missing; the kind has a sentence of its own."""
    required: bool = True
    show_if: ExpressionText | None = None

    @property
    def options_by_value(self) -> Mapping[str, str] | None:
        """Value → label, where the answer is one of a few; None for all other kinds."""
        return None

    def expressions(self) -> Iterator[tuple[str, Expression, ValueType]]:
        """(attribute, expression, type it must give) of every expression in this question."""
        if self.show_if is not None:
            yield "show_if", self.show_if, ValueType.TRUTH

    def link(
        self, earlier: Mapping[str, "BaseQuestion"], sources: Mapping[str, DataSource]
    ) -> None:
        """Tie it to earlier questions, and to what the register says of what it asks."""

    def names(
        self, earlier: Mapping[str, "BaseQuestion"], register: SourceRegister
    ) -> Mapping[str, ValueType]:
        """What later conditions may read of its answer besides the answer itself."""
        del earlier, register
        return {}

    def own_names(self, attribute: str) -> Mapping[str, ValueType]:
        """What the expression at this place may read besides earlier answers."""
        del attribute
        return {}


Q = TypeVar("Q", bound=BaseQuestion)


@dataclass(frozen=True, slots=True)
class Option:
    """One radio button or checkbox; texts are translated, `id` is that of its input."""

    id: str
    value: str
    label: str
    hint: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Setup(Generic[Q]):
    """What a field is made from. `answers` are those stored with the draft."""

    question: Q
    macro: str
    answers: Answers
    context: Context
    is_page_title: bool = False


class Fault(Exception):
    """What was typed can't be used; says what to do, and in which parts of the question."""

    def __init__(self, *messages: str, parts: tuple[str, ...] = ()) -> None:
        super().__init__(*messages)
        self.messages = messages
        self.parts = parts


class QuestionField(WTFormsField, ABC, Generic[Q]):
    """A question as a field: what was typed (`raw`), and after validation its value (`data`).

    `data` is the canonical value, None where the question is left empty.
    """

    parts: ClassVar[tuple[str, ...]] = ("",)
    """The inputs, as in `part_name`; the part "" has the name of the field itself."""
    asks: ClassVar[bool] = True
    """Whether there is an answer; False for what is only shown."""

    def __init__(self, setup: Setup[Q], **wtforms: Any) -> None:
        question, translate = setup.question, setup.context.translate
        super().__init__(
            label=translate(question.label),
            description=translate(question.hint) if question.hint else "",
            **wtforms,
        )
        self.question = question
        self.macro = setup.macro
        self.required = question.required
        self.context = setup.context
        self.answers = setup.answers
        self.answer: Json = setup.answers.get(question.id)
        self.is_page_title = setup.is_page_title
        self.raw: dict[str, str] = {}
        self.faulty_parts: tuple[str, ...] = ()

    def part_name(self, part: str) -> str:
        """The name of one input."""
        return f"{self.name}-{part}" if part else self.name

    def part_id(self, part: str) -> str:
        """The id of one input."""
        return f"{self.id}-{part}" if part else self.id

    @property
    def stops(self) -> bool:
        """Whether one can't go on from here with the usual button."""
        return False

    @property
    def error_id(self) -> str:
        """The id of the first input at fault, or of the first input."""
        return self.part_id((*self.faulty_parts, *self.parts)[0])

    def address_queries(self) -> tuple[AddressQuery, ...]:
        """What the address register has to be asked before this can be judged."""
        return ()

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Take what was typed; without that, what is stored; WTForms calls this."""
        del data, extra_filters
        self.process_errors = []
        if formdata is None:
            self.show_stored()
        else:
            self.take({part: formdata.getlist(self.part_name(part)) for part in self.parts})
        self.data = self.answer

    def take(self, typed: Mapping[str, list[str]]) -> None:
        """Keep what was typed, part by part; all of it, also where it will not do."""
        self.raw = {part: clean(texts[0]) if texts else "" for part, texts in typed.items()}

    def show_stored(self) -> None:
        """Write the stored answer as it would have been typed."""
        self.raw = dict.fromkeys(self.parts, "") | self.write(self.answer)

    def typed(self) -> dict[str, list[str]]:
        """What was typed, by name of the input: enough to make the same field again."""
        return {self.part_name(part): [text] for part, text in self.raw.items() if text}

    @property
    def as_typed(self) -> tuple[str, ...]:
        """What was typed as lines to read, for where it can't be used; () where nothing was."""
        texts = " ".join(filter(None, self.raw.values()))
        return tuple(texts.split("\n")) if texts else ()

    def validate(self, form: BaseForm, extra_validators: Any = ()) -> bool:
        """Read what was typed; the sentences that say what to do are in `errors`."""
        del form, extra_validators
        self.errors, self.faulty_parts = [], ()
        try:
            self.data = self.read()
        except Fault as fault:
            self.errors = list(fault.messages)
            self.faulty_parts = fault.parts
            self.data = None
        return not self.errors

    @abstractmethod
    def read(self) -> Json:
        """The canonical value of what was typed; raises `Fault`."""

    @abstractmethod
    def write(self, value: Json) -> dict[str, str]:
        """A canonical value as it would be typed, part by part; the opposite of `read`."""

    def empty(self, otherwise: str, *parts: str) -> None:
        """Nothing was typed: fine where that is allowed, else raises `Fault`.

        `otherwise` is the translated sentence for when the form has none of its own.
        """
        if self.required:
            own = self.question.when_empty
            raise Fault(self.context.translate(own) if own else otherwise, parts=parts)


Show = Callable[[Any, Json, Context], tuple[str, ...]]
"""(question, value, context) → the answer as people read it, line by line."""
Record = Callable[[Any, Json], str]
"""(question, value) → the answer as a case property, in Dutch."""
Compute = Callable[[Any, Answers, Context], Json]
"""(question, answers, context) → a value that nobody types."""
Accepts = Callable[[Any, Json, Answers, Context], bool]
"""(question, value, answers, context) → whether a stored answer still holds today."""

Offered = Callable[[Any, Context], bool]
"""(question, context) → whether this question may be asked now at all."""


def always(question: object, value: Json, answers: Answers, context: Context) -> bool:
    """For kinds whose answers stay right as time goes by."""
    del question, value, answers, context
    return True


def always_offered(question: object, context: Context) -> bool:
    """For kinds that can be asked whenever the form says so."""
    del question, context
    return True


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of question: all that differs between kinds."""

    model: type[BaseQuestion]
    field: type[QuestionField[Any]]
    show: Show
    macro: str
    """Name of the template that shows it: templates/components/questions/<macro>.html."""
    type: ValueType | None
    """What conditions may do with its answers; None for a kind that asks nothing."""
    record: Record | None = None
    """How a case property says it, where that is not the shown lines with commas between."""
    accepts: Accepts = always
    offered: Offered = always_offered
    compute: Compute | None = None
    """How to work its value out, for what is not an answer but follows from answers."""
    by_resident: bool = True
    """Whether the resident says it; what others say can only be looked at."""
