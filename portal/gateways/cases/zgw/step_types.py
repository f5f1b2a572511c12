"""The steps of a kind of case, with what residents are told of each.

Its words are data of the municipality. Without them a step's own name is shown only where the
catalogue says that residents are to be informed of it; nothing is read into a name.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from portal.domain.cases import Progress
from portal.domain.status_words import StatusWords
from portal.gateways.cases.zgw.catalogue_resources import StatusType


@dataclass(frozen=True, slots=True, kw_only=True)
class StepType:
    """A step that a case of some kind can be in (statustype)."""

    url: str
    code: str
    """Its name in the catalogue (`omschrijving`); shown to nobody."""
    name: str
    """What residents read (Dutch); empty where nobody said what they may read."""
    words: Mapping[str, str]
    """The same in other languages, by code."""
    text: str
    """The sentence that tells a resident about it; its name where there is none."""
    order: int | None
    """None where the catalogue doesn't tell."""
    is_last: bool
    progress: Progress
    """How far a case is in it."""
    has_words: bool
    """Whether the municipality said how it is told."""


def steps_in_order(
    status_types: Sequence[StatusType],
    words_of: Callable[[str, int | None], StatusWords | None],
    *,
    is_whole: bool,
) -> tuple[StepType, ...]:
    """These steps in their order; those without a number come last.

    `is_whole`: all steps could be read, so that the first one here is the first one.
    """
    in_order = sorted(status_types, key=_order)
    return tuple(
        _step_type(
            status_type,
            words_of(status_type.omschrijving, status_type.volgnummer),
            is_first=is_whole and index == 0,
        )
        for index, status_type in enumerate(in_order)
    )


def _order(status_type: StatusType) -> tuple[bool, int]:
    return (status_type.volgnummer is None, status_type.volgnummer or 0)


def _step_type(status_type: StatusType, words: StatusWords | None, *, is_first: bool) -> StepType:
    own = status_type.omschrijving if status_type.informeren else ""
    own_text = status_type.statustekst if status_type.informeren else ""
    name = words.words["nl"] if words else own
    return StepType(
        url=status_type.url,
        code=status_type.omschrijving,
        name=name,
        words=words.words if words else {},
        text=name if words else own_text or own,
        order=status_type.volgnummer,
        is_last=status_type.is_eindstatus,
        progress=_progress(status_type, words, is_first=is_first),
        has_words=words is not None,
    )


def _progress(status_type: StatusType, words: StatusWords | None, *, is_first: bool) -> Progress:
    if status_type.is_eindstatus:
        return Progress.CLOSED
    if words and words.progress:
        return words.progress
    return Progress.RECEIVED if is_first else Progress.IN_PROGRESS
