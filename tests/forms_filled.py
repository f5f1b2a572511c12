"""The two forms filled in by a resident: page by page, in a browser."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from werkzeug.test import TestResponse

from portal.domain.days import today
from portal.storage import drafts
from portal.web.edge.request_context import portal_of
from portal.web.words.form_titles import catalogue
from tests.browser import Browser
from tests.files_made import a_pdf

MOVE, REPORT = "verhuizing-doorgeven", "melding-openbare-ruimte"
EMAIL = "noor@voorbeeld.example"
ADDRESS = {"new_address-postcode": "1234 AB", "new_address-number": "14"}
CONTRACT = {"contract": ("contract.pdf", a_pdf())}
REPORT_ANSWERS: dict[str, dict[str, Any]] = {
    "soort": {"category": "light"},
    "omschrijving": {"description": "De lantaarn voor nummer 12 brandt niet."},
    "plaats": {"place-street": "Lindelaan, voor nummer 12"},
    "foto": {},
    "contact": {},
}
MOST_PAGES = 20
Answers = Mapping[str, Mapping[str, Any]]
Moment = tuple[str, str, date, str]
SNAPSHOTS: dict[Moment, drafts.DraftContent] = {}
"""By BSN, page, day and other answers: what a draft holds that was filled in up to there."""


def move_answers() -> dict[str, dict[str, Any]]:
    """What somebody fills in who moves along with her partner, to a rented house."""
    day = today() + timedelta(days=3)
    return {
        "gegevens": {},
        "wie": {"movers": ["p1"]},
        "adres": ADDRESS,
        "dag": {
            "moving_date-day": str(day.day),
            "moving_date-month": str(day.month),
            "moving_date-year": str(day.year),
        },
        "wonen": {"living": "rent"},
        "contract": {"contract-later": "y"},
        "toestemming": {"permission-later": "y"},
        "contact": {"email": EMAIL, "phone": ""},
        "bellen": {},  # only with a phone number; left open
    }


def begin(browser: Browser, slug: str = MOVE) -> TestResponse:
    """The page on which this visitor goes on with this form."""
    return browser.visit(f"/formulieren/{slug}/verder/")


def page_id(page: TestResponse) -> str:
    """Last part of the page's address."""
    return page.request.path.strip("/").rpartition("/")[2]


def fill(
    browser: Browser,
    slug: str = MOVE,
    changes: Answers | None = None,
    *,
    until: str = "controleren",
    is_copied: bool | None = None,
) -> TestResponse:
    """Fill in the form up to this page, with these answers changed; gives that page.

    The usual answers to the usual form are filled in once, and then copied. `is_copied`: other
    answers too, which depend on nothing of the test.
    """
    may_copy = slug == MOVE and (is_copied or not changes) and browser.owner_id
    snapshot = (browser.bsn, until, today(), repr(changes or {})) if may_copy else None
    if snapshot and _restore(browser, snapshot):
        return begin(browser)
    is_usual = snapshot and _is_untouched(browser)
    page = _fill(browser, slug, changes or {}, until)
    if is_usual:
        _keep(browser, snapshot)
    return page


def _fill(browser: Browser, slug: str, changes: Answers, until: str) -> TestResponse:
    usual = move_answers() if slug == MOVE else REPORT_ANSWERS
    page = begin(browser, slug)
    for _page in range(MOST_PAGES):
        here = page_id(page)
        if here == until:
            return page
        page = browser.submit(page, {**usual[here], **changes.get(here, {})})
        assert page.status_code == 200, (here, page.text)
    raise AssertionError(f"{until} was never reached; the last page is {page.request.path}")


def _is_untouched(browser: Browser) -> bool:
    """Nothing was filled in, and nothing is wrong with the world."""
    with portal_of(browser.application).sessions() as database:
        if drafts.draft_of(database, browser.owner_id, MOVE):
            return False
    return not any(fake.is_down for fake in portal_of(browser.application).gateways.fakes())


def _restore(browser: Browser, snapshot: Moment) -> bool:
    content = SNAPSHOTS.get(snapshot)
    app = browser.application
    with portal_of(app).sessions() as database, app.app_context():
        if content is None or drafts.draft_of(database, browser.owner_id, MOVE):
            return False
        form = catalogue().form(MOVE)
        draft = drafts.begin(database, browser.owner_id, MOVE, form.version)
        draft.revision = max(content.saved.values(), default=1)
        drafts.save_facts(database, draft, content)
        database.commit()
    return True


def _keep(browser: Browser, snapshot: Moment) -> None:
    with portal_of(browser.application).sessions() as database:
        draft = drafts.draft_of(database, browser.owner_id, MOVE)
        content = drafts.content_of(database, draft)
    SNAPSHOTS[snapshot] = content


def send(browser: Browser, slug: str = MOVE, changes=None) -> TestResponse:
    """Fill in the form and send it; gives the receipt."""
    receipt = browser.submit(fill(browser, slug, changes), form="send")
    assert receipt.status_code == 200
    assert "/ontvangen/" in receipt.request.path, receipt.request.path
    return receipt


def open_page(browser: Browser, name: str, slug: str = MOVE, **options: Any) -> TestResponse:
    """A page of the form by its id."""
    return browser.get(f"/formulieren/{slug}/{name}/", **options)
