"""The form "Kwijtschelding aanvragen" filled in by a resident, page by page, in a browser."""

from collections.abc import Mapping
from typing import Any

from werkzeug.test import TestResponse

from portal.domain.people import Level
from tests.browser import Browser
from tests.factories import BSN
from tests.forms_filled import begin, page_id

REMISSION = "kwijtschelding-aanvragen"
FETCH, SUPPLY = "fetch", "supply"
INCOME = [
    {"payer": "Bakkerij De Korenbloem", "month": "2026-10", "net": 68425, "gross": 73110},
    {"payer": "UWV, WW-uitkering", "month": "2026-10", "net": 43615, "gross": 49870},
]
VEHICLES = [
    {
        "plate": "12-TGD-4",
        "make": "Peugeot",
        "first_seen": "2011-03-18",
        "value": 145000,
        "list_price": 1499000,
    }
]
SAVINGS = [{"bank": "Spaarbank", "day": "2026-01-01", "balance": 94000, "interest": 1128}]
ANSWERS: dict[str, dict[str, Any]] = {
    "gegevens": {},
    "samen": {"together": "yes"},
    "partner": {"partner_agrees": "yes"},
    "aanslag": {"tax_year": "2026", "assessment": "D2026-004512", "bill": "412,50"},
    "inkomen": {"income_choice": SUPPLY},
    "inkomen_opgehaald": {},
    "inkomen_zelf": {"own_income": "1.120,40", "income_proof-later": "y"},
    "geld_partner": {
        "partner_income": "412,80",
        "partner_savings": "88,41",
        "partner_proof-later": "y",
    },
    "spaargeld": {"savings_choice": SUPPLY},
    "spaargeld_opgehaald": {},
    "spaargeld_zelf": {"own_savings": "940", "savings_proof-later": "y"},
    "auto": {"vehicle_choice": SUPPLY},
    "auto_opgehaald": {},
    "auto_zelf": {"own_vehicle": "1450"},
    "wonen": {"rent": "640", "rent_benefit": "310,22"},
    "zorg": {"care": "296,50", "care_benefit": "211"},
    "berekening": {},
    "contact": {},
}
MOST_PAGES = 20


def applicant(app, bsn: str = BSN) -> Browser:
    """A browser with somebody logged in at the level that this form asks for."""
    return app.test_client().log_in(bsn, Level.SUBSTANTIEEL)


def know(world, bsn: str = BSN) -> None:
    """Let all sources know this resident."""
    for source, records in (("uwv", INCOME), ("rdw", VEHICLES), ("belastingdienst", SAVINGS)):
        world.sources.records[bsn, source] = records


def fetching(*pages: str) -> dict[str, dict[str, str]]:
    """The answers of somebody who has this fetched, and supplies the rest."""
    choices = {"inkomen": "income", "spaargeld": "savings", "auto": "vehicle"}
    return {page: {f"{choices[page]}_choice": FETCH} for page in pages}


def fill(
    browser: Browser,
    changes: Mapping[str, Mapping[str, Any]] | None = None,
    *,
    until: str = "controleren",
) -> TestResponse:
    """Fill in the form up to this page, with these answers changed; gives that page."""
    page = begin(browser, REMISSION)
    for _page in range(MOST_PAGES):
        here = page_id(page)
        if here == until:
            return page
        page = browser.submit(page, {**ANSWERS[here], **(changes or {}).get(here, {})})
        assert page.status_code == 200, (here, page.text)
    raise AssertionError(f"{until} was never reached; the last page is {page.request.path}")


def send(browser: Browser, changes: Mapping[str, Mapping[str, Any]] | None = None) -> TestResponse:
    """Fill in the form and send it; gives the receipt."""
    receipt = browser.submit(fill(browser, changes), form="send")
    assert "/ontvangen/" in receipt.request.path, receipt.request.path
    return receipt
