"""What a resident chose to see: which period, organisation, kind of data, and page."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Self

from flask import request, url_for

from portal.domain.consultations import DataKind
from portal.features.consultations.forms import HistoryForm
from portal.services.consultations.history_filter import HistoryChoice
from portal.services.consultations.log import PERIODS, USUAL
from portal.services.consultations.paging import LookPage
from portal.web.words.formats import gettext as _
from portal.web.words.formats import label
from portal.web.words.look_summary import period

Option = tuple[str, str, bool]
"""Value, words, whether it is chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """From the address of the page; what makes no sense there is as if it weren't there."""

    months: int
    narrow: HistoryChoice
    page: int
    is_open: bool
    """Whether the form to choose with stands open: it was sent, or narrows what is shown."""

    @classmethod
    def of_request(cls) -> Self:
        """From the query string; unknown values fall back to the defaults."""
        form = HistoryForm(request.args)
        months = form.periode.data
        narrow = HistoryChoice(organisation=form.organisatie.data, kind=form.soort.data)
        return cls(
            months=months if months in PERIODS else USUAL,
            narrow=narrow,
            page=max(1, form.pagina.data or 1),
            is_open=narrow.is_narrow or form.periode.name in request.args,
        )

    def query(self, page: int = 1) -> dict[str, str]:
        """What makes the same choice in an address."""
        values = {
            "periode": str(self.months) if self.months != USUAL else "",
            "organisatie": self.narrow.organisation,
            "soort": self.narrow.kind,
            "pagina": str(page) if page > 1 else "",
        }
        return {name: value for name, value in values.items() if value}

    def url(self, page: int = 1) -> str:
        """Address of this choice on the page of this request."""
        values: dict[str, Any] = {**(request.view_args or {}), **self.query(page)}
        return url_for(request.endpoint or "", **values)

    def neighbours(self, page: LookPage) -> tuple[str, str]:
        """The addresses of the newer and the older page ('': none)."""
        newer = self.url(page.number - 1) if page.number > 1 else ""
        return newer, self.url(page.number + 1) if page.has_older else ""

    def options(
        self, organisations: Mapping[str, str], kinds: Collection[DataKind]
    ) -> dict[str, tuple[Option, ...]]:
        """What can be chosen, by name of the field. `organisations`: key → words."""
        organisation, kind = self.narrow.organisation, self.narrow.kind
        return {
            "periode": tuple((str(m), period(m), m == self.months) for m in PERIODS),
            "organisatie": (
                ("", _("Iedereen"), not organisation),
                *((key, words, key == organisation) for key, words in organisations.items()),
            ),
            "soort": (
                ("", _("Alle gegevens"), not kind),
                *((str(k), label(k), str(k) == kind) for k in DataKind if k in kinds),
            ),
        }
