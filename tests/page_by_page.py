"""A form of the catalogue filled in by a resident, page by page, with answers by page."""

from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.test import TestResponse

from tests.browser import Browser, hrefs_of, main_element
from tests.forms_filled import begin, page_id

Fields = Mapping[str, Any]
PageAnswers = Mapping[str, Fields | Sequence[Fields]]
"""By the id of a page, what is filled in there; a list for a page that one comes back to, such as
the list of rows: `[{"action": "add"}, {}]`. A pair of name and content is a file."""
MOST_PAGES = 60
LIST = "alle-onderdelen"
"""The page with the sections, of a form that one fills in in any order."""


def fill_pages(
    browser: Browser, slug: str, answers: PageAnswers, *, until: str = "controleren"
) -> TestResponse:
    """Fill in the form up to this page; gives that page. A page without answers is left empty."""
    visits = {name: _visits(fields) for name, fields in answers.items()}
    page = begin(browser, slug)
    for _page in range(MOST_PAGES):
        here = page_id(page)
        if here == until:
            return page
        if here == LIST:
            page = browser.visit(way_on(page))
            continue
        left = visits.get(here, [])
        fields = left.pop(0) if left else {}
        files = {name: value for name, value in fields.items() if isinstance(value, tuple)}
        typed = {name: value for name, value in fields.items() if name not in files}
        page = browser.submit(page, typed, files=files)
        assert page.status_code == 200, (here, page.text)
    raise AssertionError(f"{until} was never reached; the last page is {page.request.path}")


def send_pages(browser: Browser, slug: str, answers: PageAnswers) -> TestResponse:
    """Fill in the form and send it; gives the receipt."""
    receipt = browser.submit(fill_pages(browser, slug, answers), form="send")
    assert "/ontvangen/" in receipt.request.path, receipt.request.path
    return receipt


def a_day(name: str, day: Any) -> dict[str, str]:
    """The three boxes of a date."""
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {f"{name}-{part}": str(number) for part, number in parts.items()}


def way_on(page: TestResponse) -> str:
    """From the list of sections to the check, or to the first section that is not done.

    Empty where the form ends in one of them.
    """
    check = [href for href in hrefs_of(page) if href.endswith("/controleren/")]
    items = (item for item in main_element(page).iter("li") if item.get("class"))
    to_do = (
        link.get("href", "")
        for item in items
        if not any("tag--done" in part.get("class", "") for part in item.iter())
        for link in item.iter("a")
    )
    return check[0] if check else next(to_do, "")


def _visits(fields: Fields | Sequence[Fields]) -> list[Fields]:
    return [fields] if isinstance(fields, Mapping) else list(fields)
