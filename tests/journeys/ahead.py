"""Getting to the end of a form without looking at its pages: for stories about what comes after.

Each page is sent as the browser would send it, with the browser's cookies; that the pages can be
filled in by hand, with and without scripts, other stories show.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import urllib3

from bench.browser import Page
from tests.journeys.resident import Resident

CHECK = "controleren"


@dataclass(frozen=True, slots=True)
class Person:
    """Who is chosen by name, of the people that the page knows."""

    name: str

    def value(self, page: Page) -> str:
        """What the page sends for this person."""
        choice = rf'value="([^"]+)"[^>]*>\s*<label[^>]*>(?:<bdi>)?{re.escape(self.name)}<'
        option = re.search(choice, page.text)
        assert option, f"{self.name} can't be chosen on {page.url}"
        return option[1]


Answers = Mapping[str, str | Person | tuple[str, bytes]]
"""By the name of a field: a text, a person, or name and content of a file."""


def fill_in(resident: Resident, form: str, answers: Mapping[str, Answers]) -> None:
    """Send the pages of the form that was begun, and be at the check; answers by page."""
    cookies = "; ".join(f"{name}={text}" for name, text in resident.browser.cookies().items())
    with urllib3.PoolManager(headers={"Cookie": cookies, "Accept-Language": "nl"}) as http:
        answer = http.request("GET", f"{resident.portal}{form}verder/")
        for _page in answers:
            url = urljoin(resident.portal, answer.geturl())
            page = Page(answer.status, url, "", answer.data.decode())
            fields = page.fields() | _sent(page, answers[url.rstrip("/").rpartition("/")[2]])
            headers = {**http.headers, "Referer": url}
            answer = http.request("POST", url, fields=fields, headers=headers)
            assert answer.geturl() not in (url, urlsplit(url).path), answer.data.decode()
    resident.open(f"{form}{CHECK}/")


def _sent(page: Page, answers: Answers) -> dict[str, str | tuple[str, bytes]]:
    return {
        name: answer.value(page) if isinstance(answer, Person) else answer
        for name, answer in answers.items()
    }
