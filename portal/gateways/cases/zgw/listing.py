"""The list of a resident's cases: all pages, each case held against the resident.

A case that is odd, or whose kind is, hides no other: see `ItemList`.
"""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import TypeVar

from portal.domain.cases import Case
from portal.domain.days import today
from portal.domain.failures import InvalidSourceAnswer, SourceAnswer, SourceError, SourceRefused
from portal.gateways.answers import ItemList, log_odd
from portal.gateways.cases.zgw import translate
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.cases.zgw.catalogue import CaseType
from portal.gateways.cases.zgw.parts import statuses_of
from portal.gateways.cases.zgw.resources import CASES, CasesPage, Zaak
from portal.gateways.cases.zgw.stage import is_dated_ahead, stage_of
from portal.gateways.deadlines import Deadline
from portal.gateways.parallel import Pending, start

T = TypeVar("T")

PAGE = 20
"""Cases in one answer: with all that is expanded, Open Zaak takes some 20 ms for each."""
MOST_PAGES = 25
"""More than any person has cases in; of who has, the oldest ones are missing, and counted."""
BSN = "rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn"


def cases_of(zgw: Zgw, deadline: Deadline, bsn: str) -> SourceAnswer[list[Case]]:
    """The cases that the resident with this BSN started, newest first; odd ones are missing."""
    zaken = _own(_read_all(zgw, deadline, bsn), bsn)
    translated = translate_all(zgw, deadline, [each for each in zaken if translate.is_shown(each)])
    cases = ItemList(translated.items, zaken.odd + translated.odd)
    newest_first = sorted(
        cases.logged("cases"), key=lambda case: (case.started, case.number), reverse=True
    )
    return SourceAnswer(newest_first, cases.missing("case"))


def translate_all(zgw: Zgw, deadline: Deadline, zaken: Sequence[Zaak]) -> ItemList[Case]:
    """These cases in our words; their kinds and results come from the catalogue."""
    catalogue = zgw.catalogue
    type_urls = [zaak.zaaktype for zaak in zaken]
    types = _each(deadline, type_urls, catalogue.kept_case_type, catalogue.case_type)
    _check_open(types.values())
    result_urls = [url for url in map(translate.result_type, zaken) if url]
    results = _each(deadline, result_urls, catalogue.kept_name_of, catalogue.name_of)
    day = today()
    ahead = [zaak.url for zaak in zaken if is_dated_ahead(zaak, day)]
    histories = {url: start("cases", deadline, partial(statuses_of, zgw, url)) for url in ahead}
    cases: list[Case] = []
    odd: list[str] = []
    for zaak in zaken:
        try:
            case_type = _usable(types[zaak.zaaktype])
            history = histories[zaak.url].result() if zaak.url in histories else ()
            stage = stage_of(zaak, history, case_type, day)
            result = _result(zaak, results)
            key = zgw.case_at(zaak.url)
            cases.append(translate.case_of(key, zaak, case_type, stage, result))
        except (InvalidSourceAnswer, SourceRefused) as error:
            odd.append(str(error))
    return ItemList(tuple(cases), tuple(odd))


def _check_open(types: Collection[CaseType | SourceError]) -> None:
    """Raise the refusal where each of several kinds is refused: the catalogue is closed to us."""
    refusals = [each for each in types if isinstance(each, SourceRefused)]
    if len(refusals) > 1 and len(refusals) == len(types):
        raise refusals[0]


def _usable(case_type: CaseType | SourceError) -> CaseType:
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


def _own(zaken: ItemList[Zaak], bsn: str) -> ItemList[Zaak]:
    """Those that this resident started: all, or the answer is worthless.

    Of a case with an odd role nobody can say so: it is odd.
    """
    own: list[Zaak] = []
    odd = list(zaken.odd)
    for zaak in zaken:
        if translate.is_of(zaak, bsn):
            own.append(zaak)
        elif zaak.roles.odd:
            odd.append(f"rollen: {zaak.roles.odd[0]}")
        else:
            raise InvalidSourceAnswer("cases", "an answer with somebody else's case")
    return ItemList(tuple(own), tuple(odd))


def _read_all(zgw: Zgw, deadline: Deadline, bsn: str) -> ItemList[Zaak]:
    """All pages. A case that comes in while we read moves another one to a next page."""
    first = _page(zgw, bsn, 1)()
    last = min(-(-first.count // PAGE), MOST_PAGES)
    others = [Pending("cases", _page(zgw, bsn, page), deadline) for page in range(2, last + 1)]
    for other in others[1:]:
        other.start()
    zaken = first.results
    for other in others:  # the first one is asked here, while threads ask the others
        zaken += other.result().results
    once = {zaak.url: zaak for zaak in zaken}
    unread = (f"more than {MOST_PAGES} pages",) * max(0, first.count - MOST_PAGES * PAGE)
    return ItemList(tuple(once.values()), zaken.odd + unread)


def _page(zgw: Zgw, bsn: str, number: int) -> Callable[[], CasesPage]:
    """Reads one page. The BSN goes in the body: addresses end up in logs."""
    query = {
        BSN: bsn,
        "rol__omschrijvingGeneriek": "initiator",
        "ordering": "-startdatum",
        "expand": ["status", "resultaat", "rollen"],
    }
    params = {"page": number, "pageSize": PAGE}
    return lambda: zgw.cases.read_by_post(CASES, "zaken/_zoek", query, params)


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
