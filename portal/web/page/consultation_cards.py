"""Who looked, as pages show it: by case, several looks at once as one line, own ones apart."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from portal.domain.consultations import HowChosen
from portal.services.consultations.activities import activity_of
from portal.services.consultations.bundles import Bundle, is_own
from portal.services.consultations.paging import CaseName, FindCase
from portal.web.edge.request_context import activities
from portal.web.words import consultation_texts


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationCard:
    """One look, or several of the same within 15 minutes, as one line."""

    sentence: str
    at: datetime
    first_at: datetime
    count: int
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
    """Each bundle as it is shown."""
    return [_card(bundle, find_case(bundle[0])) for bundle in bundles]


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


def _card(bundle: Bundle, case: CaseName) -> ConsultationCard:
    line = bundle[0]
    activity = activity_of(activities(), line)
    return ConsultationCard(
        sentence=consultation_texts.sentence(line),
        at=line.at,
        first_at=bundle[-1].at,
        count=len(bundle),
        who=consultation_texts.who_of(line),
        is_own=is_own(line),
        reason=line.reason,
        purpose=activity.name if activity else "",
        law=activity.law if activity else "",
        how=line.how_chosen,
        is_chosen=line.how_chosen is not HowChosen.LAW,
        has_failed=line.has_failed,
        url=url_for("consultations.line", line_id=line.id),
        case=case,
    )
