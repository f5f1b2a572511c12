"""What every question has, whatever its kind; and where it stands in its form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from forms.expression import Expression, ExpressionText
from forms.file_limits import FileLimits
from forms.model import Id, Model, Text
from forms.sources import DataSource, SourceRegister
from forms.values import ValueType


class BaseQuestion(Model):
    """One question. What its kind adds stands in the module of that kind."""

    id: Id
    """What conditions call the answer, and its key in what is stored."""
    kind: str
    label: Text
    """What is asked."""
    hint: Text = ""
    """Small print under the label: how to answer, where to find it."""
    short: Text = ""
    """Label on the page with all answers; `label` where it is empty."""
    when_empty: Text = ""
    """What to do when a required answer is missing; the kind has a sentence of its own."""
    required: bool = True
    """Whether one has to answer it before going on."""
    show_if: ExpressionText | None = None
    """The question is left out where this is not true; reads earlier answers, also on its page."""
    required_if: ExpressionText | None = None
    """When it has to be answered; else it may be left empty. In place of `required`."""

    @property
    def conditions(self) -> tuple[Expression, ...]:
        """What decides whether it is asked, and whether it has to be answered."""
        return tuple(each for each in (self.show_if, self.required_if) if each is not None)

    @property
    def option_values(self) -> frozenset[str] | None:
        """The only values of its answer, where it is one of a few; None for all other kinds."""
        return None

    @property
    def code_values(self) -> frozenset[str] | None:
        """What `as_property` can give, where that is one of a few: each can have a code."""
        return self.option_values

    @property
    def is_looked_up(self) -> bool:
        """Whether we add to what is typed, so that the next page shows what came of it."""
        return False

    @property
    def shows_outcome_of(self) -> str:
        """Id of the earlier question whose effect has its outcome shown here; empty for none."""
        return ""

    @property
    def file_limits(self) -> FileLimits | None:
        """Which files may be sent with it; None where none can."""
        return None

    @property
    def days_to_send(self) -> int:
        """Days in which one can send what one said to send later; 0 where nothing can be."""
        return 0

    @property
    def consent_purpose(self) -> str:
        """Code of the purpose that it asks consent for; empty for none."""
        return ""

    def expressions(self) -> Iterator[tuple[str, Expression, ValueType]]:
        """(attribute, expression, type it must give) of every expression in this question."""
        if self.show_if is not None:
            yield "show_if", self.show_if, ValueType.TRUTH
        if self.required_if is not None:
            yield "required_if", self.required_if, ValueType.TRUTH

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
class Place:
    """Where a question stands in its form, for what its kind has to check there."""

    guards: tuple[str, ...]
    """The conditions of its page and of itself, as they are written."""
    earlier: Mapping[str, BaseQuestion]
    """The questions of earlier pages."""
    questions: tuple[BaseQuestion, ...]
    """All questions of the form."""
    register: SourceRegister
