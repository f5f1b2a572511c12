"""The list of a resident's cases: all pages, each case held against the resident."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from portal.domain.cases import Case
from portal.domain.failures import InvalidSourceAnswer, SourceAnswer
from portal.gateways.cases.zgw import translate
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.cases.zgw.translate import Json
from portal.gateways.deadlines import Deadline
from portal.gateways.http import parsing_answer_of
from portal.gateways.parallel import Pending, start

T = TypeVar("T")

PAGE = 20
"""Cases in one answer: with all that is expanded, Open Zaak takes some 20 ms for each."""
MOST_PAGES = 25
BSN = "rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn"


def cases_of(zgw: Zgw, deadline: Deadline, bsn: str) -> SourceAnswer[list[Case]]:
    """The cases that the resident with this BSN started, newest first."""
    first = _page(zgw, bsn, 1)()
    with parsing_answer_of("cases"):
        last = min(-(-int(first["count"]) // PAGE), MOST_PAGES)
        rows = list(first["results"])
    others = [Pending("cases", _page(zgw, bsn, page), deadline) for page in range(2, last + 1)]
    for other in others[1:]:
        other.start()
    for other in others:  # the first one is asked here, while threads ask the others
        answer = other.result()
        with parsing_answer_of("cases"):
            rows += answer["results"]
    with parsing_answer_of("cases"):
        # A case that comes in while we read moves another one to a next page: once is enough.
        once = list({zaak["url"]: zaak for zaak in rows}.values())
    if not all(translate.is_of(zaak, bsn) for zaak in once):
        raise InvalidSourceAnswer("cases", "an answer with somebody else's case")
    cases = translated(zgw, deadline, [zaak for zaak in once if translate.is_shown(zaak)])
    newest_first = sorted(cases, key=lambda case: (case.started, case.number), reverse=True)
    return SourceAnswer(newest_first)


def translated(zgw: Zgw, deadline: Deadline, zaken: Sequence[Json]) -> list[Case]:
    """These cases in our words; their kinds and results come from the catalogue."""
    with parsing_answer_of("cases"):
        keys = [zgw.case_at(zaak["url"]) for zaak in zaken]
        type_urls = [str(zaak["zaaktype"]) for zaak in zaken]
    result_urls = [translate.result_type(zaak) for zaak in zaken]
    catalogue = zgw.catalogue
    types = _each(deadline, type_urls, catalogue.kept_case_type, catalogue.case_type)
    named_urls = [url for url in result_urls if url]
    results = _each(deadline, named_urls, catalogue.kept_name_of, catalogue.name_of)
    return [
        translate.case_of(key, zaak, types[type_url], results[result_url] if result_url else "")
        for key, zaak, type_url, result_url in zip(keys, zaken, type_urls, result_urls, strict=True)
    ]


def _page(zgw: Zgw, bsn: str, number: int) -> Callable[[], Any]:
    """Reads one page. The BSN goes in the body: addresses end up in logs."""
    query = {
        BSN: bsn,
        "rol__omschrijvingGeneriek": "initiator",
        "ordering": "-startdatum",
        "expand": ["status", "resultaat", "rollen"],
    }
    return lambda: zgw.cases.search("zaken/_zoek", query, {"page": number, "pageSize": PAGE})


def _each(
    deadline: Deadline,
    urls: Sequence[str],
    kept: Callable[[str], T | None],
    read: Callable[[str], T],
) -> dict[str, T]:
    """What the catalogue says at each of these URLs; only what is not kept needs a thread."""
    answers = {url: kept(url) for url in dict.fromkeys(urls)}
    pending = {
        url: start("catalogue", deadline, partial(read, url))
        for url, answer in answers.items()
        if answer is None
    }
    read_now = {url: future.result() for url, future in pending.items()}
    return {url: read_now[url] if answer is None else answer for url, answer in answers.items()}
