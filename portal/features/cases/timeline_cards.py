"""The steps of a case and of its sub-cases, as one timeline."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from portal.domain.cases import CaseFile, Step, StepState, SubCase
from portal.texts.names import ShownName, sub_case_name
from portal.web.words.formats import words

LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class StepCard:
    """A step of a case, or of a sub-case of it."""

    step: Step
    sub_case: ShownName | None = None
    """Name of the sub-case that it is a step of; None for one of the case itself."""


def step_cards(file: CaseFile) -> tuple[StepCard, ...]:
    """What was done in order of time, then where the case and its parts stand, then what follows.

    Of a case that has ended nothing goes on: a part that does is told as it stands all the same.
    """
    cards = [StepCard(step) for step in _steps(file)]
    cards += [
        StepCard(step, name_of_sub_case(part)) for part in file.sub_cases for step in part.steps
    ]
    past = [card for card in cards if card.step.state is StepState.DONE]
    return (
        *sorted(past, key=lambda card: card.step.at or LONG_AGO),
        *(card for card in cards if card.step.state is StepState.NOW),
        *(card for card in cards if card.step.state is StepState.NEXT),
    )


def name_of_sub_case(part: SubCase) -> ShownName:
    """What a part of a case is called on its page."""
    return sub_case_name(words(), part.title, part.description)


def is_same(text: str, other: str) -> bool:
    """Whether two texts say the same, however they are broken into lines."""
    return text.split() == other.split()


def _steps(file: CaseFile) -> tuple[Step, ...]:
    """The steps, without a note that says why the case ended: the top of the page says that."""
    why = file.case.result_explanation
    is_told = file.case.is_closed and why
    return tuple(
        replace(step, note="") if is_told and is_same(step.note, why) else step
        for step in file.steps
    )
