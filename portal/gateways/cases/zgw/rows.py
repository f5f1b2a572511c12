"""Rows of a resident's cases to search in: plain pages of a hundred, with nothing expanded.

Roles are what makes the list slow (a fifth of a second for twenty cases), and nothing of a row is
shown: what is found is read again, with its roles, and held against the resident then.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any

from portal.domain.case_keys import CaseNumber
from portal.domain.case_rows import MOST_ROWS, CaseRow, CaseRows, RowSelection
from portal.domain.cases import Progress
from portal.domain.days import today
from portal.domain.failures import InvalidSourceAnswer, SourceAnswer, SourceError, SourceRefused
from portal.gateways.answers import ItemList
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.cases.zgw.catalogue import CaseType
from portal.gateways.cases.zgw.listing import case_types_of, seen_of, usable
from portal.gateways.cases.zgw.resources import Zaak, ZaakPage
from portal.gateways.cases.zgw.search import CaseSearch
from portal.gateways.cases.zgw.sights import is_shown
from portal.gateways.cases.zgw.stage import stage_of
from portal.gateways.deadlines import Deadline
from portal.gateways.parallel import start

ROWS_OF_ANSWER = 100
"""The size of pages by the standard; Open Zaak takes some 140 ms for it."""
MOST_ANSWERS = MOST_ROWS // ROWS_OF_ANSWER
"""Also where a case system has smaller pages: then fewer cases are looked through."""


def rows_of(
    zgw: Zgw, deadline: Deadline, bsn: str, selection: RowSelection
) -> SourceAnswer[CaseRows]:
    """The first rows of this selection: one answer, and then at most four at once.

    Raises `SourceError` rather than leave a page out.
    """
    parts = ("status",) if selection.has_statuses else ()
    search = CaseSearch(
        zgw, bsn, parts=parts, rows=ROWS_OF_ANSWER, is_oldest_first=selection.is_oldest_first
    )
    mark = _mark_of(selection)
    first = search.answer(1, mark)
    others = [
        start("cases", deadline, partial(search.answer, number, mark))
        for number in range(2, _answers_for(first) + 1)
    ]
    pages = [first, *(page.result() for page in others)]
    zaken = {zaak.url: zaak for zaak in chain.from_iterable(page.results for page in pages)}
    of_year = [zaak for zaak in zaken.values() if selection.year in (None, zaak.startdatum.year)]
    shown = seen_of(zgw, deadline, of_year, partial(_shown_row, zgw))
    rows = _rows(zgw, deadline, shown.items, selection)
    odd = tuple(chain.from_iterable(page.results.odd for page in pages))
    all_rows = ItemList(rows.items, odd + shown.odd + rows.odd)
    read = min(sum(page.size for page in pages), first.count)
    answer = CaseRows(rows=tuple(all_rows.logged("cases")), read=read, count=first.count)
    return SourceAnswer(answer, all_rows.missing("case"))


def _shown_row(zgw: Zgw, zaak: Zaak) -> Zaak | None:
    return zaak if is_shown(zgw, zaak) else None


def _answers_for(first: ZaakPage) -> int:
    if first.next is None or not first.size:
        return 1
    wanted = min(first.count, MOST_ROWS)
    return min(-(-wanted // first.size), MOST_ANSWERS)


def _mark_of(selection: RowSelection) -> Mapping[str, Any]:
    if selection.year is None:
        return {}
    return {
        "startdatum__gte": f"{selection.year:04}-01-01",
        "startdatum__lt": f"{selection.year + 1:04}-01-01",
    }


def _rows(
    zgw: Zgw, deadline: Deadline, zaken: Sequence[Zaak], selection: RowSelection
) -> ItemList[CaseRow]:
    types = case_types_of(zgw, deadline, zaken)
    rows: list[CaseRow] = []
    odd: list[str] = []
    for zaak in zaken:
        try:
            rows.append(_row(zgw, zaak, types[zaak.zaaktype], selection))
        except (InvalidSourceAnswer, SourceRefused) as error:
            odd.append(str(error))
    return ItemList(tuple(rows), tuple(odd))


def _row(
    zgw: Zgw, zaak: Zaak, case_type: CaseType | SourceError, selection: RowSelection
) -> CaseRow:
    """Raises `InvalidSourceAnswer`, `SourceRefused` for one that is odd."""
    kind, day = usable(case_type), today()
    stage = stage_of(zaak, (), kind, day) if selection.has_statuses else None
    ended = zaak.einddatum if zaak.einddatum and zaak.einddatum <= day else None
    return CaseRow(
        key=zgw.case_at(zaak.url),
        number=CaseNumber(zaak.identificatie),
        title=kind.name,
        description=zaak.omschrijving,
        started=zaak.startdatum,
        closed=stage.closed if stage else ended,
        is_waiting=stage is not None and stage.progress is Progress.WAITING_FOR_YOU,
    )
