"""Somebody who sends reports over HTTP, and presses again when nothing answers."""

import http.client
import http.cookiejar
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass

from tests.browser import filled_in
from tests.forms_filled import REPORT, REPORT_ANSWERS
from tests.tree import tree_of

PATIENCE_S = 120.0
PAUSE_S = 0.3
AWAY = frozenset({429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Page:
    """A page, wherever redirects led."""

    url: str
    text: str

    @property
    def name(self) -> str:
        """Last part of its address."""
        return urllib.parse.urlsplit(self.url).path.strip("/").rpartition("/")[2]


class Sender:
    """One visitor, with cookies of their own."""

    def __init__(self, portal: str) -> None:
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(jar)
        self._opener.addheaders = [("Accept-Language", "nl")]
        self._portal = portal

    def send_report(self, email: str) -> None:
        """Fill in a report and send it, until it says that it was received."""
        answers: Mapping[str, Mapping[str, str]] = {**REPORT_ANSWERS, "contact": {"email": email}}
        page = self._open(f"{self._portal}/formulieren/{REPORT}/verder/")
        for _page in range(len(answers) + 2):
            if page.name == "controleren":
                break
            page = self._submit(page, answers[page.name])
        until = time.monotonic() + PATIENCE_S
        while "/ontvangen/" not in page.url:
            assert time.monotonic() < until, page.url
            page = self._submit(page, {}, "send")

    def _submit(self, page: Page, fields: Mapping[str, str], form: str = "") -> Page:
        """Send a form of this page: the one with this id, else the first of its main part."""
        tree = tree_of(page.text)
        main = next(tree.iter("main"))
        forms = (tree if form else main).iter("form")
        element = next(each for each in forms if not form or each.get("id") == form)
        data = filled_in(element)
        for name, value in fields.items():
            data.setlist(name, [value])
        url = urllib.parse.urljoin(page.url, element.get("action") or "")
        pairs = [(name, value) for name, values in data.lists() for value in values]
        return self._open(url, urllib.parse.urlencode(pairs).encode())

    def _open(self, url: str, data: bytes | None = None) -> Page:
        """The page; what gives no answer is asked again, as a person would."""
        until = time.monotonic() + PATIENCE_S
        while True:
            try:
                with self._opener.open(urllib.request.Request(url, data), timeout=30) as answer:
                    return Page(answer.url, answer.read().decode())
            except urllib.error.HTTPError as error:
                with error:
                    if error.code not in AWAY:
                        raise
            except (OSError, http.client.HTTPException):
                pass
            assert time.monotonic() < until, url
            time.sleep(PAUSE_S)
