"""What a resident chose to see: which period, organisation, kind of data, and page."""

from dataclasses import dataclass
from math import ceil
from typing import Any, Self

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.domain.consultations import Consultation, DataKind
from portal.services.consultations.history import PERIODS, USUAL
from portal.web.page.consultation_cards import organisations, others
from portal.web.words.consultation_texts import who_key
from portal.web.words.formats import label

PAGE = 25
"""Lines on one page."""
Option = tuple[str, str, bool]
"""Value, words, whether it is chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """From the address of the page; what makes no sense there is as if it weren't there."""

    months: int
    organisation: str
    kind: str
    page: int

    @classmethod
    def of_request(cls) -> Self:
        """As the address says."""
        months = request.args.get("periode", USUAL, type=int)
        return cls(
            months=months if months in PERIODS else USUAL,
            organisation=request.args.get("organisatie", ""),
            kind=request.args.get("soort", ""),
            page=max(1, request.args.get("pagina", 1, type=int)),
        )

    @property
    def is_narrow(self) -> bool:
        """Whether lines of the period are left out."""
        return bool(self.organisation or self.kind)

    def fits(self, line: Consultation) -> bool:
        """Whether this line is among what was chosen."""
        return self.organisation in ("", who_key(line)) and (
            not self.kind or self.kind in {str(kind) for kind in line.kinds}
        )

    def query(self, page: int = 1) -> dict[str, str]:
        """What makes the same choice in an address."""
        chosen = {
            "periode": str(self.months) if self.months != USUAL else "",
            "organisatie": self.organisation,
            "soort": self.kind,
            "pagina": str(page) if page > 1 else "",
        }
        return {name: value for name, value in chosen.items() if value}

    def url(self, page: int = 1) -> str:
        """Address of this choice on the page of this request."""
        values: dict[str, Any] = {**(request.view_args or {}), **self.query(page)}
        return url_for(request.endpoint or "", **values)

    def pages(self, count: int) -> tuple[int, str, str]:
        """Which page is shown, and the addresses of the newer and the older one ('': none)."""
        last = max(1, ceil(count / PAGE))
        here = min(self.page, last)
        newer = self.url(here - 1) if here > 1 else ""
        return here, newer, self.url(here + 1) if here < last else ""

    def options(self, lines: tuple[Consultation, ...]) -> dict[str, tuple[Option, ...]]:
        """What can be chosen, by name of the field; only what is among these lines."""
        seen = {kind for line in others(lines) for kind in line.kinds}
        return {
            "periode": tuple((str(m), period(m), m == self.months) for m in PERIODS),
            "organisatie": (
                ("", _("Iedereen"), not self.organisation),
                *((k, words, k == self.organisation) for k, words in organisations(lines).items()),
            ),
            "soort": (
                ("", _("Alle gegevens"), not self.kind),
                *((str(k), label(k), str(k) == self.kind) for k in DataKind if k in seen),
            ),
        }


def period(months: int) -> str:
    """`12 maanden`, `5 jaar`."""
    if months > USUAL:
        return ngettext("%(num)d jaar", "%(num)d jaar", months // 12)
    return ngettext("%(num)d maand", "%(num)d maanden", months)
