"""Search for cases of one resident in the Zaken API: a page of them, or those with some mark.

The BSN goes in the body, as addresses end up in logs. Open Zaak knows more than the standard: how
many cases a page has, and a second order for cases of one day. Who refuses that (400) is asked by
the standard alone; its pages may then have another size than ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from portal.domain.cases import CASES_ON_PAGE
from portal.domain.failures import NotFound, SourceRefused
from portal.gateways.answers import ItemList
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.cases.zgw.resources import ZAKEN, Zaak, ZaakPage

BSN = "rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn"
BY_STANDARD, BY_OPEN_ZAAK = "-startdatum", "-startdatum,-identificatie"
"""The newest first; the second one says which of two cases of one day comes first."""
PARTS = ("status", "resultaat", "rollen")
"""What a case in the list is shown with."""


@dataclass(slots=True)
class CaseSearch:
    """Searches for cases that the resident with this BSN started.

    What is more confidential than is ever shown is not counted either.
    """

    zgw: Zgw
    bsn: str
    parts: tuple[str, ...] = PARTS
    """What is expanded in each case."""
    rows: int = CASES_ON_PAGE
    """How many cases an answer has, where the case system lets us say so."""
    is_oldest_first: bool = False
    has_all_roles: bool = False
    """Whether also for those in which they are something else, and which may be shown."""
    is_standard: bool = False
    """Whether only what is in the standard is asked: the case system refused the rest."""

    def page(self, number: int) -> ZaakPage:
        """Our page with this number, the newest cases first; raises `NotFound` past the last one.

        At most three answers of the case system, however many cases there are.
        """
        answer = self._page_or_none(number)
        if answer and _is_ours(answer, number):
            return answer
        first = answer if answer and number == 1 else self._page(1)
        if first.size > CASES_ON_PAGE:
            return self._cut(number, first)
        if answer is None:
            raise NotFound(f"page {number} of cases")
        return answer

    def with_mark(self, mark: Mapping[str, Any]) -> ZaakPage:
        """The first cases with this mark (`uuid__in`, `identificatie`), at most a page of them."""
        return self._page(1, mark)

    def answer(self, number: int, mark: Mapping[str, Any]) -> ZaakPage:
        """The answer of the case system with this number; raises `SourceError`."""
        return self._page(number, mark)

    def _cut(self, number: int, first: ZaakPage) -> ZaakPage:
        """Our page, out of the larger pages of a case system that takes no other size."""
        begin, size = (number - 1) * CASES_ON_PAGE, first.size
        end = min(begin + CASES_ON_PAGE, first.count)
        if begin >= end:
            raise NotFound(f"page {number} of cases")
        rows: ItemList[Zaak] = ItemList()
        for place in range(begin // size, (end - 1) // size + 1):
            answer = first if place == 0 else self._page(place + 1)
            within = slice(max(0, begin - place * size), end - place * size)
            rows += ItemList(answer.results.items[within], answer.results.odd)
        return first.model_copy(update={"results": rows, "next": None})

    def _page_or_none(self, number: int) -> ZaakPage | None:
        """A page of the case system; None where it has no such page."""
        try:
            return self._page(number)
        except SourceRefused as error:
            if number > 1 and error.status == HTTPStatus.NOT_FOUND:
                return None
            raise

    def _page(self, number: int, mark: Mapping[str, Any] | None = None) -> ZaakPage:
        if not self.is_standard:
            try:
                return self._read(number, mark or {})
            except SourceRefused as error:
                if error.status != HTTPStatus.BAD_REQUEST:
                    raise
                self.is_standard = True
        return self._read(number, mark or {})

    def _read(self, number: int, mark: Mapping[str, Any]) -> ZaakPage:
        ordering = BY_STANDARD if self.is_standard else BY_OPEN_ZAAK
        query = {
            BSN: self.bsn,
            **({} if self.has_all_roles else {"rol__omschrijvingGeneriek": "initiator"}),
            "maximaleVertrouwelijkheidaanduiding": self.zgw.case_rules.most_confidential.value,
            **mark,
            "ordering": ordering.replace("-", "") if self.is_oldest_first else ordering,
            **({"expand": list(self.parts)} if self.parts else {}),
        }
        size = {} if self.is_standard else {"pageSize": self.rows}
        return self.zgw.cases.read_by_post(ZAKEN, "zaken/_zoek", query, {"page": number, **size})


def _is_ours(answer: ZaakPage, number: int) -> bool:
    """Whether this is our page: another one has too few cases or too many, or ends elsewhere."""
    if number == 1:
        return answer.size <= CASES_ON_PAGE
    left = answer.count - (number - 1) * CASES_ON_PAGE
    is_last = answer.next is None
    return answer.size == min(CASES_ON_PAGE, left) and is_last is (left <= CASES_ON_PAGE)
