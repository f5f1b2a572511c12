"""Who looked, as pages show it: by case, several looks at once as one line, own ones apart."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from flask import url_for

from portal.domain.activities import ProcessingActivity
from portal.domain.consultations import Consultation, HowChosen
from portal.services.consultations.activities import activity_of
from portal.services.consultations.bundles import Bundle, is_own
from portal.services.consultations.paging import CaseName, FindCase
from portal.web.edge.request_context import activities
from portal.web.words import consultation_texts
from portal.web.words.formats import gettext as _

NO_ID = UUID(int=0)
"""Stands for the id of a line in the address of which all others are made."""


MEANING = attrgetter(
    "who",
    "organisation",
    "action",
    "kinds",
    "details",
    "source",
    "reason",
    "how_chosen",
    "recipient",
    "has_failed",
    "activity_code",
)
"""Of a line, what its words tell; with its activity, and its form where it is about one."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LookWords:
    """What is said of a look: the same words for all looks that mean the same."""

    sentence: str
    who: str
    is_own: bool
    reason: str
    """In the words of who looked: Dutch. Empty where nothing was said."""
    purpose: str
    law: str
    how: HowChosen
    is_chosen: bool
    """Whether the resident chose or allowed it: what the law prescribes goes without saying."""
    has_failed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationCard:
    """One look, or several of the same within 15 minutes, as one line."""

    words: LookWords
    at: datetime
    first_at: datetime
    count: int
    url: str
    case: CaseName


@dataclass(frozen=True, slots=True)
class ConsultationGroup:
    """The looks for one case; without `number` those for no case that we know."""

    case: CaseName
    looks: tuple[ConsultationCard, ...]

    @property
    def title(self) -> str:
        """What the case is called."""
        return self.case.title

    @property
    def number(self) -> str:
        """Its number."""
        return self.case.number

    @property
    def url(self) -> str:
        """Address of the case."""
        return case_url(self.case)


def cards_of(bundles: Iterable[Bundle], find_case: FindCase) -> list[ConsultationCard]:
    """Each bundle as it is shown; what means the same is put into words once."""
    phrases, register = dict[object, LookWords](), activities()
    before, after = url_for("consultations.line", line_id=NO_ID).split(str(NO_ID))
    cards = []
    for bundle in bundles:
        line = bundle[0]
        activity = activity_of(register, line)
        meaning = _meaning(line, activity)
        if meaning not in phrases:
            phrases[meaning] = _words_of(line, activity)
        card = ConsultationCard(
            words=phrases[meaning],
            at=line.at,
            first_at=bundle[-1].at,
            count=len(bundle),
            url=f"{before}{line.id}{after}",
            case=find_case(line),
        )
        cards.append(card)
    return cards


def groups(cards: Iterable[ConsultationCard]) -> tuple[ConsultationGroup, ...]:
    """The cards of one page by case, in the order of the page."""
    by_case: dict[CaseName, list[ConsultationCard]] = {}
    for card in cards:
        by_case.setdefault(card.case, []).append(card)
    return tuple(ConsultationGroup(_best_known(looks), tuple(looks)) for looks in by_case.values())


def _best_known(looks: list[ConsultationCard]) -> CaseName:
    """Their case, as the line says it that knows most: one that was never read has no name."""
    return max(
        (look.case for look in looks), key=lambda case: (bool(case.title), bool(case.number))
    )


def case_url(case: CaseName) -> str:
    """Address of the case; '' where it is none that has a page."""
    if case.key:
        return url_for("cases.case", key=case.key)
    return url_for("cases.by_number", reference=case.number) if case.number else ""


def _meaning(line: Consultation, activity: ProcessingActivity | None) -> object:
    form = line.object_ref if line.object_kind == "form" else ""
    return MEANING(line), form, activity and activity.id


def _words_of(line: Consultation, activity: ProcessingActivity | None) -> LookWords:
    return LookWords(
        sentence=consultation_texts.sentence(line),
        who=consultation_texts.who_of(line),
        is_own=is_own(line),
        reason=line.reason,
        purpose=_(activity.name) if activity else "",
        law=_(activity.law) if activity else "",
        how=line.how_chosen,
        is_chosen=line.how_chosen is not HowChosen.LAW,
        has_failed=line.has_failed,
    )
