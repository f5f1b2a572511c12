"""Fields without an input: what is known, fetched or worked out."""

from collections.abc import Iterator
from dataclasses import dataclass

from forms.facts import fact
from forms.fields.base import QuestionField
from forms.kinds.about import ABOUT, AboutQuestion
from forms.kinds.calculation import (
    CalculationQuestion,
    CalculationStep,
    Role,
    amount_of,
    lines_of,
    outcome_of,
    work_out,
)
from forms.kinds.fetched import FetchedQuestion, is_whole, record_texts, said_by
from forms.kinds.known import KnownQuestion, fact_lines, is_said, is_stranger, remark_lines
from forms.values import list_in


class KnownField(QuestionField[KnownQuestion]):
    """What registers say."""

    @property
    def facts(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """(label, lines) of every fact of which the register said something."""
        return tuple(
            (self.context.translate(each.label), fact_lines(each.fact, self.context))
            for each in self.question.facts
            if is_said(each.fact, self.context)
        )

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the register says besides, a sentence each."""
        return remark_lines(self.context)

    @property
    def is_stranger(self) -> bool:
        """Whether the register does not know the person."""
        return is_stranger(self.context)

    @property
    def missing(self) -> bool:
        """Whether a register could not say one of the facts."""
        return not self.is_stranger and len(self.facts) < len(self.question.facts)

    @property
    def wrong(self) -> str:
        """What to do when the facts are not right."""
        return self.context.translate(self.question.wrong)


class AboutField(QuestionField[AboutQuestion]):
    """What the form is about."""

    @property
    def lines(self) -> tuple[str, ...]:
        """What it is about, in the reader's language; nothing where that is not known."""
        return self.kind.display(self.question, fact(self.context, ABOUT), self.context)

    @property
    def without(self) -> str:
        """What to do where it is about nothing in particular."""
        return self.context.translate(self.question.without)


class FetchedField(QuestionField[FetchedQuestion]):
    """What a source said; or two buttons for when it did not succeed or is not right."""

    @property
    def is_known(self) -> bool:
        """Whether the source said something that is not too old."""
        return self.answer is not None and self.kind.still_valid(
            self.question, self.answer, self.answers, self.context
        )

    @property
    def is_too_old(self) -> bool:
        """Whether it was fetched, but too long ago."""
        return self.answer is not None and not self.is_known

    @property
    def is_off(self) -> bool:
        """Whether the source can't be asked now."""
        return self.question.choice.source in self.context.sources_off

    @property
    def stops(self) -> bool:
        """One can't go on while nothing is known."""
        return not self.is_known

    @property
    def source(self) -> str:
        """The source as it stands in a sentence."""
        return self.context.translate(self.question.choice.asked_of.in_sentence)

    @property
    def said_by(self) -> str:
        """Who said it, and when."""
        return said_by(self.question, self.answer, self.context)

    @property
    def is_whole(self) -> bool:
        """Whether all that the source said could be read."""
        return is_whole(self.answer)

    @property
    def records(self) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]:
        """Each record as (label, lines) of its fields."""
        return tuple(
            tuple(
                (label, (text,))
                for label, text in record_texts(self.question, record, self.context)
            )
            for record in list_in(self.answer, "records")
        )

    @property
    def error_id(self) -> str:
        """The first button: to try again, or to supply it where the source is off."""
        return self.part_id("supply" if self.is_off else "again")


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One line as people read it; `norms` say where amounts that are laid down come from."""

    label: str
    hint: str
    amount: str
    role: Role
    norms: tuple[str, ...]


class CalculationField(QuestionField[CalculationQuestion]):
    """Amounts worked out from earlier answers."""

    @property
    def steps(self) -> tuple[ShownStep, ...]:
        """The lines; none where an amount is not known."""
        value = work_out(self.question, self.answers, self.context)
        return tuple(
            ShownStep(
                self.context.translate(step.label),
                self.context.translate(step.hint) if step.hint else "",
                amount_of(step, cents, self.context),
                step.role,
                tuple(self._norms(step)),
            )
            for step, cents in lines_of(self.question, value)
        )

    @property
    def outcome(self) -> str:
        """What it probably means."""
        value = work_out(self.question, self.answers, self.context)
        return outcome_of(self.question, value, self.context)

    def _norms(self, step: CalculationStep) -> Iterator[str]:
        for norm in step.amount.norms:
            since = norm.since(self.context.today)
            if since is not None:
                yield self.context.gettext(
                    "%(norm)s: bedrag vanaf %(day)s. %(law)s.",
                    norm=self.context.translate(norm.label),
                    day=self.context.day(since),
                    law=self.context.translate(norm.law),
                )
