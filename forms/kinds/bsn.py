"""The BSN of somebody else, where a law lets the municipality ask for it."""

from typing import Literal

from stdnum.nl import bsn

from forms.codes import as_digits, compact, is_digits, label
from forms.context import Context
from forms.kinds.base import InvalidInput, RawInput
from forms.kinds.code import CodeKind, CodeQuestion, look_alike, wrong
from forms.model import Text
from forms.values import Answers, Json, ValueType, text_in

_LENGTH, _SHOWN = 9, 4
_DOT = "•"
_LABEL = label("BSN", "BURGERSERVICE", "SOFI", "SOCIAALFISCAAL", "PERSOONS")


class BsnQuestion(CodeQuestion):
    """The BSN of a person."""

    kind: Literal["bsn"]
    law: Text
    """The law that lets us ask for it, with its article; stands under the question."""
    whose: Literal["other", "anyone"] = "other"
    """Whether it has to be of somebody else than who fills in the form."""


class BsnKind(CodeKind[BsnQuestion]):
    """Stored as nine digits, `012345672`, sealed with the draft; the case gets all of them.

    Nobody is shown it again: the box, the page with all answers and the PDF have `•••••5672`. No
    condition can read it, since that would put a BSN in the definition of a form.
    """

    model = BsnQuestion
    value_type = ValueType.OBJECT
    longest = _LENGTH

    def hint(self, question: BsnQuestion, answers: Answers, context: Context) -> str:
        """What helps to answer, and which law lets us ask."""
        law = context.gettext(
            "Wij mogen dit nummer vragen volgens de wet: %(law)s.",
            law=context.translate(question.law),
        )
        return " ".join(filter(None, (super().hint(question, answers, context), law)))

    def missing(self, context: Context) -> str:
        """Where it stands."""
        return context.gettext(
            "Vul het burgerservicenummer (BSN) in. Dat heeft 9 cijfers. "
            "Het staat op een paspoort, identiteitskaart of rijbewijs."
        )

    def parse(
        self, question: BsnQuestion, raw: RawInput, answers: Answers, context: Context
    ) -> Json:
        """The nine digits; the stored ones where the box says no more than that of them."""
        stored = text_in(answers.get(question.id))
        if stored and raw[""] == masked(stored):
            return stored
        return super().parse(question, raw, answers, context)

    def read(self, question: BsnQuestion, text: str, context: Context) -> str:
        """The nine digits; raises `InvalidInput`, which never repeats what was typed."""
        if _DOT in text:
            raise InvalidInput(
                context.gettext("Vul het burgerservicenummer (BSN) opnieuw in: alle 9 cijfers.")
            )
        number = _padded(compact(text, _LABEL))
        if not _is_bsn(number):
            if _is_bsn(_padded(as_digits(number))):
                raise look_alike(context)
            usual = context.gettext(
                "Dit burgerservicenummer (BSN) klopt niet. Kijk alle 9 cijfers na."
            )
            raise wrong(question, usual, context)
        if question.whose == "other" and context.is_residents_bsn(number):
            raise InvalidInput(
                context.gettext(
                    "Dit is uw eigen burgerservicenummer (BSN). Vul hier het BSN van de ander in."
                )
            )
        return number

    def first_input(self, question: BsnQuestion, answers: Answers, context: Context) -> RawInput:
        """As much of the stored answer as may be seen."""
        del context
        return RawInput.single(masked(text_in(answers.get(question.id))))

    def display(self, question: BsnQuestion, value: Json, context: Context) -> tuple[str, ...]:
        """As much of it as may be seen."""
        del question, context
        return (masked(text_in(value)),)


def masked(text: str) -> str:
    """A BSN of which only the last four digits can be read; also of what is not quite one."""
    return _DOT * len(text[:-_SHOWN]) + text[-_SHOWN:]


def _is_bsn(number: str) -> bool:
    return is_digits(number, _LENGTH) and bool(bsn.is_valid(number))


def _padded(number: str) -> str:
    """With the zero that was left out, or lost in a spreadsheet."""
    return f"0{number}" if is_digits(number, _LENGTH - 1) else number
