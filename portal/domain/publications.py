"""Which version of a form counts when: what was decided about it, and what follows from that."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from forms.keys import FormSlug, FormVersionId


class PublicationKind(StrEnum):
    """What was decided about a form."""

    PUBLISHED = "published"
    """This version counts at once."""
    SCHEDULED = "scheduled"
    """This version counts from a moment on, and maybe until another."""
    RETIRED = "retired"
    """Nobody begins it any more; what was scheduled for later is called off."""
    ROLLED_BACK = "rolled_back"
    """A version of before counts again, at once."""
    CALLED_OFF = "called_off"
    """What was scheduled for later doesn't happen."""


CALLS_OFF = (PublicationKind.RETIRED, PublicationKind.CALLED_OFF)
"""After these nothing counts that was to begin later and had been decided before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One decision about one form. Moments are UTC."""

    number: int
    """Rises with each decision."""
    slug: FormSlug
    version: FormVersionId
    """The version that it lets count; of a retired form the last one."""
    kind: PublicationKind
    begins_at: datetime
    ends_at: datetime | None = None
    """From when on it counts no more; None: until another one does."""
    ends_drafts: bool = False
    """Whether who had begun can't finish either: of a retired form only."""
    decided_at: datetime
    decided_by: str
    changes: tuple[str, ...] = ()
    """What it changes for who begins, in plain lines."""
    reason: str = ""
    """Why it was done without asking the case system, where it was."""


def current(history: Iterable[Publication], moment: datetime) -> Publication | None:
    """The decision that counts at this moment; None where none had begun.

    What began last counts. After the end of one, what had begun before it counts again; where
    there is nothing, it goes on being the one of which the time is over.
    """
    begun = [each for each in _standing(history) if each.begins_at <= moment]
    return max(
        begun, key=lambda each: (_lasts(each, moment), each.begins_at, each.number), default=None
    )


def is_offered(publication: Publication, moment: datetime) -> bool:
    """Whether residents can begin the form, when this decision counts."""
    return publication.kind is not PublicationKind.RETIRED and _lasts(publication, moment)


def moments_of_change(history: Sequence[Publication], after: datetime) -> list[datetime]:
    """The moments after this one at which something else may begin to count."""
    standing = list(_standing(history))
    moments = {each.begins_at for each in standing} | {each.ends_at for each in standing}
    return sorted(moment for moment in moments if moment and moment > after)


def _standing(history: Iterable[Publication]) -> list[Publication]:
    """The decisions that let something count, without those that were called off."""
    decisions = list(history)
    calling_off = [each for each in decisions if each.kind in CALLS_OFF]
    return [
        each
        for each in decisions
        if each.kind is not PublicationKind.CALLED_OFF
        and not any(
            later.number > each.number and each.begins_at > later.begins_at for later in calling_off
        )
    ]


def _lasts(publication: Publication, moment: datetime) -> bool:
    return publication.ends_at is None or publication.ends_at > moment
