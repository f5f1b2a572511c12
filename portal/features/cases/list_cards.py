"""The list of cases as its page shows it."""

from collections.abc import Iterable

from flask import url_for

from portal.domain.cases import CaseList
from portal.features.cases.choosing import FEW, ChosenCases
from portal.features.cases.withdrawal import withdrawn_among
from portal.services.cases.choice import USUAL_CHOICE
from portal.services.cases.searching import options_of_list
from portal.services.sources.queries import shown_cases
from portal.services.sources.query import SourceResult
from portal.storage.waiting_submissions import SubmissionSummary
from portal.web.page.cards import case_cards, waiting_card


def list_context(
    cases: SourceResult[CaseList], number: int, waiting: Iterable[SubmissionSummary]
) -> dict[str, object]:
    """What the page of the list with this number shows."""
    source, page = shown_cases(cases), cases.value
    is_long = page is not None and (page.has_older or number > 1 or len(page.cases) > FEW)
    sent = withdrawn_among(source.items)
    cards = list(zip(source.items, case_cards(source.items, sent), strict=True))
    return {
        "choice": ChosenCases(USUAL_CHOICE).form(options_of_list(page)) if is_long else None,
        "found": None,
        "waiting": [waiting_card(sent) for sent in waiting],
        "running": [card for case, card in cards if not case.is_closed],
        "closed": [card for case, card in cards if case.is_closed],
        "source": source,
        "number": number,
        "count": page.count if page and not page.is_whole else None,
        "is_whole": page is not None and page.is_whole,
        "own_url": page_url(number) if number > 1 else "",
        "newer_url": page_url(number - 1) if number > 1 else "",
        "older_url": page_url(number + 1) if page and page.has_older else "",
    }


def page_url(number: int) -> str:
    """The address of a page of the list."""
    return url_for("cases.index", pagina=number if number > 1 else None)
