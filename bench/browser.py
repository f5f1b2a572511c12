"""A resident's browser as far as a load needs one: keeps cookies and a connection, reads forms.

Ours because it is small: wrk can't fill in a form, and a load tool with a browser in it (locust)
would cost more CPU than the pages that it asks for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urljoin, urlsplit

import urllib3

from portal.gateways.calls import Body

PATIENCE_S = 30.0
FINE = range(200, 400)


class WrongAnswer(Exception):
    """The answer is not what it should be: what is measured would be something else."""


@dataclass(frozen=True, slots=True)
class Page:
    """One answer."""

    status: int
    url: str
    location: str
    """Where it sends the browser; empty: nowhere."""
    text: str

    def fields(self) -> dict[str, str]:
        """What stands in the fields of its forms."""
        parser = _Fields()
        parser.feed(self.text)
        return parser.found


class Browser:
    """One client with one connection for each host; not to be shared between threads.

    Cookies are kept by host, whatever the port. Source: RFC 6265 8.5.
    """

    def __init__(self, start: str, cookies: Mapping[str, str] | None = None) -> None:
        self._start = start
        self._cookies = {urlsplit(start).hostname: dict(cookies or {})}
        self._pool = urllib3.PoolManager(maxsize=1)

    def get(self, url: str) -> Page:
        """The page at this address."""
        return self._ask("GET", url, None)

    def post(self, url: str, fields: Mapping[str, str]) -> Page:
        """The answer to a form that is sent."""
        return self._ask("POST", url, Body.of_form(fields))

    def send(self, url: str, body: Body, patience_s: float = PATIENCE_S) -> Page:
        """The answer to what is sent a piece at a time."""
        return self._ask("POST", url, body, patience_s)

    def follow(self, page: Page) -> Page:
        """Where the redirects end."""
        while page.location:
            page = self.get(page.location)
        return page

    def _ask(
        self, method: str, url: str, body: Body | None, patience_s: float = PATIENCE_S
    ) -> Page:
        url = urljoin(self._start, url)
        cookies = self._cookies.setdefault(urlsplit(url).hostname, {})
        headers = {"Accept-Language": "nl", "Cookie": _line(cookies)}
        if body is not None:
            headers |= {"Content-Type": body.media_type, "Referer": url}
            headers |= {"Content-Length": str(body.size)}
        answer = self._pool.request(
            method,
            url,
            body=body.pieces() if body else None,
            headers=headers,
            redirect=False,
            retries=False,
            timeout=patience_s,
        )
        if answer.status not in FINE:
            raise WrongAnswer(f"{method} {urlsplit(url).path}: HTTP {answer.status}")
        for line in answer.headers.getlist("Set-Cookie"):
            cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        location = answer.headers.get("Location", "")
        text = answer.data.decode("utf-8", "replace")
        return Page(answer.status, url, urljoin(url, location) if location else "", text)


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember a field with its value; only what is chosen of what can be chosen."""
        given = dict(attrs)
        name, kind = given.get("name"), given.get("type") or "text"
        is_open = kind in {"radio", "checkbox"} and "checked" not in given
        if tag == "input" and name and kind != "submit" and not is_open:
            self.found.setdefault(name, given.get("value") or "")


def _line(cookies: Mapping[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())
