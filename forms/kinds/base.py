"""What every kind of question can do: the `Kind` that reads answers."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, Generic

from forms.citizen_numbers import holds_own_number
from forms.context import AddressQuery, Context
from forms.kinds.question import BaseQuestion, Place, Q
from forms.kinds.raw_input import InvalidInput, RawInput
from forms.mistakes import Mistake
from forms.properties import PropertyShape, PropertyValue
from forms.spelling import one_line
from forms.values import Answers, Json, ValueType

__all__ = ["BaseQuestion", "InvalidInput", "Kind", "Place", "Q", "RawInput", "ShownKind"]

MOST_CHARACTERS = 10_000
"""Of any free text; what is longer is refused or cut off."""


class Kind(ABC, Generic[Q]):
    """One kind of question: what it can do, and the codec of its answers. Knows no web.

    `parse` and `write` are each other's opposite: what was typed ↔ the canonical value, which is
    stored. Whoever judges an answer (a page, an import, the counter, a test) does it here.
    """

    model: ClassVar[type[BaseQuestion]]
    macro: ClassVar[str]
    """Name of the template that shows it: templates/components/questions/<macro>.html."""
    value_type: ClassVar[ValueType | None] = ValueType.TEXT
    """What conditions may do with its answers; None for a kind that has none for the case."""
    parts: ClassVar[tuple[str, ...]] = ("",)
    """The inputs, as in `<name>-<part>`; the part "" has the name of the question itself."""
    several: ClassVar[frozenset[str]] = frozenset()
    """The parts in which more than one can be ticked."""
    free_parts: ClassVar[tuple[str, ...]] = ()
    """The inputs in which people write what they like, where no BSN of theirs may stand."""
    has_answer: ClassVar[bool] = True
    """Whether a sent page gives an answer; False for what is only shown."""
    is_worked_out: ClassVar[bool] = False
    """Whether its value follows from answers and is not stored; conditions can't read it."""
    by_resident: ClassVar[bool] = True
    """Whether the resident says it; what others say can only be looked at."""
    needs_person: ClassVar[bool] = False
    needs_login: ClassVar[bool] = False
    """Whether it shows what is known of a person; whether it is left out without login."""
    alone_on_page: ClassVar[bool] = False
    after_all_others: ClassVar[bool] = False
    once_on_page: ClassVar[bool] = False
    fits_in_rows: ClassVar[bool] = True
    """Whether it can be asked for each of several things."""
    last_on_page: ClassVar[bool] = False
    attaches_files: ClassVar[bool] = False
    """Whether its answers hold the ids of files that become documents of the case."""
    contact_role: ClassVar[str] = ""
    """What of the applicant it is where its question has the role `contact`; empty for nothing."""
    names_subject: ClassVar[bool] = False
    """Whether its answer may stand in the description of the case, which many people see."""
    object_kind: ClassVar[str] = ""
    """What its answer is where the case is about that, as in `case.about`; empty for nothing."""
    effect: ClassVar[str] = ""
    """What the portal has to do when its page is sent, by its name there; empty for nothing."""

    def raw_input(self, texts: Mapping[str, Sequence[str]]) -> RawInput:
        """What was typed, by part, in one spelling; all of it, also where it will not do."""
        return RawInput(
            {
                part: tuple(
                    self.cleaned(part, text)
                    for text in texts.get(part, ())[: None if part in self.several else 1]
                )
                for part in self.parts
            }
        )

    def cleaned(self, part: str, text: str) -> str:
        """One typed text in one spelling: on one line, unless the kind says otherwise."""
        del part
        return one_line(text)

    @abstractmethod
    def parse(self, question: Q, raw: RawInput, answers: Answers, context: Context) -> Json:
        """The canonical value of what was typed, None where nothing was; raises `InvalidInput`."""

    @abstractmethod
    def write(self, question: Q, value: Json, context: Context) -> RawInput:
        """A canonical value as it would be typed."""

    def holds(self, question: Q, value: Json, answers: Answers, context: Context) -> bool:
        """Whether this is an answer, in the one way of writing that is stored.

        For values that nobody typed: a value holds if it can be typed.
        """
        raw = self.raw_input(self.write(question, value, context).texts)
        try:
            return self.parse(question, raw, answers, context) == value
        except InvalidInput:
            return False

    def hint(self, question: Q, answers: Answers, context: Context) -> str:
        """What helps to answer; empty for nothing."""
        del answers
        return context.translate(question.hint) if question.hint else ""

    def address_queries(self, question: Q, raw: RawInput) -> tuple[AddressQuery, ...]:
        """What the address register has to be asked before this can be parsed."""
        del question, raw
        return ()

    def first_input(self, question: Q, answers: Answers, context: Context) -> RawInput:
        """What stands in the inputs before anything is typed: the stored answer."""
        return self.write(question, answers.get(question.id), context)

    def still_valid(self, question: Q, value: Json, answers: Answers, context: Context) -> bool:
        """Whether a stored answer still holds today."""
        del question, value, answers, context
        return True

    def is_offered(self, question: Q, context: Context) -> bool:
        """Whether this question may be asked now at all."""
        del question, context
        return True

    def shows_person(self, question: Q) -> bool:
        """Whether this question shows what is known about a person."""
        del question
        return self.needs_person

    def condition_value(self, question: Q, value: Json) -> Json:
        """What conditions read of a value, where that is not the value itself."""
        del question
        return value

    def count(self, value: Json) -> int:
        """How many things a value holds; none where it is no list."""
        del value
        return 0

    @abstractmethod
    def display(self, question: Q, value: Json, context: Context) -> tuple[str, ...]:
        """The answer as people read it, line by line."""

    def property_shape(self, question: Q) -> PropertyShape:
        """What `as_property` can give for this question."""
        del question
        return PropertyShape(longest=MOST_CHARACTERS, is_list=True)

    def as_property(self, question: Q, value: Json, dutch: Context) -> tuple[PropertyValue, ...]:
        """The answer as data for the case, in Dutch; nothing where nothing was answered."""
        return self.display(question, value, dutch)

    def in_subject(self, question: Q, value: Json, dutch: Context) -> str:
        """The answer on one line, for the description of the case."""
        return ", ".join(self.display(question, value, dutch))

    def value(self, question: Q, answers: Answers, context: Context) -> Json:
        """What was answered, or what follows from answers."""
        del context
        return answers.get(question.id)

    def check(self, question: Q, place: Place) -> Iterator[Mistake]:
        """What is wrong with this question at this place; places are inside the question."""
        del question, place
        yield from ()

    def refuse_own_bsn(self, raw: RawInput, context: Context) -> None:
        """Raises `InvalidInput` where a free text holds a BSN of the resident's household."""
        texts = ((part, raw[part][:MOST_CHARACTERS]) for part in self.free_parts)
        parts = tuple(p for p, text in texts if holds_own_number(text, context.is_own_bsn))
        if parts:
            raise InvalidInput(
                context.gettext("Haal het burgerservicenummer (BSN) weg. Dat is niet nodig."),
                parts=parts,
            )

    def nothing_typed(self, question: Q, context: Context, otherwise: str, *parts: str) -> None:
        """Nothing was typed: fine where that is allowed, else raises `InvalidInput`.

        `otherwise` is the translated sentence for when the form has none of its own.
        """
        if question.required:
            own = question.when_empty
            raise InvalidInput(context.translate(own) if own else otherwise, parts=parts)


class ShownKind(Kind[Q]):
    """A kind of which nothing is typed."""

    parts = ()
    fits_in_rows = False

    def write(self, question: Q, value: Json, context: Context) -> RawInput:
        """Nothing: there is no input."""
        del question, value, context
        return RawInput()
