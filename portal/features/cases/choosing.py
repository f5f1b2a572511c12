"""What a resident chooses in the list of their cases, as its page and its address have it."""

from dataclasses import dataclass
from typing import Any, Self

from flask import request, url_for

from portal.domain.days import today
from portal.features.cases.forms import ChoiceForm
from portal.features.cases.withdrawal import withdrawn_among
from portal.services.cases.choice import CaseChoice, CaseOrder, CaseState
from portal.services.cases.searching import CaseOptions, FoundCases
from portal.web.page.cards import case_cards
from portal.web.words.formats import gettext as _
from portal.web.words.formats import number as with_points

Option = tuple[str, str, bool]
"""Value, words, whether it is chosen."""
FEW = 5
"""Nobody has to search in so few cases."""
YEARS_BEFORE = 10
"""Where older cases are not known, years before the oldest one that is can be chosen too."""
STATES = {"lopend": CaseState.RUNNING, "afgerond": CaseState.CLOSED}
ORDERS = {"oudste": CaseOrder.OLDEST, "onderwerp": CaseOrder.KIND}
NEEDS_RESIDENT = "doen"


@dataclass(frozen=True, slots=True)
class ChosenCases:
    """A choice as it stands in an address."""

    choice: CaseChoice

    @classmethod
    def of_request(cls) -> Self:
        """From the query string; what makes no sense there is as if it weren't there."""
        form = ChoiceForm(request.args)
        year, kept = form.jaar.data, today().year
        return cls(
            CaseChoice(
                text=form.zoek.data,
                state=STATES.get(form.welke.data),
                kind=form.onderwerp.data,
                year=year if year and 0 < kept - year + 1 <= kept else None,
                needs_resident=form.welke.data == NEEDS_RESIDENT,
                order=ORDERS.get(form.volgorde.data, CaseOrder.NEWEST),
            )
        )

    def url(self, number: int = 1) -> str:
        """The address of a page of this choice."""
        values: dict[str, Any] = {
            "zoek": self.choice.text,
            "welke": self._which,
            "onderwerp": self.choice.kind,
            "jaar": self.choice.year or "",
            "volgorde": self._order,
            "pagina": number if number > 1 else "",
        }
        return url_for("cases.index", **{name: value for name, value in values.items() if value})

    def form(self, options: CaseOptions) -> dict[str, object]:
        """What the form shows; see `components/case_choice.html`."""
        return {
            "text": self.choice.text,
            "options": {
                "welke": self._options_of_which(),
                "onderwerp": self._options_of_kind(options),
                "jaar": self._options_of_year(options),
                "volgorde": self._options_of_order(),
            },
            "is_open": self.choice != CaseChoice(text=self.choice.text),
            "is_whole": options.is_whole,
        }

    @property
    def _which(self) -> str:
        if self.choice.needs_resident:
            return NEEDS_RESIDENT
        return next((name for name, state in STATES.items() if state is self.choice.state), "")

    @property
    def _order(self) -> str:
        return next((name for name, order in ORDERS.items() if order is self.choice.order), "")

    def _options_of_which(self) -> tuple[Option, ...]:
        texts = {
            "": _("Alle zaken"),
            "lopend": _("Lopende zaken"),
            "afgerond": _("Afgeronde zaken"),
            NEEDS_RESIDENT: _("Zaken waarvoor u iets moet doen"),
        }
        return tuple((value, text, value == self._which) for value, text in texts.items())

    def _options_of_kind(self, options: CaseOptions) -> tuple[Option, ...]:
        chosen = self.choice.kind
        kinds = sorted({*options.kinds, chosen} - {""}, key=str.casefold)
        return (
            ("", _("Alle onderwerpen"), not chosen),
            *((kind, kind, kind == chosen) for kind in kinds),
        )

    def _options_of_year(self, options: CaseOptions) -> tuple[Option, ...]:
        chosen, years = self.choice.year, set(options.years)
        if not options.is_whole:
            oldest = min(years, default=today().year)
            years |= {*range(oldest - YEARS_BEFORE, today().year + 1)}
        every = sorted(years | ({chosen} if chosen else set()), reverse=True)
        return (
            ("", _("Alle jaren"), chosen is None),
            *((str(year), str(year), year == chosen) for year in every),
        )

    def _options_of_order(self) -> tuple[Option, ...]:
        texts = {
            "": _("Nieuwste eerst"),
            "oudste": _("Oudste eerst"),
            "onderwerp": _("Op onderwerp"),
        }
        return tuple((value, text, value == self._order) for value, text in texts.items())


def found_context(found: FoundCases, chosen: ChosenCases) -> dict[str, object]:
    """What the list shows of cases that were searched for."""
    number = found.number
    return {
        "choice": chosen.form(found.options),
        "found": {
            "count": found.count,
            "cards": case_cards(found.cases.items, withdrawn_among(found.cases.items)),
            "looked_through": "" if found.options.is_whole else _looked_through(found, chosen),
            "all_url": url_for("cases.index"),
            "knows_tasks": found.knows_tasks,
        },
        "source": found.cases,
        "number": number,
        "own_url": chosen.url(number),
        "newer_url": chosen.url(number - 1) if number > 1 else "",
        "older_url": chosen.url(number + 1) if found.has_more else "",
    }


def _looked_through(found: FoundCases, chosen: ChosenCases) -> str:
    """In how many cases was looked, where that is not all of them."""
    count, year = with_points(found.read), chosen.choice.year
    is_oldest_first = chosen.choice.order is CaseOrder.OLDEST
    if year is not None:
        if is_oldest_first:
            return _(
                "Wij zochten in uw oudste %(count)s zaken van %(year)s.", count=count, year=year
            )
        return _("Wij zochten in uw nieuwste %(count)s zaken van %(year)s.", count=count, year=year)
    if is_oldest_first:
        return _("Wij zochten in uw oudste %(count)s zaken.", count=count)
    return _(
        "Wij zochten in uw nieuwste %(count)s zaken. Zoekt u een oudere zaak? Kies dan een jaar.",
        count=count,
    )
