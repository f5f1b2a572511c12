"""The list of a resident's cases: a page of them, each case held against the resident.

A case that is odd, or whose kind is, hides no other: see `ItemList`.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Self, TypeVar

import structlog

from portal.domain.case_keys import CaseKey, CaseNumber
from portal.domain.cases import CASES_ON_PAGE, Case, CaseList
from portal.domain.days import today
from portal.domain.failures import InvalidSourceAnswer, SourceAnswer, SourceError, SourceRefused
from portal.gateways.answers import ItemList, log_odd
from portal.gateways.cases.zgw import translate
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.cases.zgw.catalogue import CaseType
from portal.gateways.cases.zgw.parts import statuses_of
from portal.gateways.cases.zgw.resources import Zaak
from portal.gateways.cases.zgw.search import CaseSearch
from portal.gateways.cases.zgw.sights import WHOLE, Sight, sight_of
from portal.gateways.cases.zgw.stage import is_dated_ahead, stage_of
from portal.gateways.cases.zgw.unread_parts import read_each
from portal.gateways.deadlines import Deadline
from portal.gateways.parallel import Pending, start

T = TypeVar("T")
log = structlog.get_logger()
ALL_WHOLE: Mapping[str, Sight] = {}
LONGEST_NUMBER = 40
"""Characters of `identificatie`. Source: Zaken API 1.5."""


def cases_of(zgw: Zgw, deadline: Deadline, bsn: str, number: int) -> SourceAnswer[CaseList]:
    """A page of the cases that the resident with this BSN started; odd ones are missing.

    Raises `NotFound` past the last page.
    """
    page = _search(zgw, bsn).page(number)
    own = _Own.of(zgw, page.results, bsn)
    cases = _shown(zgw, deadline, bsn, own.rows)
    newest_first = sorted(cases.value, key=lambda case: (case.started, case.number), reverse=True)
    is_before_others = page.next is not None or number * CASES_ON_PAGE < page.count
    is_counted = zgw.case_rules.are_asked_exactly and not own.has_others
    count = page.count if is_counted else None
    return SourceAnswer(
        CaseList(cases=tuple(newest_first), number=number, count=count, has_older=is_before_others),
        cases.missing,
    )


def cases_with_keys(
    zgw: Zgw, deadline: Deadline, bsn: str, keys: Collection[CaseKey]
) -> SourceAnswer[list[Case]]:
    """Those of these cases that the resident with this BSN started; at most a page of them."""
    ids = [str(key.id) for key in keys if key.system == zgw.system][:CASES_ON_PAGE]
    if not ids:
        return SourceAnswer([])
    answer = _with_mark(zgw, deadline, bsn, {"uuid__in": ids})
    return replace(answer, value=[case for case in answer.value if str(case.key.id) in ids])


def cases_with_number(
    zgw: Zgw, deadline: Deadline, bsn: str, number: CaseNumber
) -> SourceAnswer[list[Case]]:
    """The cases with this number that the resident with this BSN started.

    Nothing is asked for what can be no number: a filter with an empty value is no filter, and of
    others some case systems say that they don't take them.
    """
    if not (number.strip() and number.isprintable() and len(number) <= LONGEST_NUMBER):
        return SourceAnswer([])
    answer = _with_mark(zgw, deadline, bsn, {"identificatie": number})
    return replace(answer, value=[case for case in answer.value if case.number == number])


def _with_mark(
    zgw: Zgw, deadline: Deadline, bsn: str, mark: Mapping[str, Any]
) -> SourceAnswer[list[Case]]:
    page = _search(zgw, bsn).with_mark(mark)
    return _shown(zgw, deadline, bsn, _Own.of(zgw, page.results, bsn).rows)


def _search(zgw: Zgw, bsn: str) -> CaseSearch:
    return CaseSearch(zgw, bsn, has_all_roles=zgw.case_rules.shows_to_interested)


def _shown(
    zgw: Zgw, deadline: Deadline, bsn: str, zaken: ItemList[Zaak]
) -> SourceAnswer[list[Case]]:
    """These cases as far as this resident may see them."""
    seen = seen_of(zgw, deadline, zaken.items, partial(_seen, zgw, bsn))
    sights = {zaak.url: sight for zaak, sight in seen}
    translated = translate_all(zgw, deadline, [zaak for zaak, _ in seen], sights)
    cases = ItemList(translated.items, zaken.odd + seen.odd + translated.odd)
    return SourceAnswer([*cases.logged("cases")], cases.missing("case"))


def _seen(zgw: Zgw, bsn: str, zaak: Zaak) -> tuple[Zaak, Sight] | None:
    sight = sight_of(zgw, zaak, bsn)
    return (zaak, sight) if sight else None


def seen_of(
    zgw: Zgw, deadline: Deadline, zaken: Sequence[Zaak], judge: Callable[[Zaak], T | None]
) -> ItemList[T]:
    """What this judge gives of each; their kinds are read at once, where the rules ask for them."""
    if zgw.case_rules.by_case_type:
        case_types_of(zgw, deadline, zaken)
    return read_each(zaken, judge)


def translate_all(
    zgw: Zgw, deadline: Deadline, zaken: Sequence[Zaak], sights: Mapping[str, Sight] = ALL_WHOLE
) -> ItemList[Case]:
    """These cases in our words; their kinds and results come from the catalogue.

    `sights`: what is seen of each, by its URL; of others everything.
    """
    catalogue = zgw.catalogue
    types = case_types_of(zgw, deadline, zaken)
    result_urls = [url for url in map(translate.result_type, zaken) if url]
    results = _each(deadline, result_urls, catalogue.kept_name_of, catalogue.name_of)
    day = today()
    ahead = [zaak.url for zaak in zaken if is_dated_ahead(zaak, day)]
    histories = {url: start("cases", deadline, partial(statuses_of, zgw, url)) for url in ahead}
    cases: list[Case] = []
    odd: list[str] = []
    for zaak in zaken:
        try:
            case_type = usable(types[zaak.zaaktype])
            history = histories[zaak.url].result() if zaak.url in histories else ()
            stage = stage_of(zaak, history, case_type, day)
            result = _result(zaak, results)
            key = zgw.case_at(zaak.url)
            case = translate.case_of(key, zaak, case_type, stage, result)
            cases.append(sights.get(zaak.url, WHOLE).case(case))
        except SourceError as error:  # also one whose statuses are late: the others stand
            odd.append(str(error))
    return ItemList(tuple(cases), tuple(odd))


def case_types_of(
    zgw: Zgw, deadline: Deadline, zaken: Sequence[Zaak]
) -> dict[str, CaseType | SourceError]:
    """The kind of each of these cases by its URL, or why it is odd; raises `SourceError`."""
    catalogue, urls = zgw.catalogue, [zaak.zaaktype for zaak in zaken]
    types = _each(deadline, urls, catalogue.kept_case_type, catalogue.case_type)
    _check_open(types.values())
    return types


def _check_open(types: Collection[CaseType | SourceError]) -> None:
    """Raise the refusal where each of several kinds is refused: the catalogue is closed to us."""
    refusals = [each for each in types if isinstance(each, SourceRefused)]
    if len(refusals) > 1 and len(refusals) == len(types):
        raise refusals[0]


def usable(case_type: CaseType | SourceError) -> CaseType:
    """The kind of a case; raises the `SourceError` of it."""
    if isinstance(case_type, SourceError):
        raise case_type
    return case_type


def _result(zaak: Zaak, results: dict[str, str | SourceError]) -> str:
    """Name of the result; '' where there is none, or it is odd: it is a case without it too."""
    result = results.get(translate.result_type(zaak) or "", "")
    if isinstance(result, SourceError):
        log_odd("catalogue", (result.reason,))
        return ""
    return result


@dataclass(frozen=True, slots=True)
class _Own:
    """Of the rows of an answer those that the resident started; what else is in it, is odd."""

    rows: ItemList[Zaak]
    has_others: bool
    """Whether the answer had cases without a role of the resident: it was not filtered."""

    @classmethod
    def of(cls, zgw: Zgw, zaken: ItemList[Zaak], bsn: str) -> Self:
        """Each case once; raises `InvalidSourceAnswer` where only cases of others came.

        Of a case with an odd role nobody can say whose it is: it is odd.
        """
        once = {zaak.url: zaak for zaak in zaken}.values()
        is_own = translate.is_of
        if zgw.case_rules.shows_to_interested:
            is_own = translate.has_role
        own = [zaak for zaak in once if is_own(zaak, bsn)]
        not_own = [zaak for zaak in once if not is_own(zaak, bsn)]
        unclear = [zaak for zaak in not_own if zaak.roles.odd]
        others = [zaak for zaak in not_own if not zaak.roles.odd]
        for zaak in others:
            log.warning("case_without_own_role", case=_key_words(zgw, zaak))
        if others and not own:
            raise InvalidSourceAnswer("cases", "an answer with only cases of others")
        odd = [
            *zaken.odd,
            *(f"rollen: {zaak.roles.odd[0]}" for zaak in unclear),
            *("rollen: without the resident" for _ in others),
        ]
        return cls(ItemList(tuple(own), tuple(odd)), has_others=bool(others))


def _key_words(zgw: Zgw, zaak: Zaak) -> str:
    """The key of a case for the log; '' where its address is of no case of this system."""
    try:
        return str(zgw.case_at(zaak.url))
    except InvalidSourceAnswer:
        return ""


def _each(
    deadline: Deadline,
    urls: Sequence[str],
    kept: Callable[[str], T | None],
    read: Callable[[str], T],
) -> dict[str, T | SourceError]:
    """What the catalogue says at each of these URLs, or why that is odd.

    Only what is not kept needs a thread.
    """
    answers: dict[str, T | SourceError] = {}
    pending: dict[str, Pending[T]] = {}
    for url in dict.fromkeys(urls):
        answer = _judged(partial(kept, url))
        if answer is None:
            pending[url] = start("catalogue", deadline, partial(read, url))
        else:
            answers[url] = answer
    return answers | {url: _judged(each.result) for url, each in pending.items()}


def _judged(read: Callable[[], T]) -> T | SourceError:
    """What was read, or why it is odd; a catalogue that is down is a failure of the whole."""
    try:
        return read()
    except (InvalidSourceAnswer, SourceRefused) as error:
        return error
