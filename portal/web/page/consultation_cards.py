"""Who looked, as pages show it: by case, several looks at once as one line, own ones apart."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from operator import attrgetter
from uuid import UUID

from flask import url_for

from portal.domain.activities import ProcessingActivity
from portal.domain.consultations import Consultation, HowChosen
from portal.services.consultations.activities import activity_of
from portal.services.consultations.bundles import Bundle, is_own
from portal.services.consultations.folded_looks import FoldedLooks
from portal.services.consultations.paging import CaseName, FindCase
from portal.texts.names import subject_in
from portal.web.edge.request_context import activities
from portal.web.words import consultation_texts
from portal.web.words.formats import text_of

NO_ID = UUID(int=0)
"""Stands for the id of a line in the address of which all others are made."""
NEWEST = 3
"""Looks of a case that stand open; the others are folded."""
MOST_OPEN = 2
"""So many cases stand open; of more cases only the newest, and of the others the name."""

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


@dataclass(frozen=True, slots=True)
class LookPurpose:
    """What data was used for, by which department, and the law that says that it may be."""

    department: str
    purpose: str
    law: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LookWords:
    """What is said of a look: the same words for all looks that mean the same."""

    sentence: str
    """With Dutch names marked: see `dutch_names`."""
    reason: str
    """In the words of who looked: Dutch. Empty where nothing was said."""
    use: LookPurpose | None
    """What the data was used for; None where nobody told, or where the resident looked."""
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
    number: int
    """Among those with its words in the same minute, which stand together: from 1."""


@dataclass(frozen=True, slots=True)
class ConsultationGroup:
    """The looks for one case; without `number` those for no case that we know."""

    case: CaseName
    looks: tuple[ConsultationCard, ...]
    is_folded: bool = False
    """Whether it is one of the later ones, of which only the name stands open."""

    @property
    def newest(self) -> tuple[ConsultationCard, ...]:
        """Those that stand open; all where that leaves one out."""
        is_all = self.is_folded or len(self.looks) <= NEWEST + 1
        return self.looks if is_all else self.looks[:NEWEST]

    @property
    def rest(self) -> tuple[ConsultationCard, ...]:
        """Those that are folded."""
        return self.looks[len(self.newest) :]

    @property
    def count(self) -> int:
        """How often somebody looked, of what stands here."""
        return sum(look.count for look in self.looks)

    @property
    def uses(self) -> tuple[LookPurpose, ...]:
        """What the data was used for, each once."""
        return tuple(dict.fromkeys(look.words.use for look in self.looks if look.words.use))

    @property
    def title(self) -> str:
        """What the case is called."""
        return self.case.title

    @property
    def number(self) -> str:
        """Its number, where that isn't its name already."""
        return self.case.number if self.case.number != self.case.title else ""

    @property
    def subject(self) -> str:
        """What it is about, where that is more than what it is called."""
        return subject_in(self.case.title, self.case.description)

    @property
    def url(self) -> str:
        """Address of the case."""
        return case_url(self.case)


def cards_of(bundles: Iterable[Bundle], find_case: FindCase) -> list[ConsultationCard]:
    """Each bundle as it is shown; what means the same is put into words once."""
    phrases, register = dict[object, LookWords](), activities()
    namesakes = Counter[tuple[str, datetime]]()
    before, after = url_for("consultations.line", line_id=NO_ID).split(str(NO_ID))
    cards = []
    for bundle in bundles:
        line = bundle[0]
        activity = activity_of(register, line)
        meaning = _meaning(line, activity)
        if meaning not in phrases:
            phrases[meaning] = _words_of(line, activity)
        look_words = phrases[meaning]
        name = look_words.sentence, line.at.replace(second=0, microsecond=0)
        namesakes[name] += 1
        card = ConsultationCard(
            words=look_words,
            at=line.at,
            first_at=bundle[-1].at,
            count=len(bundle),
            url=f"{before}{line.id}{after}",
            case=find_case(line),
            number=namesakes[name],
        )
        cards.append(card)
    return cards


@dataclass(frozen=True, slots=True)
class DayCard:
    """What was looked at on one day."""

    day: date
    looks: tuple[ConsultationCard, ...]
    count: int


@dataclass(frozen=True, slots=True)
class FoldedCards:
    """Looks that are told a day at a time; `count`: how many in all, older ones too."""

    days: tuple[DayCard, ...]
    count: int
    has_more: bool


def groups(cards: Iterable[ConsultationCard]) -> tuple[ConsultationGroup, ...]:
    """The cards of one page by case, in the order of the page."""
    by_case: dict[CaseName, list[ConsultationCard]] = {}
    for card in cards:
        by_case.setdefault(card.case, []).append(card)
    is_many = len(by_case) > MOST_OPEN
    return tuple(
        ConsultationGroup(_best_known(looks), tuple(looks), is_many and place > 0)
        for place, looks in enumerate(by_case.values())
    )


def folded_cards(folded: FoldedLooks, find_case: FindCase) -> FoldedCards:
    """Looks a day at a time, as they are shown."""
    cards = iter(cards_of((look for day in folded.days for look in day.looks), find_case))
    days = tuple(
        DayCard(day.day, tuple(islice(cards, len(day.looks))), day.count) for day in folded.days
    )
    return FoldedCards(days, folded.count, folded.has_more)


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
        sentence=consultation_texts.marked_sentence(line),
        reason=line.reason,
        use=_use(activity) if activity and not is_own(line) else None,
        how=line.how_chosen,
        is_chosen=line.how_chosen is not HowChosen.LAW,
        has_failed=line.has_failed,
    )


def _use(activity: ProcessingActivity) -> LookPurpose:
    return LookPurpose(activity.department, text_of(activity.name), text_of(activity.law))
