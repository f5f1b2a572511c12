"""Who looked, as pages show it: by case, several looks at once as one line, own ones apart."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from flask import url_for

from portal.domain.consultations import Consultation, HowChosen, Who
from portal.services.consultations.register import activity_of
from portal.web.edge.request_context import activities
from portal.web.words import consultation_texts

TOGETHER = timedelta(minutes=15)
CaseNames = Mapping[str, str]
"""Number of a case → its title."""
FindCase = Callable[[Consultation], tuple[str, str]]
"""Gives number and title of the case that a line is about, as far as we know."""
Bundle = list[Consultation]
"""Lines of the same look, newest first."""


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
    has_failed: bool
    url: str
    case_ref: str
    case_title: str


@dataclass(frozen=True, slots=True)
class ConsultationGroup:
    """The looks for one case; without `number` those for no case that we know."""

    title: str
    number: str
    looks: tuple[ConsultationCard, ...]

    @property
    def url(self) -> str:
        """Address of the case."""
        return url_for("cases.case", reference=self.number) if self.number else ""


def is_own(line: Consultation) -> bool:
    """Whether the resident did this: kept, but folded."""
    return line.who is Who.YOU and not line.recipient


def others(lines: Iterable[Consultation]) -> list[Consultation]:
    """What others than the resident did."""
    return [line for line in lines if not is_own(line)]


def own(lines: Iterable[Consultation]) -> list[Consultation]:
    """What the resident did."""
    return [line for line in lines if is_own(line)]


def bundled(lines: Iterable[Consultation]) -> list[Bundle]:
    """The lines (newest first), those of the same look within 15 minutes taken together."""
    bundles: list[Bundle] = []
    latest: dict[tuple[object, ...], Bundle] = {}
    for line in lines:
        bundle = latest.get(_sameness(line))
        if bundle and bundle[0].at - line.at <= TOGETHER:
            bundle.append(line)
        else:
            latest[_sameness(line)] = [line]
            bundles.append(latest[_sameness(line)])
    return bundles


def by_case(bundles: Iterable[Bundle], find_case: FindCase) -> list[Bundle]:
    """In the order of `groups`, so that only what is shown need be put into words."""
    found: dict[tuple[str, str], list[Bundle]] = {}
    for bundle in bundles:
        found.setdefault(find_case(bundle[0]), []).append(bundle)
    ordered = sorted(found.items(), key=lambda of_case: not of_case[0][1])
    return [bundle for _case, of_case in ordered for bundle in of_case]


def cards_of(bundles: Iterable[Bundle], find_case: FindCase) -> list[ConsultationCard]:
    """Each bundle as it is shown."""
    return [_card(bundle, *find_case(bundle[0])) for bundle in bundles]


def groups(cards: Iterable[ConsultationCard]) -> tuple[ConsultationGroup, ...]:
    """The cards by case, the case with the newest look first; what is about no case comes last."""
    found: dict[tuple[str, str], list[ConsultationCard]] = {}
    for card in cards:
        found.setdefault((card.case_ref, card.case_title), []).append(card)
    by_case = [ConsultationGroup(title, number, tuple(c)) for (number, title), c in found.items()]
    return tuple(sorted(by_case, key=lambda group: not group.title))


def organisations(lines: Iterable[Consultation]) -> dict[str, str]:
    """Who looked, to choose from: key and words; the one that looked most stands first."""
    found = others(lines)
    one_of = {consultation_texts.who_key(line): line for line in found}
    counted = Counter(consultation_texts.who_key(line) for line in found)
    return {key: consultation_texts.who_of(one_of[key]) for key, _count in counted.most_common()}


def case_finder(names: CaseNames, by_id: Mapping[UUID, str]) -> FindCase:
    """Finds the case of a line: by its number, by its id, or else by what the log calls it."""

    def find(line: Consultation) -> tuple[str, str]:
        number = line.case_ref or by_id.get(line.process_id or UUID(int=0), "")
        if number:
            return number, names.get(number, number)
        return "", line.process

    return find


def _sameness(line: Consultation) -> tuple[object, ...]:
    """What is the same in looks that are shown as one; another reason is another look."""
    thing = (line.object_kind, line.object_ref, line.case_ref, line.process_id)
    who = (line.who, line.organisation, line.activity_code, line.activity_id)
    how = (line.action, line.kinds, line.details, line.source, line.how_chosen)
    return (*thing, *who, *how, line.deed, line.reason, line.recipient, line.has_failed)


def _card(bundle: list[Consultation], number: str, title: str) -> ConsultationCard:
    line, activity = bundle[0], activity_of(activities(), bundle[0])
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
        has_failed=line.has_failed,
        url=url_for("consultations.line", line_id=line.id),
        case_ref=number,
        case_title=title,
    )
