"""The parts of a file with lines, as the page has them: each case, our computer, the resident."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from flask_babel import gettext as _

from portal.domain.consultations import Consultation
from portal.features.consultations.filters import Choice
from portal.services.consultations.bundles import is_own, is_routine
from portal.services.consultations.reading import HistoryPage


@dataclass(frozen=True, slots=True)
class HistoryPart:
    """Lines under one title, newest first."""

    title: str
    lines: list[Consultation]


def cases_in(page: HistoryPage, choice: Choice) -> Iterator[HistoryPart]:
    """What others did, by case in the order of the page; what is for no case comes last."""
    lines = _lines(page, choice, lambda line: not is_own(line) and not is_routine(line))
    newest: dict[object, int] = {}
    for place, line in enumerate(lines):
        newest.setdefault(page.finder(line), place)

    def place_of(line: Consultation) -> tuple[bool, int]:
        case = page.finder(line)
        return not case, newest[case]

    for _place, of_case in groupby(sorted(lines, key=place_of), key=place_of):
        part = list(of_case)
        yield HistoryPart(_title(page, part), part)


def days_in(page: HistoryPage, choice: Choice) -> Iterator[HistoryPart]:
    """What our computer only looked at, and what the resident did."""
    yield HistoryPart(_("Onze computer"), _lines(page, choice, is_routine))
    yield HistoryPart(_("Wat u zelf deed"), _lines(page, choice, is_own))


def _lines(
    page: HistoryPage, choice: Choice, fits: Callable[[Consultation], bool]
) -> list[Consultation]:
    return [line for line in page.history.lines(choice.narrow) if fits(line)]


def _title(page: HistoryPage, lines: list[Consultation]) -> str:
    """The case, as the line says it that knows most."""
    cases = [page.finder(line) for line in lines]
    case = max(cases, key=lambda case: (bool(case.title), bool(case.number)))
    number = case.number if case.number != case.title else ""
    return " ".join(filter(None, (case.title, number))) or _("Niet voor een zaak")
